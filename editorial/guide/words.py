"""What the desk's words mean, in English and Czech: states, verbs, roles, kinds of change. A test holds each list complete.

The words themselves come from `editorial.workflow` and the forms; here stand the sentences beside them.
"""

from editorial.guide.tasks import Said
from editorial.workflow import EditionState, RoleName
from relations.vocabularies import ChangeKind

HEADINGS = {
    "guide": Said("Editors' guide", "Průvodce pro redakci"),
    "intro": Said(
        "What you want to do, step by step, in the words of the screens. Choose your role; each has the rights of the "
        "one before it.",
        "Co chcete udělat, krok za krokem a slovy obrazovek. Redakce pracuje anglicky, proto jsou tlačítka a pole "
        "uvedena anglicky. Vyberte svou roli; každá má práva té předchozí.",
    ),
    "roles": Said("Roles", "Role"),
    "needed": Said("When you need it", "Kdy to potřebujete"),
    "steps": Said("Steps", "Postup"),
    "readers": Said("What readers will see", "Co uvidí čtenáři"),
    "refused": Said("What can be refused, and what to do then", "Co může být odmítnuto a co potom"),
    "also": Said("See also", "Související"),
    "contents": Said("All tasks", "Všechny úkoly"),
    "contents_here": Said("On this page", "Na této stránce"),
    "word": Said("Word", "Slovo"),
    "meaning": Said("What it means", "Co znamená"),
    "written": Said("Write", "Zapište"),
    "when": Said("When", "Kdy"),
    "reads": Said("Readers see, in English", "Čtenáři uvidí anglicky"),
    "reads_cs": Said("in Czech", "česky"),
}

STATES = {
    EditionState.DRAFT: Said(
        "Somebody writes it. It may be incomplete, and saving it makes nothing public.",
        "Koncept: někdo jej píše. Smí být neúplný a uložením se nic nezveřejní.",
    ),
    EditionState.IN_REVIEW: Said(
        "It was submitted and waits for somebody who did not write it.",
        "V posuzování: byl předán a čeká na někoho, kdo jej nepsal.",
    ),
    EditionState.CHANGES_REQUESTED: Said(
        "A reviewer sent it back and said what should change.",
        "Vráceno: recenzent jej vrátil a řekl, co se má změnit.",
    ),
    EditionState.APPROVED: Said(
        "Enough people approved exactly this text. A publisher can publish or schedule it.",
        "Schváleno: právě toto znění schválilo dost lidí. Vydavatel jej může zveřejnit nebo naplánovat.",
    ),
    EditionState.SCHEDULED: Said(
        "It is approved and will be published at the hour that was set.",
        "Naplánováno: je schváleno a zveřejní se ve stanovenou hodinu.",
    ),
    EditionState.PUBLISHED: Said("Readers see it now.", "Zveřejněno: čtenáři jej vidí."),
    EditionState.WITHDRAWN: Said(
        "It was taken down. Its address answers “withdrawn” and says why.",
        "Staženo: záznam není k přečtení. Jeho adresa odpovídá „staženo“ a uvádí důvod.",
    ),
    EditionState.SUPERSEDED: Said(
        "A later edition took its place. It can still be read and cited as an old version.",
        "Nahrazeno: přišlo novější vydání. Staré znění lze dál číst a citovat.",
    ),
    EditionState.DISCARDED: Said(
        "This attempt was given up. Readers never saw it; its text stays in the history.",
        "Zahozeno: pokus byl opuštěn. Čtenáři jej neviděli; text zůstává v historii.",
    ),
}

VERBS = {
    "submit": Said(
        "Freeze this text with its kind of change and ask for a review.",
        "Předat: zmrazit toto znění s druhem změny a požádat o posouzení.",
    ),
    "recall": Said(
        "Take a submission back to draft. Approvals that it had are void.",
        "Vzít zpět: z předaného je opět koncept. Dosavadní schválení neplatí.",
    ),
    "request_changes": Said(
        "Send it back and say what should change.", "Žádat úpravy: vrátit text a říci, co se má změnit."
    ),
    "approve": Said(
        "Answer for exactly this text with your name. Nobody approves what she helped to write.",
        "Schválit: ručit svým jménem za právě toto znění. Nikdo neschvaluje, na čem sám psal.",
    ),
    "schedule": Said(
        "Set the hour at which the approved text is published.", "Naplánovat: určit hodinu, kdy se schválené zveřejní."
    ),
    "unschedule": Said("Take the hour back; the approval stays.", "Zrušit plán: hodina zmizí, schválení zůstává."),
    "publish": Said("Make the approved text public now.", "Zveřejnit: ukázat schválené znění hned čtenářům."),
    "withdraw": Said(
        "Take a public record down at once, with a reason. Links to it never stop you.",
        "Stáhnout: sundat veřejný záznam ihned a s důvodem. Odkazy na něj vám nebrání.",
    ),
    "confirm_withdrawal": Said(
        "A second publisher makes the withdrawal final, with the proposed notice.",
        "Potvrdit stažení: druhý vydavatel je uzavře i s navrženým oznámením.",
    ),
    "reinstate": Said(
        "A second publisher brings the same text back while the withdrawal is not confirmed.",
        "Obnovit: druhý vydavatel vrátí totéž znění, dokud stažení není potvrzeno.",
    ),
    "propose_merge": Said(
        "Say that two public records are one thing, and which of them stays.",
        "Navrhnout sloučení: říci, že dva veřejné záznamy jsou jedna věc a který zůstane.",
    ),
    "merge": Said(
        "A second publisher confirms the merge; the old address leads to the record that stays.",
        "Sloučit: druhý vydavatel návrh potvrdí; stará adresa vede na zbylý záznam.",
    ),
    "drop_merge": Said("Take the proposal away; both records stay.", "Zrušit návrh sloučení: oba záznamy zůstanou."),
    "discard": Said(
        "Give up an open edition of a record that is public. Readers keep what they have.",
        "Zahodit: opustit rozepsané vydání veřejného záznamu. Čtenářům zůstane dosavadní.",
    ),
    "revert_to": Said(
        "Make an earlier text the draft again. It is reviewed like any other.",
        "Vrátit se: udělat ze staršího znění opět koncept. Posuzuje se jako každý jiný.",
    ),
    "propose_vanish": Said(
        "For what the law forbids to keep: say that a whole record must be erased. Done by command, never by a button.",
        "Navrhnout výmaz: pro to, co zákon nedovolí uchovat. Provádí se příkazem, nikdy tlačítkem.",
    ),
    "vanish": Said(
        "A second publisher confirms. The text is erased everywhere; ids, numbers and dates stay.",
        "Vymazat: druhý vydavatel potvrdí. Text zmizí všude; čísla a data zůstanou.",
    ),
    "drop_vanish": Said("Take that proposal away.", "Zrušit návrh výmazu."),
}

ROLES = {
    RoleName.AUTHOR: Said(
        "Writes, cites, translates and submits; handles readers' reports.",
        "Autor: píše, cituje, překládá a předává; vyřizuje podněty čtenářů.",
    ),
    RoleName.REVIEWER: Said(
        "Also approves the work of others, or requests changes.",
        "Recenzent: navíc schvaluje práci jiných nebo žádá úpravy.",
    ),
    RoleName.PUBLISHER: Said(
        "Also publishes, schedules, withdraws and merges.",
        "Vydavatel: navíc zveřejňuje, plánuje, stahuje a slučuje.",
    ),
    RoleName.ADMINISTRATOR: Said(
        "Manages accounts, and by that role alone may not write, approve or publish.",
        "Správce účtů: spravuje účty; samotná tato role nedovoluje psát, schvalovat ani zveřejňovat.",
    ),
}

CHANGES = {
    ChangeKind.FIRST: Said(
        "The record was never public. There is nothing to choose.", "První zveřejnění: záznam ještě veřejný nebyl."
    ),
    ChangeKind.MINOR: Said(
        "Wording only: spelling, a clearer sentence. No fact changes.",
        "Drobná úprava: jen slova, pravopis, jasnější věta. Žádný fakt se nemění.",
    ),
    ChangeKind.UPDATE: Said(
        "The world moved: what stood here was right, and now there is more.",
        "Aktualizace: svět se pohnul; co tu stálo, platilo, a nyní je toho víc.",
    ),
    ChangeKind.CORRECTION: Said(
        "We were wrong. The public note says what was wrong and what is right.",
        "Oprava: mýlili jsme se. Veřejná poznámka říká, co bylo špatně a co je správně.",
    ),
    ChangeKind.CLARIFICATION: Said(
        "It was right and could be misread. The public note says what is meant.",
        "Upřesnění: bylo to správně, ale dalo se to vyložit jinak. Poznámka říká, co se míní.",
    ),
}

# What the table of dates says of each example of `editorial.forms.understood`, in Czech.
DATES_CS = {
    "2021-04-17": "Jeden den",
    "2021-04": "Měsíc",
    "1968": "Rok",
    "1968-21": "Roční období (21 jaro až 24 zima)",
    "198X": "Desetiletí, století",
    "1968~": "Přibližně",
    "1968?": "Nejisté",
    "1983-01-03/1983-01-05": "Trvalo od … do …",
    "2014-03/..": "Trvá, konec není",
    "/1968-08": "Skončilo, začátek neznáme",
    "[..1935-05-16]": "Ten den, nebo dříve",
    "[2014-03-18..]": "Ten den, nebo později",
    "[1968-08-20..1968-08-23]": "Jeden den mezi dvěma",
    "202X-05": "Měsíc známe, rok ne",
}
