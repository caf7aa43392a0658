"""Several countries."""

from engine.definitions.kinds.listed import several_of_list
from engine.definitions.kinds.sentences import NO_COUNTRIES, TOO_MANY_COUNTRIES

KIND = several_of_list(
    "countries", provider="countries", too_many=TOO_MANY_COUNTRIES, missing=NO_COUNTRIES
)
