"""A dossier as a case of the law, and what the law says to it."""

import json
from datetime import date
from typing import Any

from gplx.dossiers.models import Dossier
from gplx.ground.clock import today
from gplx.health.models import INVALID, VALID
from gplx.health.questions import evidence_of
from gplx.rules import replay
from gplx.rules.assessment import Assessment
from gplx.rules.case import Case, UnableToReadCase
from gplx.rules.eligibility import assess as assess_case
from gplx.rules.law import LAW
from gplx.violations.questions import answers_about


def assess(dossier: Dossier, *, on: date | None = None) -> Assessment:
    """What the law says to a dossier: that of its submission day, for a draft that of today (or of the day ``on``).

    A record that contradicts itself (issued before birth, a class that was not given then) must be looked up and verified first.
    """
    day = on or (dossier.submitted_at.date() if dossier.submitted_at else today())
    try:
        return assess_case(case=case_of(dossier), on=day)
    except UnableToReadCase:
        return _to_be_verified(day)


def _to_be_verified(on: date) -> Assessment:
    reasons = (LAW.reason("card_not_in_register", on),)
    return Assessment(
        outcome="redirect",
        tests=(),
        redirect="in_person",
        health=None,
        fee=None,
        new_class=None,
        valid_until=None,
        reasons=reasons,
    )


def decide(dossier: Dossier) -> dict[str, Any]:
    """The decision of a dossier as it is stored: outcome, reasons, values and texts, to be explained and replayed years later."""
    filed = dossier.submitted_at.date() if dossier.submitted_at else today()
    kept: dict[str, Any] = json.loads(replay.decide(case=case_of(dossier), on=filed).to_json())
    return kept


def case_of(dossier: Dossier) -> Case:
    """The facts of a dossier as the law asks for them. What no register has answered yet is not held against anyone."""
    licence, applicant = dossier.licence, dossier.applicant
    return Case.from_json(
        {
            "holder": {"born": applicant.born.isoformat(), "sex": applicant.sex},
            "licence": {
                "class": licence.licence_class,
                "issued": _day(licence.issued),
                "expires": _day(licence.expires),
                "card": licence.card,
                "issuer": licence.issuer,
                "in_register": licence.in_register is not False,
                "lost": False,
            },
            "wanted_class": dossier.wanted_class or None,
            "reason": dossier.reason,
            "channel": dossier.channel_of_law,
            "holds": _holds(dossier),
            "health": _health(dossier),
        }
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _holds(dossier: Dossier) -> list[dict[str, Any]]:
    """The measures that agencies told of; one whose last day is over since they told of it holds no longer."""
    records = [record for answer in answers_about(dossier).values() for record in answer.records]
    day = today().isoformat()
    records = [record for record in records if not record["until"] or record["until"] > day]
    return [{"kind": record["kind"], "until": record["until"]} for record in records]


def _health(dossier: Dossier) -> dict[str, str | None] | None:
    evidence = evidence_of(dossier)
    if evidence is None or evidence.concluded is None or evidence.verdict not in (VALID, INVALID):
        return None
    wanted = dossier.wanted_class or dossier.licence.licence_class
    covered = wanted if wanted in evidence.classes.split(",") else evidence.classes.split(",")[0]
    return {"concluded": _day(evidence.concluded), "class": covered, "conclusion": evidence.conclusion}
