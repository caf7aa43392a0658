"""Several choices out of a list."""

from engine.definitions.kinds.listed import several_of_list

KIND = several_of_list("choices")
