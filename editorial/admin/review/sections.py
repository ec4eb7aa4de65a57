"""One member on the review screen: the proposed page beside everything that a decision on it rests on. Reads only."""

from functools import cached_property
from typing import Any, NamedTuple

from editorial import hours, readiness
from editorial.admin.review import grounds, proposed
from editorial.admin.review.buttons import cannot_approve
from editorial.admin.review.gathered import Gathered
from editorial.admin.review.grounds import TranslatedText
from editorial.admin.review.problems import ListedProblem, listed
from editorial.admin.review.rows import Row, Writer
from editorial.admin.review.screen import address, change_url
from editorial.diffs import Difference, differences
from editorial.models import Decision, Edition, Revision
from editorial.selectors.approvals import Approvals
from editorial.selectors.comments import Talk, where
from relations.models import Listing
from relations.vocabularies import ChangeKind


class Place(NamedTuple):
    """A field that can be commented on, as the select of the comment offers it."""

    anchor: str
    label: str
    chosen: bool


class Section:
    """The open edition of one record as the screen shows it to one person. `only_changed`: hide what stays as it is."""

    def __init__(self, edition: Edition, gathered: Gathered, *, show: str = "", on: str = "", say: str = "") -> None:
        self.edition, self.record, self.gathered = edition, edition.record, gathered
        self.newest, self.document = gathered.newest(edition), gathered.document(edition)
        self.reason = cannot_approve(gathered, edition)
        self.only_changed = (show or "changed") == "changed" and self.listing is not None
        self.on, self.say = on, say
        self.change_url = change_url(self.record)
        self.preview_url = f"{address('preview', self.record)}?revision={self.newest.pk}"
        self.history_url = address("history", self.record)
        self.comments_url = address("comments", self.record)

    @property
    def listing(self) -> Listing | None:
        """What readers see now."""
        return self.gathered.listings.get(self.record.public_id)

    @property
    def due(self) -> str:
        """When it is published by itself, in words."""
        return hours.words(self.edition.scheduled_for) if self.edition.scheduled_for else ""

    @property
    def before(self) -> dict[str, Any] | None:
        return self.gathered.public.get(self.record.public_id)

    @cached_property
    def differences(self) -> list[Difference]:
        """Against the public edition; the change itself stands in the head of the section."""
        found = differences(self.before, self.document, self.gathered.names)
        return [each for each in found if not each.anchor.startswith("change/")]

    @cached_property
    def since(self) -> list[Difference]:
        """What changed after this person had read it."""
        old = self.gathered.had_read(self.edition)
        return differences(old, self.document, self.gathered.names) if old else []

    @cached_property
    def change(self) -> dict[str, str]:
        value = self.document.get("change", {})
        kind = value.get("kind", "")
        label = ChangeKind(kind).label if kind else "not chosen yet"
        return {"kind": label, "note": value.get("note", ""), "note_cs": value.get("note_cs", "")}

    @cached_property
    def rows(self) -> list[Row]:
        """Every place of the text with what proves it, how it changed and what was said about it."""
        found = self.gathered
        credits = found.credits(self.edition)
        writer = Writer(self.before, self.document, self.differences, found.names, found.addresses, credits, self.talk)
        return [row for row in writer.rows() if row.is_shown or not row.place.startswith(("translations/", "attach"))]

    @property
    def shown_rows(self) -> list[Row]:
        return [row for row in self.rows if row.is_shown or not self.only_changed]

    @property
    def changed_rows(self) -> int:
        return sum(row.is_changed for row in self.rows)

    @cached_property
    def talk(self) -> Talk:
        return self.gathered.talks[self.record.pk]

    @property
    def talk_elsewhere(self) -> list:
        """What is open and stands beside no row: about the whole record, the change, or a field that is gone."""
        beside = {thread.root.pk for row in self.rows for thread in row.threads}
        return [thread for thread in self.talk.open if thread.root.pk not in beside]

    @property
    def places(self) -> list[Place]:
        """What can be commented on: each row, the change, the whole record; and the field that a link asked for."""
        kind = self.document["type"]
        found = {"": where("", kind), "change": "The change and its public note"}
        found |= {row.place: row.label for row in self.rows}
        found |= {f"translations/{part['n']}": f"Translation {part['n']}" for part in self.alive("translations")}
        if self.on and self.on not in found and len(self.on) <= 60:
            found[self.on] = where(self.on, kind)
        return [Place(anchor, label, anchor == self.on) for anchor, label in found.items()]

    def alive(self, key: str) -> list:
        return grounds.alive(self.document, key)

    @cached_property
    def translations(self) -> list[TranslatedText]:
        return grounds.translations(self.document)

    @property
    def attachments(self) -> list[dict[str, Any]]:
        """The files that the document makes public."""
        return self.alive("attachments")

    @property
    def languages(self) -> list[tuple[str, str]]:
        """(name, address) of the same page in the other languages."""
        return [(name, f"{self.preview_url}&lang={code}") for code, name in proposed.OTHER_LANGUAGES.items()]

    @property
    def revisions(self) -> list[Revision]:
        """Who contributed what to this edition, oldest first."""
        return self.gathered.revisions[self.edition.pk]

    @property
    def decisions(self) -> list[Decision]:
        """Earlier decisions on this edition, those on older revisions included."""
        return self.gathered.decisions.get(self.edition.pk, [])

    @cached_property
    def problems(self) -> list[ListedProblem]:
        together = [member.record.public_id for member in self.gathered.members]
        text = self.gathered.written[self.newest.pk]
        return listed(readiness.checklist(text, together=together), self.record)

    @cached_property
    def approvals(self) -> Approvals:
        """Who approved this revision, and who still has to."""
        return self.gathered.approvals(self.edition)
