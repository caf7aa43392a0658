"""What the first signature may bring into a PDF: pyHanko judges what comes after one only.

A PDF that nobody has signed often has no form, and signing makes one; in a form it sets the flags
that say that there are signatures.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject
from pyhanko.pdf_utils.reader import HistoricalResolver
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    CatalogModificationRule,
    FieldComparisonContext,
    FormUpdate,
    FormUpdatingRule,
    GenericFieldModificationRule,
    ModificationLevel,
    ReferenceUpdate,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.constants import (
    ACROFORM_EXEMPT_STRICT_COMPARISON,
    ROOT_EXEMPT_STRICT_COMPARISON,
)
from pyhanko.sign.diff_analysis.form_rules_api import _list_fields

Updates = Iterable[tuple[ModificationLevel, FormUpdate]]

PERMISSIONS: Final = "/Perms"
FLAGS: Final = "/SigFlags"
IN_A_NEW_FORM: Final = frozenset({"/Fields", FLAGS, "/DR", "/DA"})


class FirstCertifies(CatalogModificationRule):
    """A catalogue as pyHanko judges it, in which the first signature may say that it certifies."""

    def apply_qualified(
        self, old: HistoricalResolver, new: HistoricalResolver
    ) -> Iterable[tuple[ModificationLevel, ReferenceUpdate]]:
        """What may have changed in the catalogue."""
        begun = PERMISSIONS in new.root and PERMISSIONS not in old.root
        ignored = ROOT_EXEMPT_STRICT_COMPARISON | ({PERMISSIONS} if begun else frozenset())
        own = CatalogModificationRule(ignored)  # type: ignore[no-untyped-call]
        return own.apply_qualified(old, new)


class FirstSignature(FormUpdatingRule):
    """A form as pyHanko judges it, which may also begin to be."""

    def apply(self, old: HistoricalResolver, new: HistoricalResolver) -> Updates:
        """What may have changed in the form."""
        if "/AcroForm" in old.root or "/AcroForm" not in new.root:
            return super().apply(old, new)
        return self._begun(old, new)

    def _begun(self, old: HistoricalResolver, new: HistoricalResolver) -> Updates:
        form, own = _part(new.root, "/AcroForm")
        yield from own
        if not isinstance(form, DictionaryObject) or form.keys() - IN_A_NEW_FORM:
            raise SuspiciousModification("The form that begins holds more than signatures.")
        fields, own = _part(form, "/Fields")
        yield from own
        if "/DR" in form:
            known = new.collect_dependencies(form.raw_get("/DR"), old.revision + 1)
            yield from ((ModificationLevel.FORM_FILLING, FormUpdate(one)) for one in known)
        specs = dict(_list_fields(ArrayObject(), fields, None))
        if any(spec.field_type != "/Sig" for spec in specs.values()):
            raise SuspiciousModification("The form that begins has a field to fill in.")
        context = FieldComparisonContext(specs, old, new)
        for rule in self.field_rules:
            yield from rule.apply(context)


def _part(whole: DictionaryObject, name: str) -> tuple[Any, Updates]:
    """A part, and what has to be explained because it stands on its own."""
    raw = whole.raw_get(name) if name in whole else None
    if not isinstance(raw, IndirectObject):
        return raw, ()
    return raw.get_object(), (  # type: ignore[no-untyped-call]
        (ModificationLevel.LTA_UPDATES, FormUpdate(raw.reference)),
    )


FIRST_SIGNATURE: Final = StandardDiffPolicy(
    global_rules=[
        FirstCertifies(),  # type: ignore[no-untyped-call]
        *DEFAULT_DIFF_POLICY.global_rules[1:],
    ],
    form_rule=FirstSignature(
        [
            SigFieldCreationRule(),  # type: ignore[no-untyped-call]
            SigFieldModificationRule(),
            GenericFieldModificationRule(),
        ],
        ACROFORM_EXEMPT_STRICT_COMPARISON | {FLAGS},
    ),
)
