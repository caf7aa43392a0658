"""Consents that are given in forms: kept when the form is sent, and frozen with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.base.ports import Ids
from engine.base.records import Consent
from engine.base.values import Answers
from engine.case.form_pages import FormPage
from engine.services.case_loading import LoadedCase


def consents_now(
    case: LoadedCase, page: FormPage, answers: Answers, ids: Ids
) -> tuple[Consent, ...]:
    """The consents of a form that are not on record yet."""
    known = {(each.path, each.terms, each.terms_version) for each in case.consents}
    return tuple(
        consent
        for consent in _given(case, page, answers, ids)
        if (consent.path, consent.terms, consent.terms_version) not in known
    )


def terms_now(consents: Iterable[Consent]) -> tuple[Mapping[str, str], ...]:
    """Consents as they are frozen."""
    return tuple(
        {
            "path": each.path,
            "terms": each.terms,
            "version": each.terms_version,
            "language": each.language,
            "at": each.at.isoformat(),
        }
        for each in consents
    )


def _given(case: LoadedCase, page: FormPage, answers: Answers, ids: Ids) -> Iterator[Consent]:
    versions = {terms.name: terms.version for terms in case.ready.programme.terms}
    for question in page.outline.fields.values():
        if question.kind != "consent" or answers.get(question.path) is not True:
            continue
        for terms in question.terms or ("",):
            yield Consent(
                id=ids.new(),
                account=case.case.account,
                path=question.path,
                terms=terms,
                terms_version=versions.get(terms, ""),
                language=case.case.language,
                at=case.now,
                case=case.case.id,
            )
