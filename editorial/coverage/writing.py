"""Whether the records are written honestly: excerpts, numbers and words against the places that are cited for them."""

import re
from collections.abc import Iterator

from editorial.coverage import mentions, records
from editorial.coverage.matching import Cited, Coverage
from editorial.coverage.reasons import Reason
from editorial.importers.checking import place_of
from editorial.importers.dossiers import Entry
from editorial.importers.toml_files import Fault
from relations.documents import flatten

END_OF_YEAR = re.compile(r"\bend of \d{4}")
SPAN = re.compile(r"/|\.\.")
LONGEST_EXCERPT = 10
SHARED_RUN = 8
LONG_NAME = 4
AS_STATED = {"as_stated", "capacity", "category_as_stated", "publisher_as_stated"}


def documents(coverage: Coverage) -> Iterator[Fault]:
    """Documents that no source names, sources whose document is not there, citations that lead to no document."""
    for document in coverage.unnamed:
        yield Fault(
            document.name, 0, f"No access point of a source names this document (its SHA-256 is {document.sha256})."
        )
    for digest, key in coverage.hashes.items():
        if key not in coverage.documents:
            yield Fault(f"{key}.toml", 0, f"The document with the SHA-256 {digest} is not in the folder of documents.")
    for cited in coverage.cited:
        if cited.document is None and cited.text("source") not in coverage.hashes.values():
            yield cited.fault(
                "source", f"“{cited.text('source')}” was not read; name the document that was read with “through”."
            )


def excerpts(coverage: Coverage) -> Iterator[Fault]:
    """Excerpts that are too long, or do not stand letter for letter in each place that their locator names."""
    for cited in coverage.cited:
        quote, locator = cited.text("quote"), cited.text("locator")
        if not quote:
            yield cited.fault("quote", "it has no excerpt; give the words that let a reader find the place.")
        if (length := len(mentions.WORD.findall(quote))) > LONGEST_EXCERPT:
            yield cited.fault("quote", f"its excerpt has {length} words; {LONGEST_EXCERPT} are allowed.")
        if cited.document and not cited.places:
            yield cited.fault("locator", f"the document has no place “{locator}”.")
        for place in cited.places:
            if quote not in place.text:
                yield cited.fault("quote", f"“{quote}” does not stand in {place.locator}.")
            elif len({line.number for line in coverage.lines_with(cited, place)}) > 1:
                yield cited.fault(
                    "quote", f"“{quote}” stands in more than one sentence of {place.locator}; take more words."
                )


def numbers(coverage: Coverage, reasons: list[Reason]) -> Iterator[Fault]:
    """Numbers and dates of a statement that do not stand in a place cited for it, unless marked as computed."""
    computed = {
        (reason.row["record"], reason.row["anchor"], reason.row["number"]): reason
        for reason in reasons
        if reason.list == "computed"
    }
    used = set()
    for entry in coverage.entries.values():
        for anchor, said in records.statements(entry):
            there = standing(coverage.proofs(entry, anchor), has_span(entry, anchor))
            for word in sorted(word for word, forms in said.items() if not forms & there):
                if (entry.key, anchor, word) in computed:
                    used.add((entry.key, anchor, word))
                else:
                    yield fault_at(entry, anchor, f"{anchor}: “{word}” does not stand in a place that is cited for it.")
    for key, reason in computed.items():
        if key not in used:
            yield reason.fault(
                "number",
                f"{key[0]}, {key[1]}: “{key[2]}” needs no mark: it is not said there, or stands in a cited place.",
            )


def standing(proofs: list[Cited], with_headings: bool) -> set[str]:
    """Numbers and months of the cited places; “not ... any” says 0. A span of years may come from a heading."""
    found: set[str] = set()
    for cited in proofs:
        for place in cited.places:
            words = set(mentions.WORD.findall(place.text))
            found |= mentions.number_forms(place.text) | mentions.months(place.text)
            found |= {"0"} if {"not", "any"} <= words else set()
            found |= {"December", "31"} if END_OF_YEAR.search(place.text) else set()
            found |= mentions.number_forms(place.section) if with_headings else set()
    return found


def has_span(entry: Entry, anchor: str) -> bool:
    """Whether the date at an anchor is an interval or has bounds: what a section's heading may give."""
    if anchor not in ("date", "existed"):
        return False
    date = entry.content[anchor]
    return bool(SPAN.search(str(date.get("edtf", "")))) or "not_before" in date or "not_after" in date


def stated(coverage: Coverage) -> Iterator[Fault]:
    """What is given as stated, and stands so in no place that the record cites, nor in a heading above one."""
    for entry in coverage.entries.values():
        cited = {place for one in coverage.of_entry(entry) for place in one.places}
        above = {heading for one in coverage.of_entry(entry) for place in one.places for heading in one.headings(place)}
        there = [place.text for place in cited | above]
        for anchor, text in flatten({"record": entry.content}).items():
            if anchor.rpartition("/")[2] in AS_STATED and not any(text in place for place in there):
                yield fault_at(entry, anchor, f"{anchor}: “{text}” stands so in no place that the record cites.")


def people(coverage: Coverage) -> Iterator[Fault]:
    """People under a name that no document spells so."""
    everything = "\n".join(document.text for document in coverage.documents.values())
    for entry in coverage.entries.values():
        if entry.type == "person" and not any(name and name in everything for name in records.called(entry)):
            yield fault_at(entry, "title", f"No document spells “{entry.content.get('title')}” so.")


def wording(coverage: Coverage) -> Iterator[Fault]:
    """Eight words in a row that a document has too, outside short quotations, titles and names; a long name is one word."""
    names = long_names(coverage)
    theirs = set().union(*(shared_runs(document.text, names) for document in coverage.documents.values()))
    for entry in coverage.entries.values():
        for anchor, text in records.quotations(entry):
            if (length := len(mentions.WORD.findall(text))) > LONGEST_EXCERPT:
                yield fault_at(
                    entry, anchor, f"{anchor}: a quotation has {length} words; {LONGEST_EXCERPT} are allowed."
                )
        for anchor, text in records.own_words(entry):
            for run in sorted(shared_runs(text, names) & theirs)[:1]:
                yield fault_at(entry, anchor, f"{anchor}: “{' '.join(run)}” stands so in a document; use other words.")


def long_names(coverage: Coverage) -> list[str]:
    """Names that would be half of a shared run by themselves, the longest first."""
    entries = [entry for entry in coverage.entries.values() if entry.type not in records.HEADLINES]
    names = {" ".join(mentions.plain_words(name)) for entry in entries for name in records.called(entry)}
    return sorted((name for name in names if name.count(" ") >= LONG_NAME - 1), key=len, reverse=True)


def shared_runs(text: str, names: list[str]) -> set[tuple[str, ...]]:
    """Every run of eight words."""
    plain = f" {' '.join(mentions.plain_words(text))} "
    for name in names:
        plain = plain.replace(f" {name} ", f" {name.replace(' ', '_')} ")
    words = plain.split()
    return {tuple(words[start : start + SHARED_RUN]) for start in range(len(words) - SHARED_RUN + 1)}


def fault_at(entry: Entry, anchor: str, message: str) -> Fault:
    """A fault at the line of an anchor."""
    place = (anchor,) if anchor == "desk_note" else place_of(entry.content, anchor)
    return entry.file.fault(place, message)
