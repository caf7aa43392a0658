"""Long lists of codes stand once under ``$defs``, whatever number of questions choose from them."""

from __future__ import annotations

from typing import Any, Final

SHORT: Final = 12
"""Lists of so many codes are written where they are used."""

PROVIDED_FOR: Final = {"country": "countries", "countries": "countries", "language": "languages"}


def named_lists(schema: dict[str, Any], lists: dict[str, Any]) -> dict[str, Any]:
    """``schema`` with a long list replaced by a reference; the list is put into ``lists``."""
    inner = schema["items"] if schema.get("type") == "array" else schema
    codes = inner.get("enum", ())
    if len(codes) <= SHORT:
        return schema
    name = schema.get("x-of", PROVIDED_FOR.get(schema["x-kind"], ""))
    lists[name] = {"enum": codes}
    rest = {key: value for key, value in inner.items() if key != "enum"}
    named = {"$ref": f"#/$defs/{pointer(name)}", **rest}
    return {**schema, "items": named} if schema.get("type") == "array" else named


def pointer(name: str) -> str:
    """A name as it stands in the fragment of a reference."""
    return name.replace("~", "~0").replace("/", "~1").replace(" ", "%20")
