"""Validators of single answers, by the name that definitions use after ``looks like``.

To add one here: write a module with the verbs of ``contract.Validator``, its sentences in
``faults.FAULTS``, and its line below. To add one from outside, see ``extension``.
"""

from __future__ import annotations

from typing import Final

from engine.validators import (
    company_name,
    company_number,
    date_of_birth,
    email,
    iban,
    latin,
    password,
    person_name,
    personal_code,
    phone,
    url,
)
from engine.validators.context import Context
from engine.validators.contract import Validator
from engine.validators.faults import FAULTS, FaultText
from engine.validators.result import Result, ValidatorFault

__all__ = ["FAULTS", "VALIDATORS", "Context", "FaultText", "Result", "Validator", "ValidatorFault"]

VALIDATORS: Final[dict[str, Validator]] = {
    "company_name": company_name,
    "company_number": company_number,
    "date_of_birth": date_of_birth,
    "email": email,
    "iban": iban,
    "latin": latin,
    "password": password,
    "person_name": person_name,
    "personal_code": personal_code,
    "phone": phone,
    "url": url,
}
