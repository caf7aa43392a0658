"""One country."""

from engine.definitions.kinds.listed import one_of_list
from engine.definitions.kinds.sentences import NO_COUNTRY

KIND = one_of_list("country", provider="countries", missing=NO_COUNTRY)
