"""The life of a case, pure: items, stages, what may happen, and what follows."""
