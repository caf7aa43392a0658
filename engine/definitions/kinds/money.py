"""Amount of money in euro."""

from engine.definitions.kinds.numeric import numeric

KIND = numeric("money", decimals=2, suffix="€")
