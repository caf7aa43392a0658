"""Registration number of a company, judged by the rules of its country."""

from engine.definitions.kinds.type import ReadContext
from engine.definitions.kinds.writing import Writing
from engine.validators import Context


def by_country(context: ReadContext) -> Context:
    """The validator wants the country of registration."""
    return Context(context.today, country=context.country or None)


KIND = Writing(
    "company_number",
    longest=64,
    validator="company_number",
    attributes=frozenset({"country"}),
    surroundings=by_country,
).kind()
