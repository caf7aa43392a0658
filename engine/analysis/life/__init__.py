"""Proofs about the life of a case: every sequence of steps, for every combination of answers."""
