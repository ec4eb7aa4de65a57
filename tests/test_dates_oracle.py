"""Our EDTF bounds against those of the `edtf` package (5.0.2), which serves here alone: an oracle, never a dependency.

Left out, because the oracle is wrong or undecided there and the specification or our own rule decides:

* a season, or a month whose year is not stated, with a qualifier: it refuses them;
* `[A..B]` of two precisions: it refuses it;
* winter (season 24): it ends the season with December, we with the next February;
* days that do not exist (2013-02-29, 201X-02-29): it accepts them and returns them;
* year 0000 and the units that hold it (000X, 00XX): it goes below year 1;
* unknown ends (`A/`, `/B`): it invents ten years;
* reversed intervals: it accepts them.
"""

import math
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relations.dates import parse

YEARS = st.integers(1, 9999)
DECADES = st.integers(1, 999)
CENTURIES = st.integers(1, 99)
MONTHS = st.integers(1, 12)

PLAIN = st.one_of(
    st.dates().map(date.isoformat),
    st.builds("{:04}-{:02}".format, YEARS, MONTHS),
    st.builds("{:04}-XX".format, YEARS),
    st.builds("{:04}-{:02}-XX".format, YEARS, MONTHS),
    st.builds("{:04}".format, YEARS),
    st.builds("{:03}X".format, DECADES),
    st.builds("{:02}XX".format, CENTURIES),
)
NO_YEAR = st.one_of(
    st.builds("{:03}X-{:02}".format, DECADES, MONTHS.filter(lambda month: month != 2)),
    st.builds("{:02}XX-{:02}-{:02}".format, CENTURIES, MONTHS, st.integers(1, 28)),
)
DAYS = st.dates().map(date.isoformat)
IN_YEAR = st.builds("{:04}-{:02}".format, YEARS, MONTHS)
WHOLE = st.builds("{:04}".format, YEARS)
SIMPLE = st.one_of(DAYS, IN_YEAR, WHOLE)


def _qualified(bodies):
    return st.builds("{}{}".format, bodies, st.sampled_from(["", "~", "?", "%"]))


def _interval(pair):
    return "/".join(sorted(pair, key=lambda text: parse(text).earliest))


def _span(pair):
    return "[{}..{}]".format(*sorted(pair, key=lambda text: parse(text).earliest))


VALUES = st.one_of(
    _qualified(PLAIN),
    st.builds("{:04}-{}".format, YEARS, st.sampled_from([21, 22, 23])),
    st.tuples(_qualified(SIMPLE), _qualified(SIMPLE)).map(_interval),
    NO_YEAR,
    st.one_of(st.tuples(unit, unit) for unit in (DAYS, IN_YEAR, WHOLE)).map(_span),
    st.builds(str.format, st.sampled_from(["{}/..", "../{}", "[..{}]", "[{}..]"]), SIMPLE),
)


def _as_date(oracle):
    """Its struct_time as a date; its infinities as None, our word for a side without limit."""
    return None if isinstance(oracle, float) and math.isinf(oracle) else date(*oracle[:3])


@pytest.mark.slow
@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
@given(VALUES)
def test_strict_bounds_agree_with_the_oracle(text):
    oracle, ours = parse_edtf(text), parse(text)
    assert (ours.earliest, ours.latest) == (_as_date(oracle.lower_strict()), _as_date(oracle.upper_strict()))


@pytest.mark.parametrize(
    ("text", "oracle_says", "we_say"),
    [
        ("2014-24", ("2014-12-01", "2014-12-31"), ("2014-12-01", "2015-02-28")),
        ("2012-02-29", ("2012-02-29", "2012-02-29"), ("2012-02-29", "2012-02-29")),
    ],
)
def test_where_we_differ_on_purpose(text, oracle_says, we_say):
    """Fails when the oracle comes round: then the exclusion above can go."""
    oracle, ours = parse_edtf(text), parse(text)
    assert (_as_date(oracle.lower_strict()), _as_date(oracle.upper_strict())) == tuple(
        map(date.fromisoformat, oracle_says)
    )
    assert (ours.earliest, ours.latest) == tuple(map(date.fromisoformat, we_say))
