"""The examples of the description: each is what the small world answers, and fits what the description says of it.

`STORE_EXAMPLES=1 pytest tests/api/test_examples.py` writes them anew after the answers or the world have changed.
"""

import json
import os
import re

import jsonschema
import pytest

from relations.api import examples, reference, samples
from relations.api.description import description
from relations.dumps import shelf
from relations.models import Head
from tests.api import world

pytestmark = pytest.mark.one_engine

# What no two days or machines have in common.
MOMENTS = ("now", "age_seconds", "age", "made_at", "created", "accessed", "build", "sha256", "bytes", "hash")

HOST = "chronicle.example"


@pytest.fixture
def small_world(lawless, settings, tmp_path, rf):
    settings.DUMPS_DIR = tmp_path / "dumps"
    settings.CONTENT_LICENCE = settings.CONTENT_LICENCE_URL = ""
    settings.ALLOWED_HOSTS = [HOST]
    world.build()
    shelf.make()
    return rf.get("/api/", headers={"host": HOST}, secure=True)


def answered(request):
    """Operation -> address and answer, of everything that the world can be asked."""
    head = Head.objects.get()
    found = {each.id: samples.address_of(each) for each in reference.operations()}
    answers = {
        name: samples.beginning(samples.asked(address, request, head)) for name, address in found.items() if address
    }
    return {name: {"address": found[name], "answer": answer} for name, answer in answers.items() if answer is not None}


def steady(value):
    """The same without what no two days or machines have in common."""
    if isinstance(value, dict):
        return {name: "…" if name in MOMENTS else steady(part) for name, part in value.items()}
    if isinstance(value, list):
        return [steady(part) for part in value]
    return value


def test_the_examples_are_what_the_small_world_answers(small_world):
    now = answered(small_world)
    if os.environ.get("STORE_EXAMPLES"):
        examples.STORED.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        examples.stored.cache_clear()
    assert sorted(examples.stored()) == sorted(now)
    assert {name: steady(each) for name, each in examples.stored().items()} == {
        name: steady(each) for name, each in now.items()
    }


def test_the_examples_fit_the_description():
    described = json.loads(description())
    faults = []
    for path, operation in ((path, each["get"]) for path, each in described["paths"].items()):
        for status, response in operation["responses"].items():
            for media, content in samples_of(response, described):
                validator = jsonschema.Draft202012Validator(content["schema"] | {"components": described["components"]})
                faults += [
                    f"{path} {status} {media} {name}: {fault.message[:200]} at {fault.json_path}"
                    for name, shown in content["examples"].items()
                    for fault in validator.iter_errors(shown["value"])
                ]
    assert faults == []


def samples_of(response, described):
    """The contents of an answer that have examples."""
    if "$ref" in response:
        response = described["components"]["responses"][response["$ref"].rpartition("/")[2]]
    return [(media, content) for media, content in response.get("content", {}).items() if "examples" in content]


def test_every_answer_in_json_has_an_example():
    """But for what every type has alike: those are shown with the type that has all of it."""
    bare = {
        f"{operation['operationId']} {status}"
        for path in json.loads(description())["paths"].values()
        for operation in path.values()
        for status, response in operation["responses"].items()
        for media, content in response.get("content", {}).items()
        if "json" in media
        and "examples" not in content
        and content["schema"].get("type") != "string"
        and content["schema"].get("title") != "File"
    }
    assert bare == set()


def test_every_header_has_an_example():
    headers = json.loads(description())["components"]["headers"]
    assert {name for name, each in headers.items() if "example" not in each or not each["description"]} == set()


def test_the_examples_name_no_real_site():
    hosts = set(re.findall(r"https?://([^/\"\\ ]+)", json.dumps(examples.stored())))
    assert hosts - {"datapackage.org"} == {HOST}
