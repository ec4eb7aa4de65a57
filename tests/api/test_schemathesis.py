"""Schemathesis over the whole description: every answer to made-up requests, right and wrong ones, is as described.

Each operation with every check: examples, the bounds of every parameter, values at random, methods that are none. What a
schema cannot say and the description says in words is put right before a request counts as a right one (`allowed`).
"""

import collections
import re

import pytest
import schemathesis
from django.conf import settings as project
from django.db import connection, connections
from hypothesis import strategies
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from relations import selections
from relations.api.taking import OF_JSON
from relations.dumps import shelf
from relations.filters.reading import PRESENT_NAMES
from relations.wsgi import application
from tests.api import world

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HOSTILE = ["%_\\", "o'neil", '"', "a AND", "C++", "-x", "<script>", "{{7*7}}", "🙂", "ř̌", "0" * 200, "a " * 20]
FORMATS = {
    "edtf": ["2014", "2014-10", "2014-10-16", "201X", "20XX-06-14", "1968~", "2014-21", "2014/2016", "[..2014]"],
    "words": ["embassy", "expels staff", "Žlutý kůň", *(f"a{each}"[:200] for each in HOSTILE)],
    "cursor": [""],  # none can be made up: walks of whole lists are in test_lists
}
VERSIONS = {"from": 1, "to": 2, "version": 1}  # that every record of the world has
CONFIG = {
    "seed": 20261122,
    "continue-on-failure": True,
    "max-failures": 200,
    "analysis": {"constants": {"enabled": False}},  # words of our own source are no dates
    # An id in lower case leads on before the query is read (308), which is no answer to what is wrong in it.
    "checks": {"negative_data_rejection": {"expected-statuses": [400, 404, 405, 406, 414, 308]}},
    # What hangs on one record is one view for all types: the bounds of its parameters are tried with one of them.
    "operations": [
        {
            "include-operation-id-regex": "^(?!incidents_).*_(versions|version|compare|citation)$",
            "phases": {"coverage": {"enabled": False}},
        }
    ],
    "generation": {"max-examples": 6, "deterministic": True, "mode": "all", "no-shrink": True},
}
opened = []  # connections of the engine's threads


@pytest.fixture
def small_world(settings, tmp_path):
    """One of everything that can be answered: entries, a merged and two withdrawn records, versions, a dump."""
    if project.HAS_DESK:
        from editorial import laws  # noqa: PLC0415  # the public process has no desk

        laws.lift(connection)
    settings.API_RATE = settings.API_SEARCH_RATE = 10**6
    settings.DUMPS_DIR = tmp_path / "dumps"
    world.build()
    shelf.make()
    yield
    for each in opened:
        each.close()
    opened.clear()
    connections.close_all()


def closed(environ, start_response):
    """The application, its answer read to the end and closed, as a server does: the files of dumps are open till then.

    The engine's threads end without a word, so each thread's connection is noted here, to be closed after the test.
    """
    if connections["default"] not in opened:
        connections["default"].inc_thread_sharing()
        opened.append(connections["default"])
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


def described():
    """The description as the application answers it."""
    for name, values in FORMATS.items():
        schemathesis.openapi.format(name, strategies.sampled_from(values))
    schemathesis.hook("before_call")(allowed)
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", closed, config=config)


def allowed(context, case, kwargs):
    """A right request keeps the rules that stand between values: `cursor` is given out, a range is in order, `asof` reads
    what was, what shapes JSON is asked of JSON alone. And a whole number has no fraction in an address.
    """
    if case.meta is None or not case.meta.generation.mode.is_positive or not case.query:
        return
    query = case.query
    query.pop("cursor", None)
    query |= {name: number for name, number in VERSIONS.items() if query.get(name)}
    if query.get("date_from") and query.get("date_to"):
        query["date_to"] = query["date_from"]
    if query.get("asof") and any(query.get(name) for name in PRESENT_NAMES):
        del query["asof"]
    form = query.get("format")
    for name in (*(OF_JSON if form in selections.FORMATS else ()), *(("sort",) if form in selections.FEEDS else ())):
        query.pop(name, None)
    for name, value in query.items():
        if isinstance(value, float) or (isinstance(value, str) and re.fullmatch(r"-?[0-9]+\.0+", value)):
            query[name] = int(float(value))


def told(event, node, case_id):
    """One failure in a line: where, which check, what was asked."""
    request = event.recorder.interactions[case_id].request
    failure = node.failure_info.failure
    return f"{node.name}: {failure.title}: {failure.message[:300]} | {request.method} {request.uri[:400]}"


def test_every_answer_is_as_described(small_world):
    failures, statuses, labels = [], collections.Counter(), set()
    schema = described()
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.FatalError), event.exception
        if isinstance(event, events.NonFatalError):
            failures.append(f"{event.label}: {event.value}")
        if isinstance(event, events.ScenarioFinished):
            labels.add(event.recorder.label)
            answers = (each.response for each in event.recorder.interactions.values())
            statuses.update(None if answer is None else answer.status_code for answer in answers)
            failures += [
                told(event, node, case_id)
                for case_id, nodes in event.recorder.checks.items()
                for node in nodes
                if node.failure_info
            ]
    if failures:
        pytest.fail("\n".join(failures), pytrace=False)
    assert {f"GET {path}" for path in schema.raw_schema["paths"]} <= labels
    assert {200, 308, 400, 404, 405} <= set(statuses)
    assert statuses[200] > 500
    assert not [status for status in statuses if status is None or status >= 500]
