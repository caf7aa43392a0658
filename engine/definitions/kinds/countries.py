"""Several countries."""

from engine.definitions.kinds.listed import several_of_list
from engine.definitions.kinds.sentences import TOO_MANY_COUNTRIES

KIND = several_of_list("countries", provider="countries", too_many=TOO_MANY_COUNTRIES)
