"""Inlines of incidents and visits: who took part, measures, blame and reply, what each side says, answers, numbers, files."""

from editorial.admin.parts import BOUNDS, PartInline
from editorial.forms.attachments import AttachmentForm
from editorial.forms.parts import ParticipationForm, VisitParticipationForm
from editorial.models import Attachment, Attribution, Figure, Measure, Participation, Position, Response

EDTF = "EDTF: 2021-04-17, 2021-04, or 2021-04-17/2021-04-19."


class ParticipationInline(PartInline):
    model = Participation
    form = ParticipationForm
    verbose_name_plural = "who took part"
    intro = (
        "Every person, body and state with its role. Who acts is the initiator, whom it is directed at the target. "
        "Example: target, Russia; accused, an officer, capacity “officer of military intelligence”, alleged."
    )
    fields = (("role", "who", "capacity"), ("state", "outcome", "alleged"))
    more = (("state_inferred", "position", "held"),)
    autocomplete_fields = ("who", "state")
    words = {
        "capacity": ("Office as worded then", "“President of the Republic”, “deputy military attaché”."),
        "state": ("State represented", "Only where it is stated, or plain from the office."),
        "state_inferred": ("we inferred the state", "The sources do not say it; readers are told that the editors do."),
        "alleged": ("alleged", "Somebody says that they took part in this role; it is not established."),
        "outcome": ("What became of them", "As the source has it: “on a wanted list”, “left the country”."),
    }


class VisitParticipationInline(ParticipationInline):
    form = VisitParticipationForm
    intro = "Guest, host and delegation, each with the office held then and the state represented."
    fields = (("role", "who", "capacity"), ("state", "alleged"))
    more = (("state_inferred", "position", "held"),)


class MeasureInline(PartInline):
    model = Measure
    verbose_name_plural = "measures"
    intro = (
        "Countable diplomatic steps. Example: expulsion, imposed by the Czech Republic on Russia, 18 embassy staff, "
        "announced 2021-04-17, deadline 2021-04-19."
    )
    fields = (
        ("kind", "imposing", "receiving"),
        ("count", "count_min", "count_max", "category", "category_as_stated"),
        ("announced", "effective", "deadline"),
    )
    more = ("note", ("position", "held"))
    autocomplete_fields = ("imposing", "receiving")
    words = {
        "imposing": ("Imposed by", "The side that takes the step."),
        "receiving": ("Imposed on", "The side, body or mission that it is directed at."),
        "count": ("Exact number", "As stated: 18. Where sources give bounds only, use these instead."),
        "count_min": ("At least", "Empty when the exact number is known."),
        "count_max": ("At most", "Empty when the exact number is known."),
        "category_as_stated": ("In the source's words", "“employees of the embassy”."),
        "announced": ("", f"The day of the announcement. {EDTF}"),
        "effective": ("In force from", EDTF),
        "deadline": ("To be met by", EDTF),
    }


class AttributionInline(PartInline):
    model = Attribution
    verbose_name_plural = "attribution and reply"
    intro = (
        "Who blames whom, and what the accused answers: never a fact in our voice. Where you looked for a reply and found "
        "none, choose “no reply found” and give the day until which you looked."
    )
    fields = (
        "text",
        ("by", "to", "date_edtf"),
        ("basis", "confidence", "settled"),
        ("reply", "reply_by", "reply_date"),
        "reply_text",
    )
    more = (("date_as_stated",), BOUNDS, ("position", "held"))
    autocomplete_fields = ("by", "to", "reply_by")
    words = {
        "text": ("What is attributed", "In our words: “Officers of military intelligence took part in the explosion.”"),
        "by": ("Who attributes", "A government, service, court or newsroom."),
        "basis": ("On what it rests", "As its author says. “Not stated”: the author gives no basis."),
        "confidence": (
            "How sure its author is",
            "Empty: not recorded. “Not stated”: you looked, the author does not say.",
        ),
        "settled": ("settled", "A court ruled, or both sides agree. Untick it while anybody contests it."),
        "reply": ("Reply of the accused", "Empty: nobody has looked yet."),
        "reply_by": ("Who replied", "Empty: the accused."),
        "reply_date": ("Date of the reply", "With “no reply found”: the day until which you looked."),
        "reply_text": ("What the reply says", "In our words, one sentence."),
    }


class PositionInline(PartInline):
    model = Position
    verbose_name_plural = "what each side says"
    intro = (
        "One row for each side and statement. A contested incident needs both sides, or below the reason why one is missing. "
        "“No statement found” with a date says that you looked until that day."
    )
    fields = (("side", "stance", "date_edtf"), "text")
    more = (("date_as_stated",), BOUNDS, ("position", "held"))
    autocomplete_fields = ("side",)
    words = {
        "side": ("Side", "The state, body or person that speaks."),
        "text": ("What it says", "In our words. Empty with “no statement found”."),
    }


class ResponseInline(PartInline):
    model = Response
    verbose_name_plural = "answers to"
    intro = (
        "What this incident answers; the other record shows the link by itself. “Asserted” names who says that it is an "
        "answer; “inferred” means that the editors conclude it, and says why."
    )
    fields = (("relation", "to"), ("basis", "asserted_by", "note"))
    autocomplete_fields = ("to", "asserted_by")
    words = {
        "to": ("The incident or visit that is answered", ""),
        "asserted_by": ("Who says so", "“Named as the reason by Russia”: choose Russia."),
        "note": ("Why we infer it", "One sentence; only when the editors conclude it."),
    }


class FigureInline(PartInline):
    model = Figure
    verbose_name_plural = "numbers"
    intro = "Numbers that are no measure. Example: deaths, 2; damage, 4.3 million crowns, at least."
    fields = (("label", "qualifier", "value", "unit"),)
    more = (("position",),)
    words = {
        "label": ("What is counted", "“deaths”."),
        "qualifier": ("Exact?", "Empty: exact."),
        "value": ("", "A decimal number: 2, 94.5."),
        "unit": ("", "“million crowns”; empty for people and things."),
    }


class AttachmentInline(PartInline):
    model = Attachment
    form = AttachmentForm
    verbose_name_plural = "evidence (files)"
    intro = "Documents and pictures that prove what is said. A file is private until a published record names it."
    fields = (("title", "file"), "kept")
    more = (("position",),)
    words = {"title": ("Title", "What it is: “Note of the ministry, 17 April 2021, page 1”.")}
