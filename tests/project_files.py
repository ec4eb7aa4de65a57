"""The files of the project as text and as syntax trees, for the tests that read the code itself. No assertion lives here."""

import ast
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEVER_PART = {".git", ".venv", "data", "staticfiles", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis"}


@cache
def files():
    """Paths relative to the project, sorted: what git knows or would add; without git, what is there."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = shutil.which("git") and subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listing and listing.returncode == 0:
        names = [Path(line) for line in listing.stdout.splitlines()]
    else:
        names = [
            path.relative_to(ROOT) for path in ROOT.rglob("*") if not NEVER_PART & set(path.relative_to(ROOT).parts)
        ]
    return sorted({name for name in names if (ROOT / name).is_file()})


def under(*folders, suffix=".py", migrations=False):
    """Paths inside these top folders with this suffix; migrations only on request."""
    return [
        path
        for path in files()
        if path.parts[0] in folders and path.suffix == suffix and (migrations or "migrations" not in path.parts)
    ]


@cache
def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


@cache
def tree(path):
    return ast.parse(text(path), filename=str(path))


def nodes(path, *kinds):
    """Syntax nodes of these kinds in one Python file, in no promised order."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, kinds))


def called_name(call):
    """Last name of what is called: `save` for `record.save()`, `print` for `print()`; "" for anything else."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def names_in(node):
    """Every plain name and attribute name inside an expression."""
    inner = list(ast.walk(node))
    return {n.id for n in inner if isinstance(n, ast.Name)} | {n.attr for n in inner if isinstance(n, ast.Attribute)}
