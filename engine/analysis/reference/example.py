"""The example of the reference: a whole programme that is read, checked and tried out."""

from __future__ import annotations

from collections.abc import Mapping

from engine.analysis.reference.markdown import fenced
from engine.base.dataclass import dataclass
from engine.base.errors import DefinitionsRefused
from engine.definitions.loader import check_texts
from engine.definitions.model.programme import (
    Programme,
)


@dataclass(frozen=True, slots=True)
class Example:
    """Files by name."""

    texts: Mapping[str, str]

    def file(self, name: str) -> str:
        """A file as a block of YAML with its name in the first line. Raises KeyError."""
        return fenced(f"# {name}\n{self.texts[name]}", "yaml")

    def with_condition(self, condition: str) -> Programme:
        """The programme with one more named condition, ``tried``. Raises DefinitionsRefused."""
        (name,) = (file for file in self.texts if file.startswith("flows/"))
        words = self.texts[name].replace("conditions:\n", f"conditions:\n  tried: {condition}\n")
        definitions, faults = check_texts({**self.texts, name: words})
        if definitions is None:
            raise DefinitionsRefused(faults)
        (programme,) = definitions.programmes.values()
        return programme
