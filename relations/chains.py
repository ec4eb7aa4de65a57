"""Selector of what stands around an event: the chain of answers, both ways, and the stages of its case. One query.

The chain is followed through the index of links, so it holds what is public now; a merged record is found under the one
that it leads to.
"""

import json
from collections.abc import Iterable
from typing import Any

from django.db import connection

from relations import languages
from relations.profiles import Name
from relations.responses import Around, Node, Stage
from relations.vocabularies import State

# A response names two records: the one that it answers, and who says so (role `asserted_by`).
DEEPEST = 12
MOST_NODES = 40
MOST_STAGES = 60

SQL = """
WITH RECURSIVE earlier(id, depth) AS (
 SELECT CASE WHEN state = 'merged' THEN replacement_id ELSE record_id END, 1 FROM relations_listing WHERE public_id IN ({targets})
 UNION SELECT k.target_id, earlier.depth + 1 FROM earlier
  JOIN relations_publishedlink k ON k.source_id = earlier.id AND k.relation = 'responses' AND k.role <> 'asserted_by'
  WHERE earlier.depth < {deepest}
), later(id, depth) AS (
 SELECT k.source_id, 1 FROM relations_publishedlink k WHERE k.target_id = %s AND k.relation = 'responses' AND k.role <> 'asserted_by'
 UNION SELECT k.source_id, later.depth + 1 FROM later
  JOIN relations_publishedlink k ON k.target_id = later.id AND k.relation = 'responses' AND k.role <> 'asserted_by'
  WHERE later.depth < {deepest}
), reached(id, depth, way) AS (
 SELECT id, MIN(depth), 'earlier' FROM earlier WHERE id <> %s GROUP BY id
 UNION ALL SELECT id, MIN(depth), 'later' FROM later WHERE id <> %s GROUP BY id
)
SELECT * FROM (
 SELECT r.way, r.depth, l.public_id, l.type, l.title, l.path, l.state, l.item, e.sort_key FROM reached r
 JOIN relations_listing l ON l.record_id = r.id
 LEFT JOIN relations_timelineentry e ON e.record_id = r.id AND e.seq_to IS NULL AND e.main
 ORDER BY r.depth, e.sort_key, r.id LIMIT {most_nodes}
) AS chain
UNION ALL SELECT * FROM (
 SELECT 'stage', 0, l.public_id, l.type, l.title, l.path, l.state, l.item, e.sort_key FROM relations_timelineentry e
 JOIN relations_listing l ON l.record_id = e.record_id
 WHERE e."case" = %s AND e."case" <> '' AND e.seq_to IS NULL AND e.main ORDER BY e.sort_key LIMIT {most_stages}
) AS stages
"""


def around(record: int, *, answered: Iterable[str], case: str = "") -> Around:
    """The chain and the case of the event with this integer key (0: not public yet), whose document answers `answered`.

    Of a chain that is longer than `MOST_NODES` events the nearest ones.
    """
    targets = sorted(set(answered))
    sql = SQL.format(
        targets=", ".join(["%s"] * len(targets)) or "''",
        deepest=DEEPEST,
        most_nodes=MOST_NODES + 1,
        most_stages=MOST_STAGES,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*targets, record, record, record, case])
        rows = cursor.fetchall()
    nodes: dict[str, Node] = {}
    stages = []
    for way, _, public_id, record_type, title, path, state, item, key in sorted(rows, key=nearest):
        facts = json.loads(item) if state == State.PUBLIC else {}
        name = Name(public_id, languages.said(facts["title"]) if facts else title, path, state, record_type)
        if way == "stage":
            stages.append(Stage(name, facts))
        else:
            nodes.setdefault(public_id, Node(name, facts, key, way == "later"))
    return Around(list(nodes.values())[:MOST_NODES], stages, len(nodes) > MOST_NODES)


def nearest(row: tuple[Any, ...]) -> tuple[int, int]:
    """Few steps first, then by time."""
    return row[1], row[-1] or 0
