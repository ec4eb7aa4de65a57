"""Stores the description of the API as that of a release: `python -m tests.api.release 1.0`.

From then on `test_contract` fails where the API takes something away from it. A release is stored once and never again;
what a later one adds is promised by storing that one beside it.
"""

import json
import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "released"
USAGE = "usage: python -m tests.api.release NUMBER, for example 1.0"


def stored() -> list[Path]:
    """The descriptions of all releases of this version of the API."""
    return sorted(FOLDER.glob("openapi-*.json"))


def without_examples(value):
    """What is promised: examples show it and promise nothing."""
    if isinstance(value, list):
        return [without_examples(part) for part in value]
    if not isinstance(value, dict):
        return value
    return {key: without_examples(part) for key, part in value.items() if key not in ("example", "examples")}


def store(number: str, description: str, folder: Path = FOLDER) -> Path:
    """The file of a new release. Raises `FileExistsError` for one that is stored."""
    path = folder / f"openapi-{number}.json"
    if path.exists():
        raise FileExistsError(f"{path.name} is stored; what was promised is not changed. Choose a new number.")
    text = json.dumps(without_examples(json.loads(description)), ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not arguments[0].replace(".", "").isdigit():
        sys.stderr.write(f"{USAGE}\n")
        return 2
    import django  # noqa: PLC0415  # settings first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "relations.settings")
    django.setup()
    from relations.api.description import description  # noqa: PLC0415  # needs the settings

    try:
        sys.stdout.write(f"{store(arguments[0], description()).name}\n")
    except FileExistsError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
