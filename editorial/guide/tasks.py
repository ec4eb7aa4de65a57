"""The tasks of the editors' guide: title and one sentence of each in English and Czech, for whom and at which moment.

The text of a task stands in `templates/admin/guide/<language>/<slug>.html`. Nothing here knows a request.
"""

from typing import NamedTuple

LANGUAGES = {"en": "English", "cs": "Čeština"}


class Said(NamedTuple):
    """The same words in each language of the guide."""

    en: str
    cs: str

    def in_language(self, lang: str) -> str:
        return getattr(self, lang)


EVERYBODY = Said("Everybody", "Pro všechny")
AUTHOR = Said("Author", "Autor")
REVIEWER = Said("Reviewer", "Recenzent")
PUBLISHER = Said("Publisher", "Vydavatel")
ADMINISTRATOR = Said("Administrator", "Správce účtů")
ROLES = (AUTHOR, REVIEWER, PUBLISHER, ADMINISTRATOR, EVERYBODY)

WRITING = Said("While you write", "Když píšete")
HANDING = Said("When you hand it over", "Když text předáváte")
AFTER = Said("After it was published", "Po zveřejnění")
DECIDING = Said("When others wait for you", "Když na vás čekají jiní")
PUBLIC = Said("When it becomes public", "Když se má zveřejnit")
TEAM = Said("People and accounts", "Lidé a účty")
DAILY = Said("Every day", "Každý den")
KNOWING = Said("To look up", "K nahlédnutí")


class Task(NamedTuple):
    """One page of the guide. `also`: further tasks that belong to it."""

    slug: str
    role: Said
    moment: Said
    title: Said
    summary: Said
    also: tuple[str, ...] = ()


TASKS = (
    Task(
        *("first-record", AUTHOR, WRITING),
        Said("Start with your first record", "Založte svůj první záznam"),
        Said(
            "From an empty form to a draft that is safe on the desk.",
            "Od prázdného formuláře ke konceptu, který je bezpečně uložen.",
        ),
        ("incident", "citation", "submit"),
    ),
    Task(
        *("incident", AUTHOR, WRITING),
        Said("Write an incident, statement by statement", "Napište událost, výrok po výroku"),
        Said(
            "Who did what to whom, each statement with its source.",
            "Kdo co komu udělal, každý výrok se svým zdrojem.",
        ),
        ("citation", "date", "blame"),
    ),
    Task(
        *("citation", AUTHOR, WRITING),
        Said("Cite a source", "Citujte zdroj"),
        Said(
            "Find it, or add it without leaving the form; quote it and say where.",
            "Najděte jej, nebo jej přidejte, aniž opustíte formulář; uveďte úryvek a místo.",
        ),
        ("incident", "recheck"),
    ),
    Task(
        *("date", AUTHOR, WRITING),
        Said("Write a date that does not pretend", "Zapište datum, které nic nepředstírá"),
        Said(
            "Day, month, “about”, “on or before”: as much as is known, and no more.",
            "Den, měsíc, „asi“, „nejpozději“: tolik, kolik víme, a nic navíc.",
        ),
        ("incident",),
    ),
    Task(
        *("blame", AUTHOR, WRITING),
        Said("Say who is blamed, not in our voice", "Napište, kdo je obviňován, ale ne naším hlasem"),
        Said(
            "Standing, attribution and positions, and when a second approval is needed.",
            "Míra jistoty, přičítání a postoje stran – a kdy je třeba druhé schválení.",
        ),
        ("incident", "laws", "review"),
    ),
    Task(
        *("translation", AUTHOR, WRITING),
        Said("Translate into Czech, and keep it in step", "Překládejte do češtiny a překlady udržujte"),
        Said(
            "Each text beside its English; what becomes older is marked.",
            "Každý text vedle anglického; co zastaralo, je označeno.",
        ),
        ("correction",),
    ),
    Task(
        *("conflict", AUTHOR, WRITING),
        Said("When somebody else saved meanwhile", "Když mezitím uložil někdo jiný"),
        Said("Two people at one record: nothing typed is lost.", "Dva lidé u jednoho záznamu: nic se neztratí."),
        ("history", "revert"),
    ),
    Task(
        *("submit", AUTHOR, HANDING),
        Said("Submit for review", "Předejte k posouzení"),
        Said(
            "Say what kind of change it is, and send exactly this text.",
            "Řekněte, o jakou změnu jde, a odešlete právě tento text.",
        ),
        ("set", "answer-reviewer", "correction"),
    ),
    Task(
        *("set", AUTHOR, HANDING),
        Said("Publish records together", "Zveřejněte záznamy společně"),
        Said("A set is published whole, or not at all.", "Soubor se zveřejní celý, nebo vůbec ne."),
        ("submit", "schedule"),
    ),
    Task(
        *("answer-reviewer", AUTHOR, HANDING),
        Said("Answer a reviewer", "Odpovězte recenzentovi"),
        Said("Read what she asks for, change it, hand it over again.", "Přečtěte, co žádá, upravte a předejte znovu."),
        ("submit", "conflict"),
    ),
    Task(
        *("preview", AUTHOR, HANDING),
        Said("See it as readers will", "Podívejte se očima čtenáře"),
        Said("The preview, and why its link is yours alone.", "Náhled – a proč je jeho odkaz jen váš."),
        ("submit",),
    ),
    Task(
        *("correction", AUTHOR, AFTER),
        Said("Publish a correction", "Zveřejněte opravu"),
        Said(
            "Minor, update, correction or clarification: choose honestly, and say it to readers.",
            "Drobná úprava, aktualizace, oprava, nebo upřesnění: vyberte poctivě a řekněte to čtenářům.",
        ),
        ("report", "submit", "withdraw"),
    ),
    Task(
        *("report", AUTHOR, AFTER),
        Said("Handle a reader's report", "Vyřiďte podnět čtenáře"),
        Said("Take it, check it, close it with an outcome.", "Převezměte jej, ověřte a uzavřete s výsledkem."),
        ("correction",),
    ),
    Task(
        *("recheck", AUTHOR, AFTER),
        Said("Check records again, and mend broken sources", "Ověřujte záznamy znovu a opravujte zdroje"),
        Said("What is old, what does not answer, what fell behind.", "Co je staré, co neodpovídá, co zůstalo pozadu."),
        ("correction", "translation", "waiting"),
    ),
    Task(
        *("revert", AUTHOR, AFTER),
        Said("Go back to an earlier text", "Vraťte se ke staršímu znění"),
        Said("Any revision can become the draft again; nothing is deleted.", "Každá verze může být znovu konceptem."),
        ("history", "conflict"),
    ),
    Task(
        *("review", REVIEWER, DECIDING),
        Said("Review somebody's work", "Posuďte práci někoho jiného"),
        Said(
            "See exactly what would change, and decide on exactly that.",
            "Podívejte se přesně na to, co se změní, a rozhodněte právě o tom.",
        ),
        ("answer-reviewer", "laws", "keyboard"),
    ),
    Task(
        *("publish", PUBLISHER, PUBLIC),
        Said("Publish what was approved", "Zveřejněte, co bylo schváleno"),
        Said(
            "The approved bytes become public, and no others.", "Veřejným se stane právě schválené znění, žádné jiné."
        ),
        ("schedule", "set", "laws"),
    ),
    Task(
        *("schedule", PUBLISHER, PUBLIC),
        Said("Schedule under embargo", "Naplánujte zveřejnění s embargem"),
        Said("Nothing shows before the hour, in any channel.", "Před stanovenou hodinou není vidět nic, nikde."),
        ("set", "publish"),
    ),
    Task(
        *("withdraw", PUBLISHER, AFTER),
        Said("Withdraw, confirm, reinstate", "Stáhněte, potvrďte, obnovte"),
        Said(
            "Take a record down at once; a second person settles it.", "Stáhněte záznam ihned; uzavře to druhý člověk."
        ),
        ("correction", "merge", "laws"),
    ),
    Task(
        *("merge", PUBLISHER, AFTER),
        Said("Merge two records", "Slučte dva záznamy"),
        Said(
            "Two addresses, one record: one proposes, another confirms.",
            "Jeden navrhne, druhý potvrdí; obě adresy platí.",
        ),
        ("withdraw",),
    ),
    Task(
        *("accounts", ADMINISTRATOR, TEAM),
        Said("Invite people and give roles", "Zvěte lidi a přidělujte role"),
        Said("Accounts, invitations, roles, closing an account.", "Účty, pozvánky, role, uzavření účtu."),
        ("small-team", "own-account"),
    ),
    Task(
        *("small-team", ADMINISTRATOR, TEAM),
        Said("Run the smallest team", "Veďte nejmenší možný tým"),
        Said("Two publishers, and when a third person is needed.", "Dva vydavatelé – a kdy je třeba třetí člověk."),
        ("accounts", "laws"),
    ),
    Task(
        *("waiting", EVERYBODY, DAILY),
        Said("See what waits for you", "Podívejte se, co na vás čeká"),
        Said("The start page and its lists.", "Úvodní stránka a její seznamy."),
        ("find", "review"),
    ),
    Task(
        *("assign", EVERYBODY, DAILY),
        Said("Assign work, and claim a review", "Přidělte práci a zamluvte si posouzení"),
        Said("Who takes care of it, and by which day.", "Kdo se o záznam postará a do kdy."),
        ("waiting", "review"),
    ),
    Task(
        *("bulk", EVERYBODY, DAILY),
        Said("Do one thing to many records", "Udělejte totéž s mnoha záznamy"),
        Said("Tick, see what will happen, then do it.", "Zaškrtněte, podívejte se, co se stane, a proveďte."),
        ("assign", "submit", "schedule"),
    ),
    Task(
        *("find", EVERYBODY, DAILY),
        Said("Find anything", "Najděte cokoli"),
        Said(
            "One field for records, drafts, sources and pasted addresses.", "Jedno pole pro záznamy, koncepty i adresy."
        ),
        ("history",),
    ),
    Task(
        *("history", EVERYBODY, DAILY),
        Said("Find out who changed what, and when", "Zjistěte, kdo co kdy změnil"),
        Said("The history of a record and the log of the desk.", "Historie záznamu a protokol redakce."),
        ("revert", "find"),
    ),
    Task(
        *("own-account", EVERYBODY, DAILY),
        Said("Log in, and keep your account safe", "Přihlaste se a chraňte svůj účet"),
        Said(
            "Password, second factor, backup codes, a lost phone.",
            "Heslo, druhý faktor, záložní kódy, ztracený telefon.",
        ),
        ("accounts",),
    ),
    Task(
        *("keyboard", EVERYBODY, KNOWING),
        Said("Work by keyboard and on a small screen", "Pracujte z klávesnice a na malé obrazovce"),
        Said("Everything works without a mouse and without JavaScript.", "Vše jde bez myši i bez JavaScriptu."),
        ("review", "conflict"),
    ),
    Task(
        *("laws", EVERYBODY, KNOWING),
        Said("The laws of the desk", "Zákony redakce"),
        Said("What nobody can do here, and what is not promised.", "Co tu nemůže nikdo – a co neslibujeme."),
        ("words",),
    ),
    Task(
        *("words", EVERYBODY, KNOWING),
        Said("The words of the desk", "Slova redakce"),
        Said(
            "States, verbs, roles and kinds, each in one sentence.", "Stavy, úkony, role a druhy, každý jednou větou."
        ),
        ("laws",),
    ),
)
BY_SLUG = {task.slug: task for task in TASKS}
