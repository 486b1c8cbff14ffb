"""What the law itself says of a person: may the licence be exchanged, and is a health exam still owed."""

from datetime import date, timedelta
from typing import Any

from gplx.conf.bench.reach.people import Someone
from gplx.registers.health.port import Certificate
from gplx.registers.licences.port import Licence
from gplx.rules.assessment import Assessment
from gplx.rules.case import Case, UnableToReadCase
from gplx.rules.eligibility import assess
from gplx.rules.health import check_certificate
from gplx.rules.identity import compare_names

NOT_IN_REGISTER = "card_not_in_register"
Facts = dict[str, Any]


def elsewhere(person: Someone, *, on: date) -> str | None:
    """The code of the reason for which the law sends a person elsewhere on a day, or has them wait; None where it lets them."""
    assessment = _assessed(person, on=on, certificates=person.certificates)
    if assessment is None:
        return NOT_IN_REGISTER
    return None if assessment.outcome == "exchange" else assessment.reasons[0].code


def exam_owed(person: Someone, *, on: date, certificates: tuple[Certificate, ...]) -> bool:
    """Whether an exam is needed, and none of these certificates will do."""
    assessment = _assessed(person, on=on, certificates=certificates)
    health = assessment.health if assessment else None
    return health is not None and health.needed and health.ok is not True


def licence_of(person: Someone) -> Licence | None:
    """The licence that is exchanged: of those in force, the one that ends first."""
    valid = [one for one in person.record.licences if one.state == "valid"] if person.record else []
    return min(valid, key=lambda one: one.expires or date.max, default=None)


def _assessed(person: Someone, *, on: date, certificates: tuple[Certificate, ...]) -> Assessment | None:
    """The law's answer; None for a licence that the register does not have, or whose record contradicts itself."""
    licence = licence_of(person)
    if licence is None:
        return None
    facts: Facts = {
        "holder": {"born": person.born.isoformat(), "sex": person.sex},
        "licence": {
            "class": licence.licence_class,
            "issued": licence.issued.isoformat(),
            "expires": licence.expires and licence.expires.isoformat(),
            "card": licence.card,
            "issuer": licence.issuer,
            "in_register": True,
            "lost": person.lost,
        },
        "reason": _reason(licence),
        "channel": "online",
        "holds": _holds(person),
        "health": _health(person, licence, certificates, on=on),
    }
    try:
        return assess(case=Case.from_json(facts), on=on)
    except UnableToReadCase:
        return None


def _reason(licence: Licence) -> str:
    if licence.card == "paper":
        return "paper_to_pet"
    return "expiring" if licence.expires else "damaged"


def _holds(person: Someone) -> list[Facts]:
    """The measures in force; ``until`` is the first day on which one no longer holds."""
    known = [one for records in person.violations.values() for one in records or () if one.active]
    return [
        {"kind": one.kind, "until": (one.until + timedelta(days=1)).isoformat() if one.until else None} for one in known
    ]


def _health(person: Someone, licence: Licence, certificates: tuple[Certificate, ...], *, on: date) -> Facts | None:
    """The best of the certificates that bear the person's name and birth date."""
    own = [one for one in certificates if one.born == person.born and _is_name_of(person, one.name)]
    if not own:
        return None
    best = max(own, key=lambda one: (_is_good(one, licence, on=on), one.concluded))
    covered = licence.licence_class if licence.licence_class in best.classes else best.classes[0]
    return {"concluded": best.concluded.isoformat(), "class": covered, "conclusion": best.conclusion}


def _is_name_of(person: Someone, name: str) -> bool:
    return compare_names(name, person.claims.name).verdict != "different"


def _is_good(one: Certificate, licence: Licence, *, on: date) -> bool:
    check = check_certificate(
        concluded=one.concluded,
        classes=one.classes,
        conclusion=one.conclusion,
        wanted_class=licence.licence_class,
        on=on,
    )
    return bool(check.ok)
