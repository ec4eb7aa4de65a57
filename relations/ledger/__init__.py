"""The ledger of a dossier: the countable steps of its two sides towards each other, derived from published incidents.

* `reading`  selectors: the steps in order of time, what answers what, staff ceilings of missions;
* `exchanges`  pure: which event a step answers and which answer it, with who says so and the days between;
* `balance`  pure: what adds up, running totals of both sides;
* `wording`  pure: totals in words, sentences to quote, the geometry of the drawing;
* `tables`  pure: the steps as a file for spreadsheets.

Nothing here is stored or typed twice: every number is that of a measure in a published document.
"""

from relations.ledger.balance import Line, Total, lines, totals
from relations.ledger.exchanges import Answer, answered_by, answers
from relations.ledger.reading import Ceiling, Ledger, Step, called, ceilings, of, page
from relations.ledger.wording import Bar, answered_alike, drawing, expelled, sentences, side_words, state, total_words

__all__ = [
    "Answer",
    "Bar",
    "Ceiling",
    "Ledger",
    "Line",
    "Step",
    "Total",
    "answered_alike",
    "answered_by",
    "answers",
    "called",
    "ceilings",
    "drawing",
    "expelled",
    "lines",
    "of",
    "page",
    "sentences",
    "side_words",
    "state",
    "total_words",
    "totals",
]
