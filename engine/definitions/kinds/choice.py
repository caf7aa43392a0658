"""One choice out of a list."""

from engine.definitions.kinds.listed import one_of_list

KIND = one_of_list("choice")
