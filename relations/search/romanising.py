"""Cyrillic words in Latin letters, in the ways that readers write them: by letter, as Czech papers do, as English ones do.

Accents are left to `folding`. A text is indexed and a question is asked in every reading, so any of them meets the others.
"""

VOWELS = frozenset("аеёиоуыэюяіїє")
SOFTENED = frozenset("жчшщ")
SILENT = frozenset("ъь")

# Letter by letter: what Serbian, Bulgarian and Macedonian papers write, near enough, and scholars of all.
PLAIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "ѓ": "g", "ђ": "d", "е": "e", "ё": "e", "є": "je",
    "ж": "z", "з": "z", "ѕ": "dz", "и": "i", "і": "i", "ї": "ji", "й": "j", "ј": "j", "к": "k", "ќ": "k", "л": "l",
    "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u",
    "ў": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz", "ш": "s", "щ": "sc", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "ju", "я": "ja",
}  # fmt: skip
CZECH = PLAIN | {"ё": "jo", "х": "ch"}
ENGLISH = PLAIN | {
    "є": "ye", "ж": "zh", "ї": "yi", "й": "y", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu",
    "я": "ya",
}  # fmt: skip


def is_cyrillic(word: str) -> bool:
    return any("\u0400" <= char <= "\u052f" for char in word)


def readings(word: str) -> tuple[str, ...]:
    """The ways to write one word, small letters and composed, in Latin letters; a word without Cyrillic is its own."""
    if not is_cyrillic(word):
        return (word,)
    return "".join(PLAIN.get(char, char) for char in word), czech(word), english(word)


def czech(word: str) -> str:
    """`Ельцин` is Jelcin, `Горбачёв` Gorbačov, `Захарова` Zacharova."""
    return "".join(
        "je" if char == "е" and is_iotated(word, at)
        else "o" if char == "ё" and at and word[at - 1] in SOFTENED
        else CZECH.get(char, char)
        for at, char in enumerate(word)
    )  # fmt: skip


def english(word: str) -> str:
    """`Ельцин` is Yeltsin, `Горбачёв` Gorbachev, `Лавров-Островский` ends in -y."""
    stem, ending = (word[:-2], "y") if word.endswith(("ий", "ый")) else (word, "")
    letters = [
        "ye" if char == "е" and is_iotated(word, at) else ENGLISH.get(char, char) for at, char in enumerate(stem)
    ]
    return "".join(letters) + ending


def is_iotated(word: str, at: int) -> bool:
    """Whether a vowel stands where Russian says it with a j before it: first, after a vowel, after a silent sign."""
    return at == 0 or word[at - 1] in VOWELS or word[at - 1] in SILENT
