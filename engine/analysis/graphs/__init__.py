"""Pictures of a programme: its flow, and what its rules depend on, as SVG and as Mermaid."""
