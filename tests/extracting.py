"""Which texts of the public side are marked for translation, as `xgettext` reads them out of modules and templates.

Catalogues are made by `makemessages` in the same way; nothing is written into the project here.
"""

import subprocess

import polib
from django.utils.translation.template import templatize

from tests.project_files import text, under

KEYWORDS = (
    "gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "npgettext:1c,2,3", "pgettext_lazy:1c,2",
    "npgettext_lazy:1c,2,3", "_",
)  # fmt: skip
# The desk speaks English alone, and what stands without a catalogue has both languages in it.
ENGLISH = ("templates/admin/", "templates/403")


def sources():
    """Public modules and templates, as Python."""
    for path in under("relations"):
        yield path, text(path)
    for path in under("templates", suffix=".html"):
        if not str(path).startswith(ENGLISH):
            yield path, templatize(text(path), origin=str(path))


def marked(folder):
    """Every marked text as an entry of a catalogue without translations; intermediate files go into `folder`."""
    copies = []
    for number, (path, source) in enumerate(sources()):
        copy = folder / f"{number}_{path.name}.py"
        copy.write_text(source, encoding="utf-8")
        copies.append(copy.name)
    command = [
        "xgettext",
        "--language=Python",
        "--from-code=UTF-8",
        "--no-wrap",
        "--output=marked.pot",
        "--files-from=-",
    ]
    command += [f"--keyword={keyword}" for keyword in KEYWORDS]
    subprocess.run(command, cwd=folder, input="\n".join(copies), text=True, check=True, capture_output=True)
    return polib.pofile(str(folder / "marked.pot"))
