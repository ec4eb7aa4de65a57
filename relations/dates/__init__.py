"""Imprecise dates: EDTF text read, placed in time, worded and drawn. Pure Python; never Django, never a time zone, never "today".

One value answers four questions, each in its modules:

* `values`, `parsing`, `refusals`  what was recorded: `parse(text) -> EDTF`, or `DateFault` with one sentence;
* `placing`, `holding`  where it stands in time: bounds, sort key, filters, whether it held on a day;
* `wording`, `english`, `czech`, `typography`  how it reads;
* `drawing`  how the 12-month strip shows it, and the shapes HTML and the API allow.
"""

from relations.dates.drawing import as_json, html_datetime, strip
from relations.dates.holding import NOT, PERHAPS, SURELY, holding
from relations.dates.parsing import parse
from relations.dates.placing import (
    Placed,
    bounds,
    filter_bounds,
    overlaps,
    place,
    query_bounds,
    sort_key,
    sort_start,
    starts,
    within,
)
from relations.dates.values import EDTF, PRECISIONS, DateFault, Point
from relations.dates.wording import precision_words, words

__all__ = [
    "EDTF",
    "NOT",
    "PERHAPS",
    "PRECISIONS",
    "SURELY",
    "DateFault",
    "Placed",
    "Point",
    "as_json",
    "bounds",
    "filter_bounds",
    "holding",
    "html_datetime",
    "overlaps",
    "parse",
    "place",
    "precision_words",
    "query_bounds",
    "sort_key",
    "sort_start",
    "starts",
    "strip",
    "within",
    "words",
]
