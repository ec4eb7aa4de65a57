"""What one description of the API takes away from an earlier one, each loss as a sentence. Additions are no loss.

Of a question nothing may be narrowed: what was understood is understood. Of an answer nothing may be missing: what was
there is there, of the type that it had. A value may be added to a closed list of an answer; the documentation says so.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
# Bound -> whether a larger number lets less through.
BOUNDS = {
    "minimum": True, "maximum": False, "minLength": True, "maxLength": False, "minItems": True, "maxItems": False,
}  # fmt: skip
FORMS = ("pattern", "format")


def losses(old: Schema, new: Schema) -> list[str]:
    """Every narrowing from `old` to `new`."""
    return list(Comparison(old, new).paths())


def types(schema: Schema) -> set[str]:
    """The JSON types that a schema names; none where it leaves them open."""
    named = schema.get("type", [])
    return {named} if isinstance(named, str) else set(named)


def values(schema: Schema) -> list[Any] | None:
    """The closed values of a schema; None where any value fits."""
    return [schema["const"]] if "const" in schema else schema.get("enum")


class Comparison:
    """Two descriptions side by side. A pair of schemas is compared once, however often the two are referred to."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str]] = set()

    def paths(self) -> Iterator[str]:
        for path, operations in self.old["paths"].items():
            if path not in self.new["paths"]:
                yield f"{path} is gone."
                continue
            for method, operation in operations.items():
                where = f"{method.upper()} {path}"
                found = self.new["paths"][path].get(method)
                yield from self.operation(operation, found, where) if found else [f"{where} is gone."]

    def operation(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        if old.get("operationId") != new.get("operationId"):
            yield f"{where} was called {old.get('operationId')} and is called {new.get('operationId')}."
        yield from self.parameters(old, new, where)
        yield from self.responses(old, new, where)

    # --- Questions --------------------------------------------------------------------------------

    def parameters(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        before = {(each["in"], each["name"]): each for each in old.get("parameters", ())}
        after = {(each["in"], each["name"]): each for each in new.get("parameters", ())}
        for key, each in before.items():
            name = f"{where}: parameter {key[1]}"
            if key not in after:
                yield f"{name} is gone."
                continue
            if after[key].get("required") and not each.get("required"):
                yield f"{name} was optional and is required."
            if each.get("allowEmptyValue") and not after[key].get("allowEmptyValue"):
                yield f"{name} may no longer be empty."
            yield from asked(each["schema"], after[key]["schema"], name)
        for key, each in after.items():
            if key not in before and each.get("required"):
                yield f"{where}: parameter {key[1]} is new and required."

    # --- Answers ----------------------------------------------------------------------------------

    def responses(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        for status, response in old["responses"].items():
            name = f"{where}: answer {status}"
            if status not in new["responses"]:
                yield f"{name} is gone."
                continue
            before, after = self.resolved(response, new["responses"][status])
            for header in sorted(before.get("headers", {}).keys() - after.get("headers", {}).keys()):
                yield f"{name}: header {header} is gone."
            for media, content in before.get("content", {}).items():
                if media not in after.get("content", {}):
                    yield f"{name} is no longer sent as {media}."
                    continue
                yield from self.answered(content["schema"], after["content"][media]["schema"], name)

    def resolved(self, old: Schema, new: Schema) -> tuple[Schema, Schema]:
        return target(old, self.old), target(new, self.new)

    def answered(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        """What an answer had and has no more."""
        if "$ref" in old and "$ref" in new:
            if (old["$ref"], new["$ref"]) in self.seen:
                return
            self.seen.add((old["$ref"], new["$ref"]))
            where = f"{where} > {old['$ref'].rpartition('/')[2]}"
        old, new = self.resolved(old, new)
        yield from of_value(old, new, where)
        yield from self.members(old, new, where)
        yield from self.properties(old, new, where)
        for key in ("items", "additionalProperties"):
            if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
                yield from self.answered(old[key], new[key], f"{where}[]")

    def properties(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        after = new.get("properties", {})
        for name, schema in old.get("properties", {}).items():
            if name not in after:
                yield f"{where}: field {name} is gone."
                continue
            if name in old.get("required", ()) and name not in new.get("required", ()):
                yield f"{where}: field {name} was always there and may now be absent."
            yield from self.answered(schema, after[name], f"{where}: field {name}")

    def members(self, old: Schema, new: Schema, where: str) -> Iterator[str]:
        """Shapes that an answer may have, told apart by their names or by their place."""
        for key in ("anyOf", "oneOf", "allOf"):
            after = dict(map(named, enumerate(new.get(key, []))))
            for name, member in map(named, enumerate(old.get(key, []))):
                if name not in after:
                    yield f"{where}: the shape {name} is gone."
                    continue
                yield from self.answered(member, after[name], where)


def named(numbered: tuple[int, Schema]) -> tuple[str, Schema]:
    """A member of a union with what it is called."""
    number, member = numbered
    return member.get("$ref", f"/{number + 1}").rpartition("/")[2], member


def target(schema: Schema, description: Schema) -> Schema:
    """What a reference leads to."""
    while "$ref" in schema:
        found: Any = description
        for word in schema["$ref"].removeprefix("#/").split("/"):
            found = found[word]
        schema = found
    return schema


def of_value(old: Schema, new: Schema, where: str) -> Iterator[str]:
    """What a client may no longer expect of one value in an answer."""
    before, after = types(old), types(new)
    is_open = not after and not {"anyOf", "oneOf"} & set(new)
    if before and (is_open or after - before):
        yield f"{where} was of type {shown(before)} and is of type {shown(after) or 'any'}."
    if values(old) is not None:
        for value in values(old):
            if values(new) is None or value not in values(new):
                yield f"{where}: the value {value!r} is gone."
    for name in FORMS:
        if name in old and old[name] != new.get(name):
            yield f"{where}: its {name} was {old[name]} and is {new.get(name, 'none')}."


def asked(old: Schema, new: Schema, where: str) -> Iterator[str]:
    """What a question may no longer hold."""
    if types(new) and (types(old) - types(new) or not types(old)):
        yield f"{where} was of type {shown(types(old)) or 'any'} and is of type {shown(types(new))}."
    if values(new) is not None:
        for value in values(old) or ["any"]:
            if value not in values(new):
                yield f"{where}: the value {value!r} is no longer understood."
    for name, larger_is_less in BOUNDS.items():
        before, after = old.get(name), new.get(name)
        if after is not None and (before is None or (after > before if larger_is_less else after < before)):
            yield f"{where}: its {name} was {before if before is not None else 'none'} and is {after}."
    for name in FORMS:
        if name in new and new[name] != old.get(name):
            yield f"{where}: its {name} was {old.get(name, 'none')} and is {new[name]}."
    if "items" in old and "items" in new:
        yield from asked(old["items"], new["items"], where)


def shown(names: set[str]) -> str:
    return " or ".join(sorted(names))
