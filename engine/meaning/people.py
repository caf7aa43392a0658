"""Who a person group means in a case."""

from __future__ import annotations

from engine.base.dataclass import dataclass
from engine.definitions.model.persons import PersonGroup


@dataclass(frozen=True, slots=True)
class People:
    """The people one group means now, each as the place of their answers.

    ``paths``: ``client``, ``representatives.0``. A person who also belongs to another group that is
    meant now is counted there; ``elsewhere`` then names that group, and ``same`` the path in it if
    the condition tells which. ``undecided`` while answers in ``missing`` could change any of it.
    """

    group: PersonGroup
    paths: tuple[str, ...]
    elsewhere: str = ""
    same: str = ""
    undecided: bool = False
    missing: tuple[str, ...] = ()
