"""Phone number, kept in E.164."""

from engine.definitions.kinds.type import ReadContext
from engine.definitions.kinds.writing import Writing
from engine.definitions.model.provided import HOME_COUNTRY
from engine.validators import Context


def dialled_in(context: ReadContext) -> Context:
    """A number without ``+`` is one of the country, which may be given as a dialling code.

    Where the question names no country, it is one of the home country.
    """
    country = context.country or HOME_COUNTRY
    if country.startswith("+") and country[1:].isdecimal() and len(country) <= 4:
        import phonenumbers  # noqa: PLC0415 - with the first number

        country = phonenumbers.region_code_for_country_code(int(country[1:]))
    return Context(context.today, phone_region=country)


KIND = Writing(
    "phone",
    longest=64,
    validator="phone",
    widget="tel",
    keywords={"pattern": r"^\+[1-9][0-9]{6,14}$"},
    attributes=frozenset({"country"}),
    surroundings=dialled_in,
).kind()
