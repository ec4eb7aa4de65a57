"""Lists of what readers reported: new reports for whoever takes them, and those that this person took."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from editorial.models import Record, TriageState
from editorial.selectors.facts import Facts
from editorial.selectors.worklist import Scope, WorkItem, Worklist
from relations.models import Report

SHOWN = 120  # characters of a report


class Reports(Worklist):
    """A key is the report's reference."""

    name, title = "reports", "Reported errors to triage"
    about = "What readers reported and nobody has taken yet, the oldest on top."
    empty, act, screen, since = "reports of readers", "Take or close", "report", "received"
    which = Q(triage=None)

    def narrowed(self, scope: Scope) -> QuerySet:
        return Report.objects.filter(self.which)

    def keys(self, scope: Scope) -> QuerySet:
        rows = self.narrowed(scope)
        if scope.dossier:
            rows = rows.filter(Exists(scope.inside(Record.objects.filter(public_id=OuterRef("about")), "pk")))
        return rows.order_by("received_at", "pk").values_list("pk", flat=True)

    def items(self, scope: Scope, keys: Sequence[str], facts: Facts) -> list[WorkItem]:
        reports = Report.objects.in_bulk(list(keys))
        found = [reports[key] for key in keys if key in reports]
        about = Record.objects.filter(public_id__in={report.about for report in found if report.about})
        records = {record.public_id: record for record in about}
        return [report_line(report, records.get(report.about), self.refusal(scope)) for report in found]


class MyReports(Reports):
    name, title = "my_reports", "Reports that I took"
    about = "You took these. Check the record, change it where the reader is right, then close the report."
    empty, act, mine = "reports that you took", "Close", True

    def narrowed(self, scope: Scope) -> QuerySet:
        return Report.objects.filter(triage__state=TriageState.TAKEN, triage__taken_by=scope.user)


def report_line(report: Report, record: Record | None, reason: str | None) -> WorkItem:
    text = " ".join(report.text.split())
    said = text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}…"
    title = f"{report.reference}: {record}" if record else f"{report.reference}: {report.about or 'the site'}"
    return WorkItem(record, title, reason, report.received_at, [], comment=said, reference=report.reference)


REPORT_LISTS = (MyReports(), Reports())
