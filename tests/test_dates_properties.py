"""What holds of every imprecise date and of any text whatever: round trip, bounds, order, no exception but DateFault."""

import string
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from relations.dates import (
    DateFault,
    as_json,
    filter_bounds,
    overlaps,
    parse,
    place,
    precision_words,
    query_bounds,
    sort_key,
    starts,
    strip,
    within,
    words,
)

YEARS = st.one_of(st.integers(1, 9999), st.integers(1900, 2030))


def _qualified(bodies):
    return st.builds("{}{}".format, bodies, st.sampled_from(["", "", "~", "?", "%"]))


POINTS = _qualified(
    st.one_of(
        st.dates().map(date.isoformat),
        st.builds("{:04}-{:02}".format, YEARS, st.integers(1, 12)),
        st.builds("{:04}-{:02}".format, YEARS, st.integers(21, 24)),
        st.builds("{:04}".format, YEARS),
        st.builds("{:03}X".format, st.integers(0, 999)),
        st.builds("{:02}XX".format, st.integers(0, 99)),
        st.builds("{:03}X-{:02}".format, st.integers(0, 999), st.integers(1, 12)),
        st.builds("{:02}XX-{:02}-{:02}".format, st.integers(0, 99), st.integers(1, 12), st.integers(1, 29)),
    )
)


def _in_order(pair):
    return sorted(pair, key=lambda text: parse(text).earliest)


VALUES = st.one_of(
    POINTS,
    st.tuples(POINTS, POINTS).map(_in_order).map("/".join),
    st.tuples(POINTS, POINTS).map(_in_order).map(lambda pair: "[{}..{}]".format(*pair)),
    st.builds(
        str.format, st.sampled_from(["{}/..", "../{}", "{}/", "/{}", "[..{}]", "[{}..]"]), POINTS
    ),
)  # fmt: skip


@given(VALUES)
def test_canonical_text_comes_back(text):
    value = parse(text)
    assert str(value) == text
    assert parse(str(value)) == value
    assert hash(parse(text)) == hash(value)


@given(VALUES)
def test_bounds_contain_one_another(text):
    value = parse(text)
    placed = place(value)
    assert placed.earliest <= placed.start <= placed.latest
    assert (placed.earliest, placed.latest) == (value.earliest or date.min, value.latest or date.max)
    everything = query_bounds(None, None)
    assert overlaps(value, everything)
    assert within(value, everything) == (value.bounded and not value.qualified)


@given(VALUES, st.dates(), st.dates())
def test_within_implies_overlaps_and_context_only_narrows(text, one, other):
    value, query = parse(text), (min(one, other), max(one, other))
    if within(value, query):
        assert overlaps(value, query) and starts(value, query)
    try:
        earliest, latest = filter_bounds(value, *query)
    except DateFault:
        assert not overlaps(value, query) or "-without-year" in value.precision
    else:
        assert overlaps(value, query)
        assert (
            max(value.earliest or date.min, query[0]) <= earliest <= latest <= min(value.latest or date.max, query[1])
        )


@given(VALUES, VALUES, st.integers(0, 7), st.integers(0, 7), st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_the_sort_key_orders_as_its_parts_do(one, other, order_one, order_other, pk_one, pk_other):
    def parts(text, order, pk):
        placed = place(parse(text))
        return placed.start, order, (placed.latest - placed.earliest).days.bit_length(), pk

    key_one = sort_key(parse(one), order_in_day=order_one, pk=pk_one)
    key_other = sort_key(parse(other), order_in_day=order_other, pk=pk_other)
    assert 0 < key_one < 2**63
    first, second = parts(one, order_one, pk_one), parts(other, order_other, pk_other)
    assert (key_one < key_other, key_one == key_other) == (first < second, first == second)


@given(VALUES)
def test_every_value_reads_and_is_drawn(text):
    value = parse(text)
    for lang in ("en", "cs"):
        said = words(value, lang, weekday=True)
        assert said == said.strip() and "  " not in said and "None" not in said
        assert (precision_words(value, lang) == "") == (value.precision == "day" and not value.qualified)
    drawn = strip(value)
    assert drawn["kind"] in ("day", "lasted", "within", "unsure")
    assert drawn["x"] >= 0 and drawn["width"] > 0 and drawn["x"] + drawn["width"] <= 120.05
    assert as_json(value)["edtf"] == text


def _read(text):
    """The value, or None after a well-made refusal. Any other exception fails the test."""
    try:
        return parse(text)
    except DateFault as fault:
        assert str(parse(fault.example)) == fault.example
        assert str(fault).endswith(f"“{fault.example}”.") and str(fault).isprintable()
        return None


@given(st.text())
def test_any_text_is_read_or_refused(text):
    value = _read(text)
    assert value is None or parse(value.text) == value


@settings(max_examples=400)
@given(st.text(alphabet=string.digits + "X-/.[]~?%", max_size=24))
def test_any_text_of_the_right_characters_is_read_or_refused(text):
    value = _read(text)
    assert value is None or parse(value.text) == value


@settings(max_examples=300)
@given(VALUES, st.integers(0, 30), st.sampled_from(string.printable + "–٣é\u00a0\x00"))
def test_one_wrong_character_is_read_or_refused(text, at, mark):
    value = _read(text[:at] + mark + text[at + 1 :])
    assert value is None or parse(value.text) == value
