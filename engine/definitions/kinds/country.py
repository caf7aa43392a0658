"""One country."""

from engine.definitions.kinds.listed import one_of_list

KIND = one_of_list("country", provider="countries")
