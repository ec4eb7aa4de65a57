"""The examples of the description: stored answers of a small made-up world, and an answer of each refusal.

`examples.json` is written by `tests/api/test_examples.py`, which fails when the world answers anything else.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from relations.api import explaining, problems

STORED = Path(__file__).parent / "examples.json"


@cache
def stored() -> dict[str, dict[str, Any]]:
    """Operation -> address and answer in the small world."""
    return json.loads(STORED.read_text(encoding="utf-8")) if STORED.exists() else {}


def attach(description: dict[str, Any]) -> dict[str, Any]:
    """The description with an example of every answer that has one, each under the name `world`, and of every refusal."""
    for path, operations in description["paths"].items():
        for operation in operations.values():
            name_in_path(operation, path)
            attach_to(operation)
    for name, response in description["components"]["responses"].items():
        response["content"][problems.CONTENT_TYPE]["examples"] = refused(int(name.removeprefix("Problem")))
    return description


def attach_to(operation: dict[str, Any]) -> None:
    """The answer of one operation, and its own refusals."""
    kept = stored().get(operation["operationId"])
    for status, response in operation["responses"].items():
        for media, content in response.get("content", {}).items():
            if media == problems.CONTENT_TYPE:
                content["examples"] = refused(int(status))
            elif status == "200" and "json" in media and kept and content["schema"].get("type") != "string":
                content["examples"] = {"world": {"summary": f"GET {kept['address']}", "value": kept["answer"]}}
            elif status == "308" and "json" in media:
                content["examples"] = {"merged": {"value": {"status": 308, "id": "CAVSE2", "merged_into": "CAVSE1"}}}


def name_in_path(operation: dict[str, Any], path: str) -> None:
    """An example of each name in the path: what it is in the stored address."""
    kept = stored().get(operation["operationId"])
    if kept is None:
        return
    pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(path))
    found = re.match(pattern, kept["address"].partition("?")[0])
    for each in operation.get("parameters", ()):
        if found and each["in"] == "path":
            value = found[each["name"]]
            whole = each["schema"].get("type") == "integer"
            each["examples"] = {each["name"]: {"value": int(value) if whole else value}}


def refused(status: int) -> dict[str, Any]:
    """What each refusal with this status says."""
    codes = [code for code, (known, _title) in problems.CODES.items() if known == status]
    return {code: {"value": explaining.explanation(code)["example"]} for code in codes}
