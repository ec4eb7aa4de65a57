"""What a test reads out of a public page: its words, one section, the facts box. No assertion lives here."""

import re


def text_of(answer):
    """The words of a page: tags out, spaces collapsed, no-break spaces as spaces."""
    bare = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(bare.replace("\u2060", "").replace("&#8288;", "").split())


# Of one moment or one request; all else is a function of address, sequence and build.
OF_THE_MOMENT = ("Date", "X-Request-ID", "RateLimit")


def headers_of(answer):
    """What an answer says beside its text, whoever asks and whenever."""
    return {name: value for name, value in answer.items() if name not in OF_THE_MOMENT}


def section(html, name):
    """The section with this id, as it stands in the page."""
    return re.search(rf'<section class="\w+" id="{name}".*?</section>', html, re.DOTALL)[0]


def rows_of_facts(answer):
    """The facts box as pairs of words."""
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", answer.content.decode(), re.DOTALL)
    return {label: " ".join(re.sub(r"<[^>]+>|&#8288;", " ", value).split()) for label, value in pairs}
