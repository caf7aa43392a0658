"""Percentage from 0 to 100, with two digits after the point."""

from decimal import Decimal

from engine.definitions.kinds.numeric import numeric

KIND = numeric("percent", low=Decimal(0), high=Decimal(100), decimals=2, suffix="%")
