"""The editors' guide: every page in both languages, held to the code: quoted words, links, verbs, the same steps."""

import re
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse

from editorial.admin.site import desk
from editorial.forms import bulk, submission
from editorial.forms.accounts import AccountForm
from editorial.forms.assigning import AssignForm
from editorial.forms.finding import FindForm
from editorial.forms.reports import CloseForm
from editorial.forms.scheduling import ScheduleForm
from editorial.forms.understood import EXAMPLES
from editorial.forms.withdrawal import WithdrawForm
from editorial.guide import words
from editorial.guide.screens import SCREENS
from editorial.guide.tasks import BY_SLUG, LANGUAGES, ROLES, TASKS
from editorial.workflow import LABELS, EditionState, RoleName
from relations.vocabularies import ChangeKind
from tests import factories
from tests.desk.forms import client_of

pytestmark = [pytest.mark.desk, pytest.mark.django_db, pytest.mark.once]
GUIDE = Path(settings.BASE_DIR) / "templates" / "admin" / "guide"
NBSP = "\N{NO-BREAK SPACE}"
SECTIONS = {"needed", "steps", "readers", "refused"}
PAGES = {}
FORMS = {
    "submit": [submission.MemberForm],
    "correction": [submission.MemberForm],
    "set": [submission.JoinForm],
    "schedule": [ScheduleForm],
    "withdraw": [WithdrawForm],
    "report": [CloseForm],
    "assign": [AssignForm],
    "find": [FindForm],
    "bulk": [bulk.DossierChoice, bulk.TopicChoice],
    "accounts": [AccountForm],
}
ON_THE_FORM = ("incident", "citation", "date", "blame", "translation")
OUTLINE = ("h2", "h3", "li", "tr", "dt", "dd")


class Page(HTMLParser):
    """The article of one page: how many of each element, its words, its quotes of the screens, where its links lead."""

    def __init__(self, response):
        super().__init__()
        self.inside = False
        self.counts = dict.fromkeys(OUTLINE, 0)
        self.ids, self.links, self.quotes, self.fields, self.text, self.english = [], [], [], [], [], []
        self.quoting = self.foreign = None
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "article":
            self.inside, self.lang = True, found["lang"]
        if not self.inside:
            return
        if tag in self.counts:
            self.counts[tag] += 1
        if "id" in found:
            self.ids.append(found["id"])
        if not self.foreign and (tag == "kbd" or (self.lang != "en" and found.get("lang") == "en" and tag != "a")):
            self.foreign = tag
        if tag == "a":
            self.links.append(found["href"])
        if tag == "b" and found.get("class") in ("btn", "field"):
            self.quoting = [found.get("lang"), ""]
            self.is_field = found["class"] == "field"

    def handle_data(self, data):
        if self.inside:
            (self.english if self.foreign else self.text).append(data)
        if self.quoting:
            self.quoting[1] += data

    def handle_endtag(self, tag):
        self.foreign = None if tag == self.foreign else self.foreign
        if tag == "article":
            self.inside = False
        if tag == "b" and self.quoting:
            self.quotes.append(tuple(self.quoting))
            self.fields += [self.quoting[1]] * self.is_field
            self.quoting = None

    @property
    def words(self):
        """In the language of the page; `english` holds the rest."""
        return "".join(self.text)


def at(lang, slug=None):
    name = "editorial_guide" + ("_task" if slug else "") + ("" if lang == "en" else f"_{lang}")
    return reverse(f"admin:{name}", args=[slug] if slug else [])


@pytest.fixture
def reader(db):
    """An administrator: who has no editorial role reads the guide too."""
    return client_of(factories.user("Administrator"))


@pytest.fixture
def pages(reader):
    """Every task in both languages; they are the same for every test, so they are asked for once."""
    found = PAGES
    for task in TASKS if not found else ():
        for lang in LANGUAGES:
            response = reader.get(at(lang, task.slug))
            assert response.status_code == 200, (lang, task.slug)
            assert "no-store" in response["Cache-Control"]
            found[lang, task.slug] = Page(response)
    return found


@lru_cache
def written():
    """All that the desk can say: its templates (the guide's own left out), its code, its scripts; single spaces."""
    root = Path(settings.BASE_DIR)
    paths = [
        *(path for path in (root / "templates").rglob("*.html") if GUIDE not in path.parents),
        *(path for path in (root / "editorial").rglob("*.py") if "guide" not in path.parts),
        *(root / "relations").glob("*.py"),
        *(root / "static" / "desk").glob("*.js"),
    ]
    joined = " ".join(path.read_text() for path in paths)
    joined += re.sub(r"\{% if [^%]*%\}[^{]*\{% else %\}([^{]*)\{% endif %\}", r"\1", joined)  # “it” or “the set”
    return " ".join(unescape(joined).split()).casefold()


def stands_in_the_code(quote):
    """As a whole phrase; the label of a field may be its name in a model."""
    quote = quote.casefold()
    return any(stands(each, written()) for each in {quote, quote.replace(" ", "_")})


def stands(phrase, text):
    """Whether `phrase` is in `text` with no letter before or after it."""
    at = text.find(phrase)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(phrase) : at + len(phrase) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        at = text.find(phrase, at + 1)
    return False


def test_every_quoted_word_stands_on_a_screen(pages):
    quotes = {quote for page in pages.values() for _, quote in page.quotes}
    assert len(quotes) > 60
    assert sorted(quote for quote in quotes if not stands_in_the_code(quote)) == []


def test_every_field_stands_on_the_form_that_it_is_quoted_from(pages):
    form = client_of(factories.user("Author")).get(reverse("admin:editorial_incident_add")).content.decode()
    labels = re.findall(r"<label[^>]*>(.*?)</label>", form, re.DOTALL)
    shown = {" ".join(unescape(re.sub(r"<[^>]*>", " ", label)).split()).removesuffix(":") for label in labels}
    told = {quote for slug in ON_THE_FORM for quote in pages["en", slug].fields}
    told -= {"still right"}  # offered where a translation is older
    assert len(told) > 20 and sorted(quote for quote in told if quote not in shown) == []


@pytest.mark.parametrize("slug", FORMS)
def test_every_field_is_one_of_the_forms_that_a_task_is_about(pages, slug):
    labels = {str(field.label or name.capitalize()) for form in FORMS[slug] for name, field in form.base_fields.items()}
    quotes = {quote for quote in pages["en", slug].fields if quote not in map(str, LABELS.values())}
    assert quotes and quotes - labels - {"Replaced by"} == set()


def test_the_search_for_quotes_can_fail():
    assert stands_in_the_code("Save draft") and not stands_in_the_code("Save the draft at once")
    assert not stands_in_the_code("ave draf")


def test_czech_pages_quote_the_english_screens_as_english(pages):
    wrong = [(slug, lang) for (lang, slug), page in pages.items() for said, _ in page.quotes if (said or "en") != "en"]
    silent = [
        slug for (lang, slug), page in pages.items() if lang == "cs" and any(said is None for said, _ in page.quotes)
    ]
    assert (wrong, silent) == ([], [])


def test_both_languages_tell_the_same_steps(pages):
    for task in TASKS:
        english, czech = pages["en", task.slug], pages["cs", task.slug]
        assert (english.lang, czech.lang) == ("en", "cs")
        assert english.counts == czech.counts, task.slug
        assert english.ids == czech.ids, task.slug
        assert sorted(q for _, q in english.quotes) == sorted(q for _, q in czech.quotes), task.slug
        assert czech.words != english.words


def test_every_task_says_when_how_what_readers_see_and_what_is_refused(pages):
    lacking = {slug for (_, slug), page in pages.items() if not set(page.ids) >= SECTIONS}
    assert lacking == {"keyboard", "laws", "words"}, "only what is looked up has a form of its own"


def test_every_link_leads_somewhere_and_stays_in_its_language(pages):
    for (lang, slug), page in pages.items():
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids, (slug, link)
                continue
            match = resolve(link.partition("?")[0].partition("#")[0])
            if match.url_name.startswith("editorial_guide"):
                assert match.url_name.endswith("_cs") == (lang == "cs"), (slug, link)
                assert set(match.kwargs.values()) <= set(BY_SLUG)


def test_czech_keeps_words_of_one_letter_with_the_next(pages, reader):
    texts = [page.words for (lang, _), page in pages.items() if lang == "cs"]
    texts.append(Page(reader.get(at("cs"))).words)
    loose = [found for text in texts for found in re.findall(r"(?<![\w&])[ksvzouaiKSVZOUAI][ \n]\S+", text)]
    assert loose == []
    assert any(f"v{NBSP}" in text for text in texts)
    straight = [
        text for text in texts if re.search(r'["\']', re.sub(r"Editors' note|source's words|reader's", "", text))
    ]
    assert straight == []


def test_every_template_belongs_to_a_task():
    for lang in LANGUAGES:
        assert sorted(path.stem for path in (GUIDE / lang).glob("*.html")) == sorted(BY_SLUG)


# --- The words of the code ------------------------------------------------------------------------


def test_every_state_verb_role_and_kind_is_explained(pages):
    assert (set(words.STATES), set(words.VERBS)) == (set(EditionState), set(LABELS))
    assert (set(words.ROLES), set(words.CHANGES)) == (set(RoleName), set(ChangeKind))
    for lang in LANGUAGES:
        said = pages[lang, "words"].words + "".join(pages[lang, "words"].english)
        assert all(str(label) in said for label in LABELS.values())
        assert all(str(state.label) in said for state in EditionState)


def test_the_table_of_dates_has_czech_for_every_example(pages):
    assert set(words.DATES_CS) == {edtf for _, edtf in EXAMPLES}
    assert f"nejpozději 16.{NBSP}května{NBSP}1935" in pages["en", "date"].words
    assert f"on or before 16{NBSP}May{NBSP}1935" in "".join(pages["cs", "date"].english)


# --- The way in -----------------------------------------------------------------------------------


def test_contents_list_every_task_once_under_its_role(reader):
    for lang in LANGUAGES:
        response = reader.get(at(lang))
        page = Page(response)
        links = [link for link in page.links if not link.startswith("#")]
        assert sorted(links) == sorted(at(lang, task.slug) for task in TASKS)
        assert all(role.in_language(lang) in page.words for role in ROLES)
        assert at("cs" if lang == "en" else "en") in response.content.decode()


def test_screens_link_to_the_task_that_they_are_about(reader):
    names = {pattern.name for pattern in desk.get_urls() if getattr(pattern, "name", None)}
    names |= {
        f"editorial_{model._meta.model_name}_{page}"
        for model in desk._registry
        for page in ("changelist", "add", "change")
    }
    assert set(SCREENS) - names - {"index"} == set()
    assert set(SCREENS.values()) <= set(BY_SLUG)
    page = reader.get(reverse("admin:password_change")).content.decode()
    assert f'href="{at("en", "own-account")}"' in page
    assert f'href="{at("en")}">Guide</a>' in page


def test_the_guide_is_read_after_login_and_never_written():
    for lang in LANGUAGES:
        for url in (at(lang), at(lang, "submit")):
            assert Client().get(url).url.startswith("/admin/login/?next=")
    client = client_of(factories.user("Author"))
    assert client.post(at("en", "submit")).status_code == 405
    assert client.head(at("cs", "submit")).status_code == 200
    assert client.get(f"{at('en')}no-such-task/").status_code == 404
    assert client.get(f"{at('cs')}%00/").status_code == 404


def test_a_page_of_the_guide_asks_nothing_of_the_records(reader, django_assert_num_queries):
    """Session, account and roles, as on every page of the desk."""
    reader.get(at("cs", "words"))
    with django_assert_num_queries(3):
        reader.get(at("cs", "words"))
