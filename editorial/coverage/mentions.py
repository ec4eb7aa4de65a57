"""Numbers, months and proper names of a text, in forms that can be compared. Knows no record and no document."""

import re
import unicodedata
from collections.abc import Iterator

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
CARDINALS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ORDINALS = ("fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")  # “third” is more often a third party
NUMBER_WORDS = {
    **{word: str(number) for number, word in enumerate(CARDINALS, 2)},
    **{word: str(number) for number, word in enumerate(ORDINALS, 4)},
    **{word: word for word in ("dozens", "hundreds", "thousands")},
}
SCALES = {"thousand": 3, "million": 6, "billion": 9}
NUMBER = re.compile(
    r"(?<![\w])(?P<digits>\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*)(?P<short>[–-]\d\d(?!\d))?"
    r"(?: (?P<scale>thousand|million|billion)\b)?"
)
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[’'][^\W_]+)*")
EDTF_POINT = re.compile(r"(?<![\dX])(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d))?(?:-(\d\d))?")
JOINING = {"of", "the"}
BEFORE_THE = re.compile(r"\b[Tt]he \Z")
LABEL = re.compile(r"[-*] (?:[\w ]+: )?")
CUT_WORD = re.compile(r"\w{1,2}\Z")  # the “Co” of “Co-operation”
PIECES = 3  # an office or a state, then a name: “Czech Foreign Minister” “Jan Lipavský”
LIKE = 5  # letters that make two words forms of one name: Ukraine, Ukrainians


def numbers(text: str) -> dict[str, set[str]]:
    """Each number as it stands -> the plain forms that mean the same; “1968–69” is two numbers, a word is one too."""
    found = {}
    for match in NUMBER.finditer(text):
        found[match["digits"]] = plain_forms(match["digits"], match["scale"])
        if match["short"] and len(match["digits"]) == 4:
            found[match["digits"][:2] + match["short"][1:]] = {match["digits"][:2] + match["short"][1:]}
        elif match["short"]:
            found[match["short"][1:]] = {match["short"][1:]}
    words = [match for match in WORD.finditer(text) if match[0].lower() in NUMBER_WORDS]
    fresh = [match[0] for match in words if not BEFORE_THE.search(text[: match.start()])]  # “the two” looks back
    return found | {word: {NUMBER_WORDS[word.lower()]} for word in fresh}


def plain_forms(digits: str, scale: str | None = None) -> set[str]:
    """“33 970” and “33,970” as 33970, “76,6” as 76.6, “1 billion” both as 1 and written out."""
    digits = re.sub(r"\s", "", digits)
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(\.\d+)?", digits)
    plain = digits.replace(",", "" if grouped else ".")
    return {plain, str(int(float(plain) * 10 ** SCALES[scale]))} if scale and plain.count(".") < 2 else {plain}


def digits(text: str) -> dict[str, set[str]]:
    """The numbers of a text that are written in digits."""
    return {word: forms for word, forms in numbers(text).items() if word.lower() not in NUMBER_WORDS}


def number_forms(text: str) -> set[str]:
    """Every plain form of every number in a text."""
    return set().union(*numbers(text).values())


def months(text: str) -> set[str]:
    return {bare(word) for word in WORD.findall(text)} & set(MONTHS)


def of_date(edtf: str) -> set[str]:
    """What a date says, as a text would word it: {"2021", "April", "17"}, {"2010"} for a decade, {"19"} for a century."""
    found = set()
    for year, month, day in EDTF_POINT.findall(edtf):
        found |= ({MONTHS[int(month) - 1]} if month in map("{:02}".format, range(1, 13)) else set()) | year_of(
            year, month
        )
        found |= {str(int(day))} if day else set()
    return found


def year_of(year: str, month: str) -> set[str]:
    """A year, the decade “2010s” as 2010, “19th century” as 19; of a month without its year, nothing."""
    if "X" not in year:
        return {year}
    if month:
        return set()
    return {year.replace("X", "0")} if year.endswith("X") and not year.endswith("XX") else {str(int(year[:2]) + 1)}


def word_list(text: str) -> list[str]:
    """Words without case, accents and the ’s of a possessive, for comparing names and runs."""
    return [folded(word) for word in WORD.findall(text)]


def folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", bare(word.casefold()).replace(".", ""))
    return "".join(char for char in plain if not unicodedata.combining(char))


def bare(word: str) -> str:
    """A word without the ’s of a possessive."""
    return re.sub(r"[’']s?\Z", "", word)


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"\w+", text.casefold())


# --- Proper names ---------------------------------------------------------------------------------


def is_capital(word: str) -> bool:
    return word[0].isupper() and bare(word) not in MONTHS


def inner_capitals(sentence: str) -> set[str]:
    """The capitalised words of a sentence that do not begin it, nor a quotation in it: names, or parts of names."""
    return {
        folded(found[0])
        for found in WORD.finditer(sentence)
        if is_capital(found[0]) and found.start() and sentence[found.start() - 1] not in '"“‘«'
    }


def names(sentence: str, known: set[str]) -> list[str]:
    """Runs of capitalised words; the first word of a sentence or quotation counts where `known` holds it.

    The mark and the label of an item (`* Increased vigilance:`) are no part of its sentence.
    """
    found: list[str] = []
    sentence = LABEL.sub("", sentence, count=1) if sentence[:2] in ("- ", "* ") else sentence
    for group in groups(sentence):
        words = [(start, sentence[start:end]) for start, end in group]
        first = next(
            (i for i, (start, word) in enumerate(words) if not is_doubtful(sentence, start, word, known)), None
        )
        if first is not None:
            found.append(sentence[words[first][0] : group[-1][1]])
    return [name for name in found if not (CUT_WORD.match(name) and f"{name}-" in sentence)]


def is_doubtful(sentence: str, start: int, word: str, known: set[str]) -> bool:
    opens = start == 0 or sentence[start - 1] in '"“‘«'
    return (opens and folded(word) not in known) or not is_capital(word)


def groups(sentence: str) -> Iterator[list[tuple[int, int]]]:
    """Capitalised words that stand together, also over “of the”, a hyphen or a number between them."""
    group: list[tuple[int, int]] = []
    waiting: list[tuple[int, int]] = []
    end = 0
    for match in WORD.finditer(sentence):
        word, gap = match[0], sentence[end : match.start()]
        if group and gap not in (" ", "-", "–"):
            yield group
            group, waiting = [], []
        if is_capital(word):
            group, waiting = [*group, *waiting, match.span()], []
        elif group and (word in JOINING or (word.isdigit() and gap == " ")):
            waiting.append(match.span())
        elif group:
            yield group
            group, waiting = [], []
        end = match.end()
    if group:
        yield group


def names_of_heading(heading: str, known: set[str]) -> list[str]:
    """Of a heading or title, where every word may have a capital: the names of the text that stand in it."""
    said = searchable([heading])
    there = [words for words in {" ".join(word_list(name)): name for name in sorted(known)} if f" {words} " in said]
    longest = [words for words in there if not any(f" {words} " in f" {other} " for other in there if other != words)]
    return [as_written(heading, words) for words in sorted(longest)]


def as_written(text: str, words: str) -> str:
    """The part of a text that reads `words` when it is folded."""
    found = list(WORD.finditer(text))
    length = words.count(" ") + 1
    return next(
        text[found[i].start() : found[i + length - 1].end()]
        for i in range(len(found) - length + 1)
        if " ".join(folded(match[0]) for match in found[i : i + length]) == words
    )


def is_said(name: str, said: str) -> bool:
    """Whether a folded text (see `searchable`) holds a name: whole, or in at most three pieces that stand in it."""
    return in_pieces(word_list(name), said, PIECES)


def in_pieces(words: list[str], said: str, pieces: int) -> bool:
    words = without_joining(words)
    if not words:
        return True
    if not pieces:
        return False
    return any(
        holds(words[:end], said) and in_pieces(words[end:], said, pieces - 1) for end in range(len(words), 0, -1)
    )


def without_joining(words: list[str]) -> list[str]:
    return words[next((i for i, word in enumerate(words) if word not in JOINING), len(words)) :]


def holds(words: list[str], said: str) -> bool:
    if f" {' '.join(words)} " in said:
        return True
    return len(words) == 1 and len(words[0]) >= LIKE - 1 and f" {words[0][:LIKE]}" in said


def searchable(texts: list[str]) -> str:
    """Texts as one folded string in which whole words can be looked up; names do not run over from one to the next."""
    return " " + " | ".join(" ".join(word_list(text)) for text in texts) + " "
