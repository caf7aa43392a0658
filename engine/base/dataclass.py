"""Dataclasses whose methods are written when they are first used.

The standard library writes and compiles up to six methods for each dataclass while a module is
imported. With seven hundred of them that was a third of a start, and most are used in no process.
What is written is the standard library's, only later: ``fields``, ``replace`` and the like work.
"""

from __future__ import annotations

import dataclasses
from dataclasses import field as field  # noqa: PLC0414 - beside ours
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - what type checkers know
    from typing import Any
else:

    def dataclass(cls=None, /, **asked):
        """The class as a dataclass; ``asked`` are options of the standard library's."""
        return _made(cls, **asked) if cls is not None else lambda given: _made(given, **asked)


_USUAL = {"frozen", "eq", "repr", "slots", "kw_only"}
_NONE = {"init": False, "repr": False, "eq": False}


def _made(cls: type, **asked: bool) -> type:
    if not asked.keys() <= _USUAL:
        return dataclasses.dataclass(**asked)(cls)
    own, frozen = vars(cls), asked.pop("frozen", False)
    compared, shown = asked.pop("eq", True), asked.pop("repr", True)
    wanted = {"__init__": {"init": True, "frozen": frozen, "slots": asked.get("slots", False)}}
    wanted |= {"__repr__": {"repr": True}} if shown else {}
    wanted |= {"__eq__": {"eq": True}} if compared else {}
    wanted |= {"__hash__": {"unsafe_hash": True}} if compared and frozen else {}
    later = [name for name in wanted if own.get(name) is None]
    changes = compared and not frozen and "__hash__" not in own
    made: Any = dataclasses.dataclass(**_NONE, **asked)(cls)
    for name in later:
        setattr(made, name, _later(made, name, _NONE | wanted[name]))
    if changes:
        made.__hash__ = None
    if frozen:
        made.__setattr__ = made.__delattr__ = _refused
        if asked.get("slots") and "__getstate__" not in own:
            made.__getstate__, made.__setstate__ = _state, _restored
    return made  # type: ignore[no-any-return]


def _later(cls: type, name: str, options: Mapping[str, bool]) -> Callable[..., Any]:
    """A method that writes itself when it is called."""

    def first(self: Any, /, *given: Any, **named: Any) -> Any:
        method = _written(cls, name, options)
        setattr(cls, name, method)
        return method(self, *given, **named)

    return first


def _written(cls: type, name: str, options: Mapping[str, bool]) -> Callable[..., Any]:
    """A method as the standard library writes it, for a class of the same fields."""
    fields: tuple[dataclasses.Field[Any], ...] = dataclasses.fields(cls)
    body: dict[str, Any] = {one.name: one for one in fields}
    body["__annotations__"] = {one.name: one.type for one in fields}
    body["__module__"] = cls.__module__
    if after := getattr(cls, "__post_init__", None):
        body["__post_init__"] = after
    alike: Any = dataclasses.dataclass(**options)(type(cls.__name__, (), body))
    method: Callable[..., Any] = vars(alike)[name]
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


def _state(self: Any) -> list[object]:
    """What is copied and pickled, as the standard library has it for what is frozen with slots."""
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _restored(self: Any, state: list[object]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


def _refused(_self: object, name: str, *_value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
