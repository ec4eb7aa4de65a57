"""`problems/`: what each refusal means and what to do about it. The `type` of every problem is an address of this module.

Nothing here depends on the record. `request` is an address that is refused so, where one always is.
"""

from typing import Any, NamedTuple

from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from relations.api import answers, openapi, problems, shapes
from relations.cards import transport_json
from relations.filters import NoFilters


class Explained(NamedTuple):
    """A refusal in words: what it means, what to do, and an example of it."""

    meaning: str
    remedy: str
    detail: str  # as an answer says it
    request: str = ""


EXPLAINED = {
    "unknown-parameter": Explained(
        "The address has a parameter that this resource does not know. Nothing is answered, so that a slip of the pen "
        "is not taken for a question about everything.",
        "Take the name that is suggested, or leave the parameter out. The page of the API lists the names of each list.",
        "“data_from” is not a parameter of this list; did you mean date_from?",
        "/api/v1/timeline/?data_from=2014",
    ),
    "repeated-parameter": Explained(
        "A parameter that takes one value was given several.",
        "Keep one of them. Parameters that may be repeated say so; their values mean “or”.",
        "sort takes one value and was given 2; keep one of them.",
        "/api/v1/timeline/?sort=date&sort=-date",
    ),
    "invalid-parameter": Explained(
        "A parameter has a value that it cannot have, or is missing where there has to be one.",
        "Each error names the parameter, the values that are known and, where it can, the one that was meant.",
        "standing: “certain” is not one of established, attributed, disputed, denied, alleged.",
        "/api/v1/timeline/?standing=certain",
    ),
    "invalid-date": Explained(
        "A date is not written in EDTF, or there is no such day.",
        "Write 2014, 2014-10, 2014-10-16 or 201X; the error says what is wrong with the value.",
        "date_from: The date “2014-13” has month 13; months are 01 to 12, seasons 21 to 24; write, for example, “2014-10”.",
        "/api/v1/timeline/?date_from=2014-13",
    ),
    "swapped-dates": Explained(
        "The range begins later than it ends.",
        "Let date_from and date_to change places.",
        "date_from 2015 is later than date_to 2014; the range 2014 to 2015 is meant.",
        "/api/v1/timeline/?date_from=2015&date_to=2014",
    ),
    "limit-too-large": Explained(
        "A page of a list holds 1 to 200 items.",
        "Ask for at most 200 and follow page.next until it is null.",
        "limit: “9999” is not a whole number from 1 to 200; for example 50.",
        "/api/v1/timeline/?limit=9999",
    ),
    "cursor-mismatch": Explained(
        "A cursor belongs to the list, the filters and the order that it was given out for.",
        "Follow page.next as it stands. To ask something else, leave the cursor out and start on the first page.",
        "The cursor does not belong to this list and its filters; leave it out to start on the first page.",
        "/api/v1/timeline/?cursor=abc",
    ),
    "malformed-request": Explained(
        "The request cannot be read at all: its host is not one of ours, or a header or the address is malformed.",
        "Send it to the host of this site, with an address and headers in plain characters.",
        "This request cannot be read: its host, its address or a header is malformed.",
    ),
    "not-found": Explained(
        "Nothing public has this address. What was never published and what never was are answered alike.",
        "Check the id: six characters, under the word of the record's own type. The root of the API lists the resources.",
        "Nothing public has this address. /api/v1/ lists the resources.",
        "/api/v1/nope/",
    ),
    "method-not-allowed": Explained(
        "The API can be read and never written.",
        "Use GET, HEAD or OPTIONS. Mistakes in the record are reported on its pages.",
        "The API is read-only; it answers GET, HEAD, OPTIONS.",
    ),
    "not-acceptable": Explained(
        "The request accepts only media types that this resource does not have.",
        "Leave the header Accept out, or let it allow JSON; other forms are chosen by format, not by Accept.",
        "This address answers application/json, which Accept excludes; the address chooses the form: ?format=json, "
        "?format=html.",
    ),
    "withdrawn": Explained(
        "The record, or this version of it, was public and is withdrawn. The answer says since when and for which class "
        "of reason, what to see instead and, once a second person confirmed it, the editors' words.",
        "Take it out of your copy. /api/v1/withdrawals/ lists every withdrawal.",
        "The record repeats another one.",
    ),
    "vanished": Explained(
        "The record was removed for good, as a court or the law asked. Its id and the day are all that is left of it.",
        "Delete what you kept of it.",
        "The record was removed for good.",
    ),
    "uri-too-long": Explained(
        "The address is longer than 4,096 characters, its cursor not counted.",
        "Ask for fewer values at once; a list of ids is better taken from a dump.",
        "The address has 5120 characters and may have 4096; ask for less at once.",
    ),
    "too-many-requests": Explained(
        "More was asked from this network within a minute than the limit allows; searches have a limit of their own.",
        "Wait for as many seconds as Retry-After says. Answers of 304 do not count, so send If-None-Match; whole copies "
        "come from the dumps.",
        "Your network made its 60 requests of this minute; ask again in 42 s. Answers 304 and dumps are not counted.",
    ),
    "internal": Explained(
        "The server made a mistake. It is not your question's fault, and the mistake is in our log.",
        "Try again later; if it stays, write to us with the request_id of the answer.",
        "The answer could not be made, and it is not your fault; report it with this request_id.",
    ),
    "overloaded": Explained(
        "The server has too much to do at the moment, or its database does not answer.",
        "Wait for as many seconds as Retry-After says and ask again. The dumps can be read in the meantime.",
        "The database did not answer in time; ask again in 60 s.",
    ),
}
CODE = OpenApiParameter(
    "code",
    {"type": "string", "pattern": "^[a-z-]+$", "maxLength": 40},
    OpenApiParameter.PATH,
    description="The code, for example not-found.",
)


class Explanation(serializers.Serializer):
    """One kind of refusal."""

    code = serializers.ChoiceField([(code, code) for code in problems.CODES])
    type = serializers.CharField(help_text="As the problem itself names it: the root-relative address of this answer.")
    status = serializers.IntegerField()
    title = serializers.CharField()
    meaning = serializers.CharField()
    remedy = serializers.CharField(help_text="What to do.")
    request = serializers.CharField(required=False, help_text="An address that is always refused so.")
    example = shapes.ProblemDetails(help_text="What such an answer says at least.")


class ExplanationAnswer(serializers.Serializer):
    data = Explanation()
    meta = shapes.Meta()


class Problems(answers.ApiView):
    """Every kind of refusal of this API, in words."""

    @extend_schema(
        operation_id="problems_list",
        responses={200: openapi.list_of(Explanation), 304: None, **openapi.refusals(400, 405)},
        tags=["problems"],
    )
    def get(self, request: Request) -> HttpResponse:
        answers.strict(request, NoFilters)
        found = [transport_json(explanation(code)) for code in problems.CODES]
        return answers.list_response(found, None, len(found), request.head)


class Problem(answers.ApiView):
    """One kind of refusal: what it means, what to do, an example."""

    @extend_schema(
        operation_id="problems_item",
        parameters=[CODE],
        responses={200: ExplanationAnswer, 304: None, **openapi.refusals(400, 404, 405)},
        tags=["problems"],
    )
    def get(self, request: Request, code: str) -> HttpResponse:
        answers.strict(request, NoFilters)
        if code not in problems.CODES:
            raise problems.not_found()
        return answers.item_response(transport_json(explanation(code)), request.head)


def explanation(code: str) -> dict[str, Any]:
    """One code with its status and words."""
    (status, title), told = problems.CODES[code], EXPLAINED[code]
    named = {"type": problems.type_of(code), "title": title, "status": status}
    found = {"code": code, **named, "meaning": told.meaning, "remedy": told.remedy}
    asked = {"request": told.request} if told.request else {}
    return found | asked | {"example": named | {"detail": told.detail}}
