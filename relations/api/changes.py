"""The change log: every act on the public record in commit order, without a gap, so that a stranger can keep a copy."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from relations import changelog
from relations.api import answers, openapi, shapes
from relations.filters.sets import ChangeFilters


class Changes(answers.ApiView):
    """Acts after a sequence number: publish, withdraw, confirm_withdrawal, reinstate, merge, vanish."""

    @extend_schema(
        operation_id="changes_list",
        parameters=openapi.parameters(ChangeFilters),
        responses={200: openapi.list_of(shapes.Change), 304: None, **openapi.refusals(400, 405)},
        tags=["changes"],
    )
    def get(self, request: Request) -> HttpResponse:
        query = answers.strict(request, ChangeFilters)
        after = int(query.one("after") or 0)
        found = changelog.acts(after, request.head.seq, query.limit + 1)
        shown = found[: query.limit]
        following = None
        if len(found) > query.limit:
            following = f"{answers.BASE}changes/?{query.changed(after=str(shown[-1]['seq']))}"
        return answers.list_response(map(changelog.fragment, shown), following, query.limit, request.head)
