"""The decision: may this licence be exchanged, and if not, what stands in the way."""

from datetime import date
from typing import cast

from gplx.rules import blocks, classes, health, validity
from gplx.rules.assessment import GRAVEST_FIRST, Assessment, Finding, Outcome
from gplx.rules.case import Case
from gplx.rules.eligibility import overdue, redirects
from gplx.rules.fees import fee
from gplx.rules.law import COVERED_FROM, COVERED_TO, LAW, Law, UnableToApplyLaw


def assess(*, case: Case, on: date, law: Law = LAW) -> Assessment:
    """Decide `case` as on the day `on`.

    The gravest finding gives the outcome: redirect, refuse, hold, retest, else exchange; every finding's reason is
    told, the gravest first. Raises UnableToApplyLaw for a day outside the law's coverage or before the licence was
    issued. Legal source: TT 12/2017 Điều 33-41; Luật 36/2024 Điều 57, 59, 62, 89; TT 35/2024; TT 12/2025.
    """
    _check_day(case=case, on=on)
    elsewhere = redirects.redirect(case=case, on=on, law=law)
    if elsewhere is not None:
        return _sent_elsewhere(elsewhere)
    given = classes.new_class(case=case, on=on, law=law)
    term = _term(case=case, on=on, law=law)
    paper, health_findings = health.answer(
        paper=case.health, wanted_class=given.class_, standard=given.standard, on=on, law=law
    )
    findings = [
        *given.findings,
        *blocks.measures(holds=case.holds, on=on, law=law),
        *term.findings,
        *_ground(case=case, found=given.findings + term.findings, on=on, law=law),
        *health_findings,
    ]
    findings.sort(key=lambda finding: GRAVEST_FIRST[finding.effect])
    return Assessment(
        outcome=cast(Outcome, findings[0].effect),
        tests=term.tests,
        redirect=None,
        health=paper,
        fee=fee(on=on, channel=case.channel, reason=case.reason, law=law),
        new_class=given.class_,
        valid_until=validity.valid_until(
            licence_class=given.class_, on=on, born=case.holder.born, sex=case.holder.sex, law=law
        ),
        reasons=tuple(finding.reason for finding in findings),
    )


def _check_day(*, case: Case, on: date) -> None:
    if not COVERED_FROM <= on < COVERED_TO:
        raise UnableToApplyLaw(f"Ngày hỏi là {on}: chỉ trả lời được từ {COVERED_FROM} đến trước {COVERED_TO}.")
    if case.licence.issued > on:
        raise UnableToApplyLaw(f"Ngày cấp giấy phép {case.licence.issued} sau ngày hỏi {on}: hãy kiểm tra lại.")


def _sent_elsewhere(elsewhere: redirects.Redirect) -> Assessment:
    return Assessment(
        outcome="redirect",
        tests=(),
        redirect=elsewhere.place,
        health=None,
        fee=None,
        new_class=None,
        valid_until=None,
        reasons=(elsewhere.reason,),
    )


def _term(*, case: Case, on: date, law: Law) -> overdue.Term:
    """Where the licence stands to its last day; one without a term is never overdue."""
    licence = case.licence
    facts = {"old_class": licence.class_, "expires": licence.expires}
    if licence.expires is not None and validity.has_term(licence_class=licence.class_, issued=licence.issued, law=law):
        return overdue.term(expires=licence.expires, on=on, law=law)
    findings = []
    if licence.expires is not None:
        findings.append(Finding("note", law.reason("expiry_without_term", on, **facts)))
    if case.reason == "expiring":
        findings.append(Finding("exchange", law.reason("no_term_to_renew", on, **facts)))
    return overdue.Term(days=0, tests=(), findings=tuple(findings))


def _ground(*, case: Case, found: tuple[Finding, ...], on: date, law: Law) -> tuple[Finding, ...]:
    """Why an exchange may be asked for, where no finding has said so yet."""
    anywhere = Finding("note", law.reason("any_department", on))
    if any(finding.effect in ("exchange", "retest") for finding in found) and case.reason in ("expiring", "downgrade"):
        return (anywhere,)
    ground = {"paper_to_pet": "paper", "downgrade": "expiring"}.get(case.reason, case.reason)
    return Finding("exchange", law.reason(f"exchange_{ground}", on)), anywhere
