"""Jobs: durable work that happens after a commit."""
