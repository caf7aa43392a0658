"""Forms as JSON Schema 2020-12, both ways: ``export`` and ``form_nodes``."""

from engine.definitions.json_schema.export import export

__all__ = ["export"]
