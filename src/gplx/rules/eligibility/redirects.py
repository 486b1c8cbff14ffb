"""Whom this procedure cannot serve, and where to send them."""

from datetime import date
from typing import Final, Literal

import msgspec

from gplx.rules.case import Case, Licence
from gplx.rules.classes import no_longer_a_licence
from gplx.rules.law import LAW, Law, Reason
from gplx.rules.validity import has_term

POLICE_ISSUE_FROM: Final = LAW.values["classes.police_issue"][0].from_
Place = Literal["1.002820", "other_procedure", "in_person"]


class Redirect(msgspec.Struct, frozen=True, kw_only=True):
    """Where to go instead: the procedure for lost licences, another procedure, or the counter."""

    place: Place
    reason: Reason


def redirect(*, case: Case, on: date, law: Law = LAW) -> Redirect | None:
    """Where the person must go instead, or None where this procedure serves them.

    Another issuer's licence first (TT 12/2017 Điều 39-41), then a lost one (1.002820), then one that is not in the
    register or lacks its expiry there (Điều 35, 37 khoản 6), then class A4 from 2025 (Luật 36/2024 Điều 89).
    """
    licence = case.licence
    if issuer := _other_issuer(licence):
        return Redirect(place="other_procedure", reason=law.reason(issuer, on))
    if licence.lost:
        return Redirect(place="1.002820", reason=law.reason("lost", on))
    if not licence.in_register:
        code = "paper_not_in_register" if licence.card == "paper" else "card_not_in_register"
        return Redirect(place="in_person", reason=law.reason(code, on))
    if licence.expires is None and has_term(licence_class=licence.class_, issued=licence.issued, law=law):
        reason = law.reason("expiry_unknown", on, old_class=licence.class_)
        return Redirect(place="in_person", reason=reason)
    if no_longer_a_licence(licence=licence, on=on, law=law):
        return Redirect(place="other_procedure", reason=law.reason("becomes_tractor_certificate", on))
    return None


def _other_issuer(licence: Licence) -> str | None:
    """The reason code for a licence that another procedure exchanges."""
    if licence.issuer == "police":
        return "issued_by_police" if licence.issued < POLICE_ISSUE_FROM else None
    return {"military": "issued_by_military", "foreign": "issued_abroad"}.get(licence.issuer)
