"""`vocabularies/`: every closed list of values with labels and definitions, as the codebook has them, in all languages.

`topics/` is the one of subjects, with how many public records have each and where they are listed.
"""

from functools import cache
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.utils import translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from relations import codebook, languages
from relations.api import answers, openapi, problems, shapes
from relations.cards import transport_json
from relations.filters import NoFilters
from relations.models import Listing, PublishedTopic
from relations.vocabularies import PATH_WORDS, Group, RecordType, State, Topic

CODEBOOK = "/about/codebook/"
TOPIC = "topic"
LISTS = ("incident", "source", "series")  # the types that have subjects
NAME = OpenApiParameter(
    "name", {"type": "string", "pattern": "^[a-z_]+$", "maxLength": 40}, OpenApiParameter.PATH,
    description="Name of the vocabulary, for example standing.",
)  # fmt: skip
TOPIC_NAME = OpenApiParameter("topic", str, OpenApiParameter.PATH, enum=Topic.values, description="The subject.")


class VocabularyValue(serializers.Serializer):
    """One value, as documents and parameters have it."""

    value = serializers.CharField()
    label = shapes.Text()
    definition = shapes.Text()
    group = serializers.ChoiceField(Group.choices, required=False, help_text="Of kinds: the class that it is drawn in.")
    url = serializers.CharField(help_text="Root-relative address of its place in the codebook.")


class Vocabulary(serializers.Serializer):
    """A closed list of values. Values are only ever added."""

    name = serializers.CharField()
    title = shapes.Text()
    where = serializers.CharField(help_text="The fields of documents, or the parameters, that take them.")
    url = serializers.CharField(help_text="Root-relative address of its place in the codebook.")
    address = serializers.CharField(help_text="Root-relative address of this one alone.")
    values = serializers.ListField(child=VocabularyValue())


class VocabularyAnswer(serializers.Serializer):
    data = Vocabulary()
    meta = shapes.Meta()


class TopicCounts(serializers.Serializer):
    """How many public records of each type have the subject."""

    incident = serializers.IntegerField(min_value=0)
    source = serializers.IntegerField(min_value=0)
    series = serializers.IntegerField(min_value=0)


class TopicLists(serializers.Serializer):
    """Root-relative addresses of the lists of these records."""

    timeline = serializers.CharField()
    incidents = serializers.CharField()
    sources = serializers.CharField()
    series = serializers.CharField()


class TopicItem(VocabularyValue):
    """A subject, what has it and where that is listed."""

    counts = TopicCounts()
    lists = TopicLists()
    pages = serializers.ListField(
        child=serializers.CharField(),
        help_text="Root-relative addresses of the timelines of the dossiers, narrowed to it.",
    )


class TopicAnswer(serializers.Serializer):
    data = TopicItem()
    meta = shapes.Meta()


class Vocabularies(answers.ApiView):
    """Every closed vocabulary."""

    @extend_schema(
        operation_id="vocabularies_list",
        responses={200: openapi.list_of(Vocabulary), 304: None, **openapi.refusals(400, 405)},
        tags=["vocabularies"],
    )
    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        found = [transport_json(each) for each in described().values()]
        return answers.list_response(found, None, len(found), request.head)


class VocabularyItem(answers.ApiView):
    """One closed vocabulary."""

    @extend_schema(
        operation_id="vocabularies_item",
        parameters=[NAME],
        responses={200: VocabularyAnswer, 304: None, **openapi.refusals(400, 404, 405)},
        tags=["vocabularies"],
    )
    def get(self, request: Request, name: str) -> HttpResponse:
        answers.strict(request, NoFilters)
        if name not in described():
            raise problems.not_found()
        return answers.item_response(transport_json(described()[name]), request.head)


class Topics(answers.ApiView):
    """Every subject, with the number of public records that have it. Three queries."""

    @extend_schema(
        operation_id="topics_list",
        responses={200: openapi.list_of(TopicItem), 304: None, **openapi.refusals(400, 405)},
        tags=["topics"],
    )
    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        found = [transport_json(each) for each in topics().values()]
        return answers.list_response(found, None, len(found), request.head)


class TopicView(answers.ApiView):
    """One subject. Three queries."""

    @extend_schema(
        operation_id="topics_item",
        parameters=[TOPIC_NAME],
        responses={200: TopicAnswer, 304: None, **openapi.refusals(400, 404, 405)},
        tags=["topics"],
    )
    def get(self, request: Request, topic: str) -> HttpResponse:
        answers.strict(request, NoFilters)
        if topic not in Topic.values:
            raise problems.not_found()
        return answers.item_response(transport_json(topics()[topic]), request.head)


@cache
def described() -> dict[str, dict[str, Any]]:
    """Name -> vocabulary with its words in every language. Made once per process: it depends on code alone."""
    told = {}
    for language in languages.LANGUAGES:
        with translation.override(language):
            told[language] = codebook.vocabularies()
    return {each[0].name: vocabulary(dict(zip(told, each, strict=True))) for each in zip(*told.values(), strict=True)}


def vocabulary(told: dict[str, codebook.Vocabulary]) -> dict[str, Any]:
    """One vocabulary from its telling in each language."""
    one = told[languages.ORIGINAL]
    return {
        "name": one.name,
        "title": {language: each.title for language, each in told.items()},
        "where": one.where,
        "url": f"{CODEBOOK}#{one.name}",
        "address": f"{answers.BASE}vocabularies/{one.name}/",
        "values": [
            value(one.name, {language: each.values[index] for language, each in told.items()})
            for index in range(len(one.values))
        ],
    }


def value(name: str, told: dict[str, codebook.Value]) -> dict[str, Any]:
    one = told[languages.ORIGINAL]
    found = {
        "value": one.value,
        "label": {language: each.label for language, each in told.items()},
        "definition": {language: each.definition for language, each in told.items()},
        "url": f"{CODEBOOK}#{name}-{one.value}",
    }
    return found | ({"group": one.group} if one.group else {})


def topics() -> dict[str, dict[str, Any]]:
    """Word -> subject with its counts and the lists of it."""
    rows = PublishedTopic.objects.values_list("topic", "record__type").annotate(number=Count("pk"))
    numbers = {(topic, record_type): number for topic, record_type, number in rows}
    dossiers = Listing.objects.filter(type=RecordType.DOSSIER, state=State.PUBLIC).order_by("first_seq")
    paths = list(dossiers.values_list("path", flat=True))
    words = ("timeline", *(str(PATH_WORDS[kind]) for kind in LISTS))
    return {
        each["value"]: each
        | {
            "counts": {kind: numbers.get((each["value"], kind), 0) for kind in LISTS},
            "lists": {word: f"{answers.BASE}{word}/?topic={each['value']}" for word in words},
            "pages": [f"{path}timeline/?topic={each['value']}" for path in paths],
        }
        for each in described()[TOPIC]["values"]
    }
