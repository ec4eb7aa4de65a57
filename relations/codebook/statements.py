"""One-line definitions of how sure, who says so, on what, and how precisely. Words only; no reading, no page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from relations.vocabularies import (
    AttributionBasis,
    Confidence,
    PositionStance,
    Qualifier,
    Relation,
    Reply,
    ResponseBasis,
    SourceKind,
    Stance,
    Standing,
)

DEFINITIONS = {
    Standing: {
        Standing.ESTABLISHED: _("The sources state it as a fact, and nothing that we know of contradicts it."),
        Standing.ATTRIBUTED: _("Somebody named says that another did it; we report who says so, not that it is so."),
        Standing.DISPUTED: _("Somebody named maintains it and somebody else contradicts it."),
        Standing.DENIED: _("Whom it concerns denies it."),
        Standing.ALLEGED: _("Somebody named claims it; nothing independent is known to us."),
    },
    SourceKind: {
        SourceKind.OFFICIAL: _("A state, court or international body speaks for itself."),
        SourceKind.NEWS: _("A newsroom or agency reports."),
        SourceKind.ACADEMIC: _("A scholarly book, article or thesis."),
        SourceKind.ARCHIVE: _("A document kept by an archive, made at the time."),
        SourceKind.REFERENCE: _("An encyclopaedia or other work that sums up what others found."),
        SourceKind.SURVEY: _("A poll or census with its figures."),
        SourceKind.SOCIAL: _("A post under somebody’s own name."),
    },
    Stance: {
        Stance.SUPPORTS: _("The source says what the statement says."),
        Stance.DISPUTES: _("The source contradicts the statement."),
        Stance.MENTIONS: _("The source speaks of it and neither carries nor contradicts it."),
    },
    AttributionBasis: {
        AttributionBasis.INTELLIGENCE: _("Findings of an intelligence or security service."),
        AttributionBasis.INVESTIGATION: _("An investigation by police, prosecutors or journalists."),
        AttributionBasis.LEGAL: _("A charge, ruling or other step of a legal proceeding."),
        AttributionBasis.TECHNICAL: _("Traces that experts analysed."),
        AttributionBasis.POLITICAL: _("A statement of politicians that names no further ground."),
        AttributionBasis.NOT_STATED: _("The source names no ground."),
    },
    Confidence: {
        Confidence.CERTAIN: _("Whoever attributes it says to be certain."),
        Confidence.HIGH: _("Whoever attributes it calls it highly likely."),
        Confidence.MODERATE: _("Whoever attributes it calls it likely or probable."),
        Confidence.LOW: _("Whoever attributes it calls it possible."),
        Confidence.NOT_STATED: _("Whoever attributes it does not say how sure they are."),
    },
    Reply: {
        Reply.DENIES: _("The accused denies it."),
        Reply.ADMITS: _("The accused admits it."),
        Reply.DECLINES: _("The accused was asked and does not comment."),
        Reply.NONE_FOUND: _("We looked in our sources and found no answer, as of the day given."),
    },
    PositionStance: {
        PositionStance.CONFIRMS: _("The side says that it is so."),
        PositionStance.DENIES: _("The side says that it is not so."),
        PositionStance.ACCUSES: _("The side blames somebody."),
        PositionStance.CONDEMNS: _("The side condemns what happened."),
        PositionStance.SUPPORTS: _("The side approves of it or stands by somebody."),
        PositionStance.DEMANDS: _("The side asks for something to be done or ended."),
        PositionStance.EXPLAINS: _("The side gives the reason for what it did."),
        PositionStance.OTHER: _("The side says something else about it."),
        PositionStance.NONE_FOUND: _("We looked in our sources and found no statement, as of the day given."),
    },
    Relation: {
        Relation.IN_RESPONSE_TO: _("Follows because of the other, without being of the same kind."),
        Relation.RECIPROCATES: _("Answers the other in kind: expulsion for expulsion, visit for visit."),
        Relation.ESCALATES: _("Goes further than the other in the same matter."),
        Relation.REVERSES: _("Takes the other back, in whole or in part."),
        Relation.IMPLEMENTS: _("Carries out what the other decided or announced."),
        Relation.PART_OF: _("Is one part of the other."),
    },
    ResponseBasis: {
        ResponseBasis.ASSERTED: _("Somebody named, in a source, says that the one answers the other."),
        ResponseBasis.INFERRED: _("No source says so; the editors conclude it and give their reason in a note."),
    },
    Qualifier: {
        Qualifier.APPROX: _("The source gives the number as approximate."),
        Qualifier.MIN: _("The source says at least, or more than."),
        Qualifier.MAX: _("The source says at most, or fewer than."),
    },
}

# The values of `precision` in the API: label and definition.
PRECISIONS = {
    "day": (pgettext_lazy("precision", "day"), _("The day is known.")),
    "month": (pgettext_lazy("precision", "month"), _("The month is known, its day is not.")),
    "season": (
        pgettext_lazy("precision", "season"),
        _("The season is known: spring from March, summer from June, autumn from September, winter from December."),
    ),
    "year": (pgettext_lazy("precision", "year"), _("Only the year is known.")),
    "decade": (pgettext_lazy("precision", "decade"), _("Only the decade is known.")),
    "century": (pgettext_lazy("precision", "century"), _("Only the century is known.")),
    "day-without-year": (
        pgettext_lazy("precision", "day without year"),
        _("Day and month are known; the source does not state the year."),
    ),
    "month-without-year": (
        pgettext_lazy("precision", "month without year"),
        _("The month is known; the source states neither day nor year."),
    ),
    "interval": (
        pgettext_lazy("precision", "lasting"),
        _("It lasted from one date to another; either end may be open or unknown."),
    ),
    "between": (
        pgettext_lazy("precision", "between two days"),
        _("It was one day in the span, and it is not known which."),
    ),
    "on-or-before": (pgettext_lazy("precision", "on or before"), _("Only the latest possible day is known.")),
    "on-or-after": (pgettext_lazy("precision", "on or after"), _("Only the earliest possible day is known.")),
}
