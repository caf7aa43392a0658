"""Number without a unit."""

from engine.definitions.kinds.numeric import numeric

KIND = numeric("number")
