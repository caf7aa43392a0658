"""Forms as JSON Schema 2020-12, both ways: ``export`` and ``form_nodes``."""

from engine.definitions.json_schema.export import export
from engine.definitions.json_schema.read import form_nodes

__all__ = ["export", "form_nodes"]
