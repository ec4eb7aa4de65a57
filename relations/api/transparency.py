"""`transparency/head/`: one hash over the whole log of acts, by the recipe of `relations.chain`.

Three queries: the head, the acts since the last hash that was remembered, which is all of them only where the cache was
emptied, and the time of the last act.
"""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from relations import chain, http
from relations.api import answers, openapi, shapes
from relations.api.problems import instant
from relations.cards import transport_json
from relations.filters import NoFilters
from relations.models import Change, Head

RECIPE = (
    'h(0) is the SHA-256 of the text "chronicle: the log of acts, 1"; h(n) is the SHA-256 of h(n-1), as 32 bytes, followed '
    "by act n of /api/v1/changes/ as canonical JSON in UTF-8 (sorted keys, no spaces, unescaped) with the members seq, op, "
    "id, type, at and, where they are there, version, content_hash and into. Nothing ever changes these members, so what is "
    "removed from the record later breaks no link. The hash is not signed: keep it, and compare it with your own."
)


class ChainHead(serializers.Serializer):
    """The hash over all acts up to the last one."""

    seq = serializers.IntegerField(min_value=0, help_text="Number of the last act in it.")
    at = serializers.DateTimeField(required=False, help_text="When that was; absent before the first act.")
    hash = serializers.RegexField("^sha256:[0-9a-f]{64}$", help_text=RECIPE)
    recipe = serializers.CharField(help_text="How to compute it again.")
    signed = serializers.ChoiceField([(False, "no")])


class ChainHeadAnswer(serializers.Serializer):
    data = ChainHead()
    meta = shapes.Meta()


class Transparency(answers.ApiView):
    """The head of the chain of hashes over the log of changes, unsigned. Who keeps it can tell whether the log was rewritten."""

    @extend_schema(
        operation_id="transparency_head",
        responses={200: ChainHeadAnswer, 304: None, **openapi.refusals(400, 405)},
        tags=["transparency"],
    )
    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        link = chain_head(request.head)
        at = Change.objects.filter(seq=link.seq).values_list("at", flat=True).first()
        found = {"seq": link.seq, **({"at": instant(at)} if at else {}), "hash": f"sha256:{link.digest.hex()}"}
        return answers.item_response(transport_json(found | {"recipe": RECIPE, "signed": False}), request.head)


def chain_head(head: Head) -> chain.Link:
    """The hash over the whole log, from the last one that is remembered on. A restore renews the epoch, and so the key."""
    key = f"chain:{head.epoch}"
    known = http.recall(key)
    link = chain.Link(*known) if known and known[0] <= head.seq else chain.START
    link = chain.extended(link, head.seq)
    if known is None or known[0] < link.seq:
        http.remember(key, tuple(link), None)
    return link
