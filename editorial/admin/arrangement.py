"""The order of a change form: fieldsets before the lists, between them or last, and the outline that leads to each."""

from typing import Any, NamedTuple

from editorial.rendering import Written

AFTER, LAST = "after-", "last"  # classes of a fieldset: `after-positions` puts it behind that list


class Block(NamedTuple):
    """One fieldset or one list. `heading` is the id of its heading ("" without one), `count` the saved rows of a list."""

    heading: str
    name: str
    fieldset: Any = None
    rows: Any = None
    index: int = 0
    count: int = 0
    wrong: bool = False

    @property
    def written(self) -> Written:
        """The block as it stands on the page."""
        if self.rows:
            return Written("admin/editorial/part.html", rows=self.rows)
        place = {"level": 2, "prefix": "fieldset", "id_prefix": 0, "id_suffix": self.index}
        return Written("admin/editorial/fieldset.html", fieldset=self.fieldset, **place)


def arranged(adminform: Any, lists: list[Any]) -> list[Block]:
    """Every block of a form, in reading order."""
    fieldsets = [fieldset_block(fieldset, index) for index, fieldset in enumerate(adminform)]
    first = [block for block in fieldsets if not place_of(block)]
    blocks = first
    for rows in lists:
        key = rows.formset.prefix
        blocks += [list_block(rows), *(block for block in fieldsets if place_of(block) == f"{AFTER}{key}")]
    return [*blocks, *(block for block in fieldsets if place_of(block) == LAST)]


def place_of(block: Block) -> str:
    """`after-positions`, `last`, or "" for the beginning."""
    words = block.fieldset.classes.split()
    return next((word for word in words if word == LAST or word.startswith(AFTER)), "")


def fieldset_block(fieldset: Any, index: int) -> Block:
    name = str(fieldset.name or "")
    wrong = any(field in fieldset.form.errors for field in flat(fieldset.fields))
    return Block(f"fieldset-0-{index}-heading" if name else "", name, fieldset=fieldset, index=index, wrong=wrong)


def flat(fields: tuple) -> list[str]:
    return [name for line in fields for name in ([line] if isinstance(line, str) else line)]


def list_block(rows: Any) -> Block:
    formset = rows.formset
    wrong = formset.is_bound and formset.total_error_count() > 0
    name = str(rows.opts.verbose_name_plural).capitalize()
    return Block(f"{formset.prefix}-heading", name, rows=rows, count=len(formset.initial_forms), wrong=wrong)
