"""Percentage from 0 to 100, with two digits after the point."""

from decimal import Decimal

from engine.definitions.kinds.numeric import Numeric

KIND = Numeric("percent", low=Decimal(0), high=Decimal(100), decimals=2, suffix="%").kind()
