"""What a person holds: licence cards, a health exam, violations; drawn from the person's own dice."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sandbox.people.kinds import POPULATION_DAY, Kind
from sandbox.people.person import Exam, Licence, Measure, Person
from sandbox.people.provinces import Province

MIN_AGE = {"A1": 18, "B2": 18, "C": 21, "D": 24, "E": 27, "FC": 24}
YEARS_VALID = {"A1": None, "B2": 10, "C": 5, "D": 5, "E": 5, "FC": 5}
CONCLUSIONS = {"valid": "A0-1", "old": "A0-1", "unfit": "A0-2", "other_class": "A0-1"}
AUTHORITY = {"police": "Phòng CSGT Công an", "inspectorate": "Thanh tra giao thông"}


def years_before(*, day: date, years: int) -> date:
    """The same day of an earlier year; 29/2 becomes 28/2."""
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


@dataclass(frozen=True)
class Term:
    """Class and dates of the main card, known before the person's age and numbers are drawn."""

    licence_class: str
    passed: date
    issued: date
    expires: date | None


def draw_term(*, dice: Random, kind: Kind) -> Term:
    chosen = dice.choice(kind.classes)
    years = YEARS_VALID[chosen]
    if years is None:
        issued = POPULATION_DAY - timedelta(days=dice.randint(800, 3000))
        return Term(chosen, issued - timedelta(days=dice.randint(5, 30)), issued, None)
    expires = POPULATION_DAY + timedelta(days=dice.randint(*kind.expires))
    issued = years_before(day=expires, years=years)
    return Term(chosen, issued - timedelta(days=dice.randint(5, 400)), issued, expires)


def main_card(*, term: Term, kind: Kind, number: str, serial: str, issuer: Province) -> Licence:
    return Licence(
        number=number,
        serial=serial,
        licence_class=term.licence_class,
        passed=term.passed,
        issued=term.issued,
        expires=term.expires,
        issuer=issuer,
        card=kind.card,
        source=kind.source,
    )


def second_card(*, main: Licence, number: str, serial: str) -> Licence:
    """An A1 card for motorcycles, passed a little before the main one."""
    passed = main.passed - timedelta(days=60)
    return Licence(number, serial, "A1", passed, passed + timedelta(days=15), None, main.issuer, "PET", "GTVT")


def draw_exam(*, dice: Random, kind: Kind, index: int, licence_class: str, home: Province) -> Exam | None:
    if kind.exam == "none":
        return None
    age = dice.randint(200, 400) if kind.exam == "old" else dice.randint(5, 60)
    concluded = POPULATION_DAY - timedelta(days=age)
    facility = f"{home.code}9{dice.randint(1, 20):02d}"
    return Exam(
        number=f"{index % 100_000:05d}/GKSKLX/{facility}/{concluded:%y}",
        uuid=f"5a9d0000-0000-4000-8000-{index:012d}",
        facility=facility,
        facility_name=f"Bệnh viện Mẫu số {int(facility[-2:])}, {home.title}",
        licence_class="A1" if kind.exam == "other_class" else licence_class,
        concluded=concluded,
        conclusion=CONCLUSIONS[kind.exam],
    )


def facility_exam(*, person: Person, day: date) -> Exam:
    """A passed exam concluded on `day` at a facility of the person's province, for the class of the main card."""
    facility = f"{person.home.code}901"
    return Exam(
        number=f"{person.index % 100_000:05d}/GKSKLX/{facility}/{day:%y}",
        uuid=f"5a9d0000-0000-4000-9000-{person.index:012d}",
        facility=facility,
        facility_name=f"Bệnh viện Mẫu số 1, {person.home.title}",
        licence_class=person.licences[0].licence_class,
        concluded=day,
        conclusion="A0-1",
    )


def draw_measures(*, dice: Random, kind: Kind, index: int, home: Province) -> tuple[Measure, ...]:
    """The measure of the kind; one in ten of the others without an exam has an old, settled fine."""
    system = "inspectorate" if dice.random() < 0.2 else "police"
    settled = kind.name == "no_exam" and dice.random() < 0.1
    if kind.measure is None and not settled:
        return ()
    day = POPULATION_DAY - timedelta(days=400 if settled else dice.randint(3, 20))
    unresolved = Measure(
        system=system,
        number=f"{index:07d}/BB-VPHC",
        day=day,
        authority=f"{AUTHORITY[system]} {home.title}",
        conduct="Chạy quá tốc độ quy định từ 10 km/h đến 20 km/h (hồ sơ thực hành)",
    )
    return (_decided(unresolved, "settled" if settled else str(kind.measure)),)


def _decided(minutes: Measure, kind: str) -> Measure:
    """Seized for an unknown time; stripped for two months; a fine, paid or not; minutes without a decision."""
    since, paid = minutes.day + timedelta(days=1), minutes.day + timedelta(days=9)
    match kind:
        case "seized":
            return replace(minutes, measure="TAM_GIU", since=since)
        case "stripped":
            until = since + timedelta(days=61)
            return replace(minutes, measure="TUOC", since=since, until=until, fine=5_000_000, paid=since)
        case "unpaid_fine":
            return replace(minutes, measure="PHAT", since=since, fine=4_000_000)
        case "settled":
            return replace(minutes, measure="PHAT", since=since, until=paid, fine=4_000_000, paid=paid, done=True)
    return minutes
