"""For each law one raw write that only this law stops, or it and the twins named. No test lives here.

A breach is a generator: what comes before its `yield` is lawful and sets the stage, what comes after it is the breach.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db import connection

from editorial import laws
from editorial.models import Decision, LogLine, Revision
from relations import publication
from relations.documents import stubs
from relations.models import Change, Head, PublishedEdition, PublishedRecord
from tests.laws import raw, scene
from tests.laws.scene import Scene
from tests.laws.ways import alone, merge, naming, send_back


class Breach(NamedTuple):
    """A forbidden write, and the laws that stop it as well."""

    write: Callable[[Scene], Iterator[None]]
    twins: tuple[str, ...] = ()


BREACHES: dict[str, Breach] = {}


def breach(name: str, *twins: str) -> Callable:
    def register(write: Callable[[Scene], Iterator[None]]) -> Callable[[Scene], Iterator[None]]:
        BREACHES[name] = Breach(write, twins)
        return write

    return register


@breach("l1_edition")
def publish_what_nobody_approved(of: Scene) -> Iterator[None]:
    scene.proposal(of)
    yield
    publication.publish(documents=[scene.newest(of.shown).document])


@breach("l1_once")
def publish_again(of: Scene) -> Iterator[None]:
    yield
    publication.publish(documents=[scene.newest(of.shown).document])


@breach("l1_number")
def leave_out_a_number(of: Scene) -> Iterator[None]:
    scene.approved(of)
    yield
    raw.insert(raw.edition_row(of.public(), scene.newest(of.shown).document, number=7))


@breach("l1_identity")
def invent_an_identity(of: Scene) -> Iterator[None]:
    yield
    PublishedRecord.objects.create(public_id="N0B0DY", type="source")


@breach("l2_decision")
def approve_own_words(of: Scene) -> Iterator[None]:
    edition = scene.proposal(of)
    yield
    raw.approval(of.mallory, edition)


@breach("l2_reviewer")
def approve_without_the_role(of: Scene) -> Iterator[None]:
    edition = scene.proposal(of)
    yield
    raw.approval(of.author, edition)


@breach("l2_publisher")
def withdraw_without_the_role(of: Scene) -> Iterator[None]:
    yield
    raw.decision(of.reviewer, "withdraw", record=of.shown)


@breach("l3_decision")
def approve_an_old_revision(of: Scene) -> Iterator[None]:
    first = scene.newest(of.shown)
    edition = scene.proposal(of)
    yield
    raw.approval(of.reviewer, edition, first)


@breach("l3_revision")
def leave_out_a_revision(of: Scene) -> Iterator[None]:
    last = scene.newest(of.shown)
    yield
    last.pk, last.seq = None, last.seq + 2
    last.save(force_insert=True)


@breach(f"l5_refs_{connection.vendor}")
def name_a_draft(of: Scene) -> Iterator[None]:
    naming(of, scene.source(of.author, "A draft"))
    yield
    publication.publish(documents=[scene.newest(of.shown).document])


@breach("l8_words")
def withdraw_in_own_words(of: Scene) -> Iterator[None]:
    send_back(of)
    yield
    alone(of, "withdraw", reason="My own reason.")


@breach("l8_sent_back")
def withdraw_and_keep_the_approval(of: Scene) -> Iterator[None]:
    yield
    alone(of, "withdraw", reason="error")


@breach("l8_unconfirmed")
def publish_over_a_withdrawal(of: Scene) -> Iterator[None]:
    scene.withdraw(of.publisher, of.shown)
    revision = scene.edit(of.shown, of.author, title="A changed source")
    raw.approval(of.reviewer, revision.edition)
    yield
    publication.publish(documents=[revision.document])


@breach("l8_state")
def withdraw_twice(of: Scene) -> Iterator[None]:
    scene.withdraw(of.publisher, of.shown)
    yield
    alone(of, "withdraw", reason="error")


@breach("l9_publish")
def log_an_edition_twice(of: Scene) -> Iterator[None]:
    yield
    raw.act(of.public(), "publish", edition=PublishedEdition.objects.get())


@breach("l9_act")
def withdraw_without_a_decision(of: Scene) -> Iterator[None]:
    send_back(of)
    yield
    raw.act(of.public(), "withdraw", reason="error")


@breach("l9_two_people")
def confirm_own_withdrawal(of: Scene) -> Iterator[None]:
    scene.withdraw(of.mallory, of.shown)
    yield
    alone(of, "confirm_withdrawal", notice=scene.NOTICE)


@breach("l9_merge")
def confirm_own_merge(of: Scene) -> Iterator[None]:
    other = scene.public_source(of)
    raw.decision(of.mallory, "propose_merge", record=of.shown, survivor=other)
    send_back(of)
    yield
    merge(of, other)


@breach("l9_merged")
def publish_a_merged_record(of: Scene) -> Iterator[None]:
    scene.merge(of.publisher, of.mallory, of.shown, scene.public_source(of))
    revision = scene.edit(of.shown, of.author, title="A changed source")
    raw.approval(of.reviewer, revision.edition)
    yield
    publication.publish(documents=[revision.document])


@breach("l9_vanish")
def confirm_own_vanishing(of: Scene) -> Iterator[None]:
    raw.decision(of.mallory, "propose_vanish", record=of.shown)
    send_back(of)
    yield
    alone(of, "vanish")


@breach("l9_known")
def invent_an_act(of: Scene) -> Iterator[None]:
    yield
    alone(of, "erase")


@breach("l9_sequence")
def leave_out_a_sequence_number(of: Scene) -> Iterator[None]:
    scene.approved(of)
    edition = raw.insert(raw.edition_row(of.public(), scene.newest(of.shown).document))
    yield
    raw.insert(raw.change_row(of.public(), "publish", edition=edition, seq=9))


@breach("l9_head")
def move_the_head(of: Scene) -> Iterator[None]:
    yield
    Head.objects.update(seq=9)


@breach("l9_head_insert")
def begin_elsewhere(of: Scene) -> Iterator[None]:
    laws.lift(connection, "l9_head_delete")
    Head.objects.all().delete()
    yield
    Head.objects.create(pk=1, seq=9, epoch="x")


@breach("l9_head_delete")
def delete_the_head(of: Scene) -> Iterator[None]:
    yield
    Head.objects.all().delete()


SAMPLES = {  # append-only table -> a column to overwrite
    Revision: "document",
    Decision: "comment",
    LogLine: "detail",
    PublishedRecord: "public_id",
    PublishedEdition: "document",
    Change: "notice",
}
# TRUNCATE reaches the tables that point here; their laws stop it as well.
TRUNCATE_TWINS = {
    Revision: ("l4_decision_truncate",),
    PublishedEdition: ("l4_change_truncate",),
    PublishedRecord: ("l4_publishededition_truncate", "l4_change_truncate"),
}


def statement(text: str) -> Callable[[Scene], Iterator[None]]:
    def write(of: Scene) -> Iterator[None]:
        if text.startswith("TRUNCATE"):
            raw.sql("SET CONSTRAINTS ALL IMMEDIATE")  # as after a commit: no foreign key waits to be checked
        yield
        raw.sql(text)

    return write


for model, column in SAMPLES.items():
    table, short = model._meta.db_table, model.__name__.lower()
    BREACHES[f"l4_{short}_update"] = Breach(statement(f"UPDATE {table} SET {column} = 'x'"))
    BREACHES[f"l4_{short}_delete"] = Breach(statement(f"DELETE FROM {table}"))
    cascade = Breach(statement(f"TRUNCATE {table} CASCADE"), TRUNCATE_TWINS.get(model, ()))
    BREACHES[f"l4_{short}_truncate"] = cascade
BREACHES["l4_head_truncate"] = Breach(statement("TRUNCATE relations_head"))


@breach("l4_change_rowid")
def move_a_change_onto_another(of: Scene) -> Iterator[None]:
    scene.vanish(of.publisher, of.mallory, of.shown)
    as_in_a_plain_shell()
    yield
    raw.sql("UPDATE OR REPLACE relations_change SET notice = %s, rowid = 1 WHERE op = 'vanish'", stubs.TEXT)


def as_in_a_plain_shell() -> None:
    """Without our own setting REPLACE fires no DELETE trigger; with it that law is a twin of each collision."""
    raw.sql("PRAGMA recursive_triggers = OFF")


@breach("l4_revision_collision")
def replace_a_revision(of: Scene) -> Iterator[None]:
    as_in_a_plain_shell()
    last = scene.newest(of.shown)
    yield
    raw.replace(last, document="x", seq=last.seq + 1)


@breach("l4_decision_collision")
def replace_a_decision(of: Scene) -> Iterator[None]:
    as_in_a_plain_shell()
    yield
    raw.replace(Decision.objects.get(), comment="x", actor_id=of.publisher.pk)


@breach("l4_logline_collision")
def replace_a_log_line(of: Scene) -> Iterator[None]:
    as_in_a_plain_shell()
    yield
    raw.replace(LogLine.objects.last(), detail="x")


@breach("l4_publishedrecord_collision")
def replace_an_identity(of: Scene) -> Iterator[None]:
    as_in_a_plain_shell()
    yield
    raw.replace(of.public(), id=99)


@breach("l4_publishededition_collision")
def replace_an_edition(of: Scene) -> Iterator[None]:
    as_in_a_plain_shell()
    scene.approved(of)
    yield
    raw.replace(raw.edition_row(of.public(), scene.newest(of.shown).document), id=PublishedEdition.objects.get().pk)


@breach("l4_change_collision")
def replace_a_change_by_its_row_number(of: Scene) -> Iterator[None]:
    as_in_a_plain_shell()
    send_back(of)
    raw.decision(of.mallory, "withdraw", record=of.shown)
    yield
    raw.replace(raw.change_row(of.public(), "withdraw", reason="error"), rowid=1)


@breach("l4_head_collision")
def replace_the_head(of: Scene) -> Iterator[None]:
    as_in_a_plain_shell()
    yield
    raw.replace(Head.objects.get(), epoch="x")
