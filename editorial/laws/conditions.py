"""What the laws ask of a new row, as SQL over NEW that both engines read. Conditions only: refusals are in `articles`."""

from collections.abc import Iterable

from editorial.workflow import RANK, RoleName
from relations.documents import stubs
from relations.vocabularies import Op, WithdrawalReason

APPROVED = """
 SELECT 1 FROM editorial_revision r JOIN editorial_record k ON k.id = r.record_id
 WHERE {match}
 AND r.seq = (SELECT max(x.seq) FROM editorial_revision x WHERE x.record_id = r.record_id)
 AND NOT EXISTS (SELECT 1 FROM editorial_decision n WHERE n.revision_id = r.id AND n.kind = 'request_changes')
 AND r.needs <= (SELECT count(DISTINCT d.actor_id) FROM editorial_decision d
   WHERE d.revision_id = r.id AND d.kind = 'approve' AND d.actor_id NOT IN
   (SELECT y.author_id FROM editorial_revision y WHERE y.edition_id = r.edition_id))
"""
APPROVED_BYTES = APPROVED.format(
    match="k.public_id = (SELECT p.public_id FROM relations_publishedrecord p WHERE p.id = NEW.record_id)"
    " AND r.document = NEW.document AND r.sha256 = NEW.content_hash"
)
APPROVED_IDENTITY = APPROVED.format(match="k.public_id = NEW.public_id AND k.type = NEW.type")

STATE_OPS = "('publish', 'withdraw', 'reinstate', 'merge', 'vanish')"
LAST_STATE = (
    f"(SELECT c.op FROM relations_change c WHERE c.record_id = {{record}} AND c.op IN {STATE_OPS}"
    " ORDER BY c.seq DESC LIMIT 1)"
)
# Public = the last act left it so, or its new edition waits for its own row in this transaction.
NOT_PUBLIC = (
    "NOT EXISTS (SELECT 1 FROM relations_publishedrecord t WHERE t.public_id = {ref} AND ("
    f"{LAST_STATE.format(record='t.id')} IN ('publish', 'reinstate')"
    " OR EXISTS (SELECT 1 FROM relations_publishededition e WHERE e.record_id = t.id AND NOT EXISTS"
    " (SELECT 1 FROM relations_change c WHERE c.edition_id = e.id))))"
)
DOCUMENT = "(SELECT e.document FROM relations_publishededition e WHERE e.id = NEW.edition_id)"
SQLITE_REFS = f"SELECT 1 FROM json_each(json_extract({DOCUMENT}, '$.refs')) j WHERE {NOT_PUBLIC.format(ref='j.value')}"
POSTGRES_REFS = (
    f"SELECT 1 FROM jsonb_array_elements_text({DOCUMENT}::jsonb -> 'refs') j(value)"
    f" WHERE {NOT_PUBLIC.format(ref='j.value')}"
)
DECISIONS = (
    "(SELECT count(*) FROM editorial_decision d JOIN editorial_record k ON k.id = d.record_id"
    " JOIN relations_publishedrecord p ON p.public_id = k.public_id WHERE p.id = NEW.record_id AND d.kind = NEW.op)"
)
ACTS = "(SELECT count(*) FROM relations_change c WHERE c.record_id = NEW.record_id AND c.op = NEW.op)"
LAST_ACTOR = (
    "(SELECT d.actor_id FROM editorial_decision d JOIN editorial_record k ON k.id = d.record_id"
    " JOIN relations_publishedrecord p ON p.public_id = k.public_id"
    " WHERE p.id = NEW.record_id AND d.kind = {kind} ORDER BY d.id DESC LIMIT 1)"
)
LAST_WITHDRAWAL = (
    "(SELECT coalesce(max(c.seq), 0) FROM relations_change c WHERE c.record_id = NEW.record_id AND c.op = 'withdraw')"
)
CONFIRMED = (
    "EXISTS (SELECT 1 FROM relations_change c WHERE c.record_id = NEW.record_id"
    f" AND c.op = 'confirm_withdrawal' AND c.seq > {LAST_WITHDRAWAL})"
)
LAST_OP = LAST_STATE.format(record="NEW.record_id")


def sql_list(values: Iterable[str]) -> str:
    """`('a', 'b')` of words from our own vocabularies."""
    return "(" + ", ".join(f"'{value}'" for value in values) + ")"


def without_role(lowest: RoleName) -> str:
    """SQL that holds when the actor of a decision is not active or not in a role of at least this rank."""
    names = sql_list(name.value for name, rank in RANK.items() if rank >= RANK[lowest])
    return (
        "NOT EXISTS (SELECT 1 FROM editorial_user u JOIN editorial_user_groups m ON m.user_id = u.id"
        f" JOIN auth_group g ON g.id = m.group_id WHERE u.id = NEW.actor_id AND u.is_active AND g.name IN {names})"
    )


PROPOSED_WORDS = LAST_ACTOR.replace("d.actor_id", "d.comment").format(kind="'withdraw'")
# An act of one person brings no words of its own in front of readers; a confirmation shows what the first proposed.
OWN_WORDS = (
    "(NEW.notice <> '' AND NEW.op <> 'confirm_withdrawal')"
    f" OR (NEW.op = 'confirm_withdrawal' AND NEW.notice <> coalesce({PROPOSED_WORDS}, ''))"
    " OR (NEW.op <> 'withdraw' AND NEW.reason <> '')"
    " OR (NEW.op NOT IN ('withdraw', 'merge') AND NEW.replacement_id IS NOT NULL)"
    f" OR (NEW.op = 'withdraw' AND NEW.reason NOT IN {sql_list(WithdrawalReason.values)})"
)
# What was approved before a withdrawal must not bring the record back after it.
NOT_SENT_BACK = (
    "EXISTS (SELECT 1 FROM editorial_revision r JOIN editorial_record k ON k.id = r.record_id"
    " JOIN relations_publishedrecord p ON p.public_id = k.public_id WHERE p.id = NEW.record_id"
    " AND r.seq = (SELECT max(x.seq) FROM editorial_revision x WHERE x.record_id = r.record_id)"
    " AND NOT EXISTS (SELECT 1 FROM editorial_decision n WHERE n.revision_id = r.id AND n.kind = 'request_changes'))"
)
KNOWN_ACTS = tuple(Op)
# The last word on merging a record, whose survivor must be the one that the act names and whose author somebody else.
PROPOSAL = """
 SELECT 1 FROM editorial_decision d JOIN editorial_record k ON k.id = d.record_id
 JOIN relations_publishedrecord p ON p.public_id = k.public_id
 JOIN editorial_record s ON s.id = d.survivor_id
 JOIN relations_publishedrecord t ON t.public_id = s.public_id
 WHERE p.id = NEW.record_id AND t.id = NEW.replacement_id AND t.id <> p.id AND t.type = p.type
 AND d.kind = 'propose_merge' AND d.id = (SELECT max(x.id) FROM editorial_decision x
   WHERE x.record_id = k.id AND x.kind IN ('propose_merge', 'drop_merge'))
 AND d.actor_id <> {merger}
""".format(merger=LAST_ACTOR.format(kind="'merge'"))
SURVIVOR_GONE = f"coalesce({LAST_STATE.format(record='NEW.replacement_id')}, '') NOT IN ('publish', 'reinstate')"
# The last word on letting a record vanish, which somebody else must have said.
VANISH_PROPOSAL = """
 SELECT 1 FROM editorial_decision d JOIN editorial_record k ON k.id = d.record_id
 JOIN relations_publishedrecord p ON p.public_id = k.public_id
 WHERE p.id = NEW.record_id
 AND d.kind = 'propose_vanish' AND d.id = (SELECT max(x.id) FROM editorial_decision x
   WHERE x.record_id = k.id AND x.kind IN ('propose_vanish', 'drop_vanish'))
 AND d.actor_id <> {confirming}
""".format(confirming=LAST_ACTOR.format(kind="'vanish'"))
PUBLISHED_SO_OFTEN = (
    "(SELECT count(*) FROM relations_publishededition e WHERE e.record_id = NEW.record_id"
    " AND e.content_hash = NEW.content_hash)"
)
ONCE = (
    f"{PUBLISHED_SO_OFTEN} > 0 AND {PUBLISHED_SO_OFTEN} >= (SELECT count(DISTINCT r.edition_id)"
    " FROM editorial_revision r JOIN editorial_record k ON k.id = r.record_id"
    " JOIN relations_publishedrecord p ON p.public_id = k.public_id"
    " WHERE p.id = NEW.record_id AND r.sha256 = NEW.content_hash)"
)


def collision(table: str, keys: tuple[tuple[str, ...], ...]) -> str:
    """SQL that holds when the new row would collide with an existing one on any unique key."""
    tests = [" AND ".join(f"o.{column} = NEW.{column}" for column in key) for key in keys]
    return " OR ".join(f"EXISTS (SELECT 1 FROM {table} o WHERE {test})" for test in tests)


def stub_of(alias: str) -> str:
    """SQL for the text that replaces a document: that of the identity which the query calls `alias`."""
    text = stubs.stub("<type>", "<id>")
    return "'" + text.replace("<type>", f"' || {alias}.type || '").replace("<id>", f"' || {alias}.public_id || '") + "'"


def by_vanish(column: str, kept: Iterable[str], *, on_desk: bool, document: bool) -> str:
    """SQL that holds when an UPDATE does nothing but put the stub in the place of `column`, in a row of a record whose last
    act is `vanish`. `kept` are all other columns; `document` says which of the two stubs it is.
    """
    same = " AND ".join(f"(NEW.{name} = OLD.{name} OR (NEW.{name} IS NULL AND OLD.{name} IS NULL))" for name in kept)
    desk = " JOIN editorial_record k ON k.public_id = p.public_id" if on_desk else ""
    text = stub_of("p") if document else f"'{stubs.TEXT}'"
    return (
        f"{same} AND EXISTS (SELECT 1 FROM relations_publishedrecord p{desk}"
        f" WHERE {'k' if on_desk else 'p'}.id = OLD.record_id AND NEW.{column} = {text}"
        f" AND {LAST_STATE.format(record='p.id')} = 'vanish')"
    )
