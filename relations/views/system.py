"""Pages of the machine: not found, server error, liveness, readiness. No record is shown here."""

import sys

from django.apps import apps
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from relations import cards, http
from relations.models import Listing, Report, SearchRow, TimelineEntry
from relations.search import texts

TOO_LARGE = (
    "This form is too large to be read. Go back in the browser: what you typed is still there; save fewer rows at once."
)
UNANSWERED = (OperationalError, InterfaceError)
RETRY_SECONDS = "60"


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for an address that leads nowhere: the same bytes as for a record that is not public."""
    return http.dressed(http.missed(request), "")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for what never reaches a view, such as an unknown host; 413 for a form beyond every limit."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent)):
        return HttpResponse(TOO_LARGE, "text/plain", status=413)
    return HttpResponse("This request cannot be read: its address or a header is malformed.", "text/plain", status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database does not answer: without a query and without any value of the failed request."""
    if isinstance(sys.exc_info()[1], UNANSWERED):
        return HttpResponse(loader.render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_SECONDS})
    return HttpResponse(loader.render_to_string("500.html"), status=500)


@csrf_exempt
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """The process answers; asks nothing of the database."""
    return reported("")


@csrf_exempt
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when this process may serve, else 503 with the first reason: its name, never a detail."""
    return reported(next(filter(None, (check() for check in (storage, *http.READINESS))), ""))


def reported(reason: str) -> JsonResponse:
    status = {"status": "unready", "reason": reason} if reason else {"status": "ok"}
    response = JsonResponse(status, status=503 if reason else 200)
    response["Cache-Control"] = "no-store"
    return response


def storage() -> str:
    """Why the stored and derived tables are not fit to be served; "" when they are."""
    try:
        if not is_migrated():
            return "migrations"
        return "" if cards_are_current() else "cards"
    except DatabaseError:
        return "database"


def is_migrated() -> bool:
    """Whether every migration ran. A role that may read the public tables alone cannot ask; then they must be as the code names them.

    It may hand in readers' reports and never read them.
    """
    try:
        with transaction.atomic():
            executor = MigrationExecutor(connection)
            return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except ProgrammingError:
        tables = apps.get_app_config("relations").get_models()
        return all(model.objects.first() or True for model in tables if model is not Report)


def cards_are_current() -> bool:
    """Whether this build made every card, list item and search row. Reads whole tables, so the answer is kept until the next act."""
    key = f"cards:{cards.fingerprint()}:{texts.fingerprint()}:{http.read_head()}"
    if http.recall(key):
        return True
    made_by = {TimelineEntry: cards.fingerprint(), Listing: cards.fingerprint(), SearchRow: texts.fingerprint()}
    current = not any(model.objects.exclude(renderer=renderer).exists() for model, renderer in made_by.items())
    if current:
        http.remember(key, True)
    return current
