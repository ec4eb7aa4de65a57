"""Numbers in words: decimal text never becomes a float, sizes of files are short."""

import pytest
from django.utils.translation import override

from relations.quantities import grouped, quantity, size


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0", "0"), ("26", "26"), ("1234567", "1,234,567"), ("-3.50", "−3.50"), ("0.10", "0.10"),
        ("123456789012345678901.0123456789", "123,456,789,012,345,678,901.0123456789"),
    ],
)  # fmt: skip
def test_every_digit_stays(value, shown):
    assert grouped(value) == shown


def test_a_quantity_says_how_it_is_meant():
    assert quantity("94.5", "approx", "posts") == "about 94.5 posts"
    assert [quantity("2", "min"), quantity("2", "max"), quantity("2")] == ["at least 2", "at most 2", "2"]


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (1234, "1.2 kB"), (38000, "38 kB"), (184512, "185 kB"),
        (2512345, "2.5 MB"), (100_000_000, "100 MB"), (5_000_000_000_000, "5000 GB"),
    ],
)  # fmt: skip
def test_sizes_are_short(count, words):
    assert size(count) == words


def test_numbers_follow_the_language_of_the_page():
    with override("cs"):
        assert grouped("-1234567.50") == "−1\xa0234\xa0567,50"
        assert grouped("1234.5", "en") == "1,234.5"
        assert quantity("94.5", "approx", "míst") == "přibližně 94,5 míst"
        assert [size(count) for count in (1, 3, 999, 1234)] == ["1 bajt", "3 bajty", "999 bajtů", "1,2 kB"]
    assert quantity("94.5", "approx", "posts") == "about 94.5 posts"
