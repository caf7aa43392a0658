"""From YAML to the model, every mistake told."""
