"""Amount of money in euro."""

from engine.definitions.kinds.numeric import Numeric

KIND = Numeric("money", decimals=2, suffix="€").kind()
