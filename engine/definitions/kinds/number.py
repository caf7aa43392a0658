"""Number without a unit."""

from engine.definitions.kinds.numeric import Numeric

KIND = Numeric("number").kind()
