"""When a dossier is due after each act: over weekends, the holidays of 30 April and Tết, corrections and reopenings."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from gplx.casework.accept import accept
from gplx.casework.approve import approve
from gplx.casework.correct import correct
from gplx.casework.postpone import postpone
from gplx.casework.refuse import refuse
from gplx.casework.reopen import reopen
from gplx.casework.transfer import transfer
from gplx.casework.withdraw import withdraw
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete, NotPossibleNow
from gplx.ground.clock import HANOI
from gplx.offices.models import CLERK, EXAMINER, LEADER
from tests import builders
from tests.builders import fresh
from tests.casework.acts.stages import asked_to_correct, refused
from tests.moments import at

pytestmark = pytest.mark.django_db
day = date.fromisoformat


def take_up(dossier: Dossier) -> Dossier:
    return accept(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), seen=None)


def give_back(dossier: Dossier) -> Dossier:
    return correct(dossier_id=dossier.id, by=dossier.applicant, request_id=fresh(), seen=None)


def open_again(dossier: Dossier) -> Dossier:
    leader = builders.officer(LEADER)
    return reopen(dossier_id=dossier.id, by=leader, request_id=fresh(), seen=None, reason="Nhầm hồ sơ.")


def hand_on(dossier: Dossier) -> Dossier:
    told = {"department_id": "H24", "reason": "Người dân chọn nhầm Sở."}
    return transfer(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), seen=None, **told)


def put_off(dossier: Dossier, to: str, *, role: str = EXAMINER, reason: str = "Máy in hỏng.") -> Dossier:
    by = builders.officer(role)
    return postpone(dossier_id=dossier.id, by=by, request_id=fresh(), seen=None, due_on=day(to), reason=reason)


NEXT_DAYS = [
    ("2021-09-27", "2021-09-28"),  # Monday
    ("2021-09-24T23:59", "2021-09-27"),  # Friday, a minute before midnight
    ("2021-09-25T08:00", "2021-09-27"),  # Saturday
    ("2021-04-29T16:00", "2021-05-04"),  # before 30 April, 1 May and the day off in its stead
    ("2021-04-30T09:00", "2021-05-04"),
    ("2021-02-09T16:30", "2021-02-17"),  # before Tết
    ("2021-02-12T00:01", "2021-02-17"),  # the first day of the year of the Ox
    ("2021-04-20T10:00", "2021-04-22"),  # before the day of the Hùng kings
]
FIFTH_DAYS = [
    ("2021-09-27", "2021-10-04"),
    ("2021-09-24T23:59", "2021-10-01"),
    ("2021-09-25T08:00", "2021-10-01"),
    ("2021-04-26T10:00", "2021-05-05"),
    ("2021-04-29T10:00", "2021-05-10"),
    ("2021-04-30T10:00", "2021-05-10"),
    ("2021-02-09T10:00", "2021-02-23"),
    ("2021-08-30T10:00", "2021-09-08"),
    ("2024-04-26T10:00", "2024-05-07"),  # Saturday 4 May was worked in the stead of 29 April
]


@pytest.mark.parametrize(("moment", "due"), NEXT_DAYS)
def test_a_filing_is_answered_on_the_next_working_day(moment: str, due: str) -> None:
    with at(moment):
        assert builders.submitted(green=False).due_on == day(due)


@pytest.mark.parametrize(("moment", "due"), NEXT_DAYS)
def test_so_is_one_that_comes_from_another_department(moment: str, due: str) -> None:
    with at("2021-02-01"):
        dossier = builders.submitted(green=False)
    with at(moment):
        assert hand_on(dossier).due_on == day(due)


@pytest.mark.parametrize(("moment", "due"), [row for row in FIFTH_DAYS if row[0] < "2022"])
def test_the_result_is_due_on_the_fifth_working_day_after_it_was_paid(moment: str, due: str) -> None:
    with at(moment):
        dossier = builders.paid()
        assert take_up(dossier).due_on == day(due)


def test_a_clerk_who_is_slow_does_not_gain_time() -> None:
    with at("2021-09-27T09:00"):
        dossier = builders.paid()
    with at("2021-09-30T16:00"):
        dossier = take_up(dossier)
    assert dossier.complete_at == dossier.paid_at
    assert dossier.due_on == day("2021-10-04")


def test_the_day_is_that_of_hanoi_not_that_of_the_servers() -> None:
    with at("2021-09-27T06:30"):
        dossier = builders.paid()
    with at("2021-09-27T09:00"):
        assert take_up(Dossier.objects.get(id=dossier.id)).due_on == day("2021-10-04")


@pytest.mark.parametrize("stage", [builders.submitted, builders.examining])
def test_while_it_is_with_the_applicant_nothing_is_due(stage: Callable[[], Dossier]) -> None:
    dossier = asked_to_correct(stage=stage)
    assert dossier.due_on is None
    assert dossier.ended_at is None


@pytest.mark.parametrize(("moment", "due"), NEXT_DAYS[:5])
def test_corrected_before_acceptance_it_is_answered_anew(moment: str, due: str) -> None:
    with at("2021-02-01"):
        dossier = asked_to_correct()
    with at(moment):
        assert give_back(dossier).due_on == day(due)


@pytest.mark.parametrize(("moment", "due"), [row for row in FIFTH_DAYS if row[0] < "2022"])
def test_corrected_while_examining_the_time_starts_from_zero(moment: str, due: str) -> None:
    with at("2021-02-01"):
        dossier = asked_to_correct(stage=builders.examining)
    with at(moment) as now:
        dossier = give_back(dossier)
    assert dossier.due_on == day(due)
    assert dossier.complete_at >= now


def test_a_paid_dossier_that_was_corrected_is_complete_from_the_correction_on() -> None:
    with at("2021-09-27T09:00"):
        dossier = asked_to_correct(stage=builders.paid)
    with at("2021-10-14T09:00"):
        dossier = give_back(dossier)
    with at("2021-10-15T09:00"):
        assert take_up(dossier).due_on == day("2021-10-21")


def test_a_paid_dossier_that_was_reopened_is_complete_from_then_on() -> None:
    with at("2021-09-27T09:00"):
        dossier = refused(stage=builders.paid)
    with at("2021-10-14T09:00"):
        dossier = open_again(dossier)
        assert dossier.due_on == day("2021-10-15")
    with at("2021-10-15T09:00"):
        assert take_up(dossier).due_on == day("2021-10-21")


@pytest.mark.parametrize(("moment", "due"), FIFTH_DAYS)
def test_reopened_after_acceptance_the_time_starts_from_zero(moment: str, due: str) -> None:
    with at("2021-02-01"):
        dossier = refused(stage=builders.examining)
    with at(moment):
        dossier = open_again(dossier)
    assert (dossier.due_on, dossier.ended_at) == (day(due), None)


def ends() -> dict[str, Callable[[], Dossier]]:
    why = {"reason": "Sai hạng.", "article": "TT12 Điều 37"}
    plain = {"request_id": "end", "seen": None}

    def by_leader(dossier: Dossier) -> dict[str, object]:
        return {"dossier_id": dossier.id, "by": builders.officer(LEADER), **plain}

    return {
        "withdrawn": lambda: withdraw(dossier_id=(one := builders.examining()).id, by=one.applicant, **plain),
        "refused": lambda: refuse(**by_leader(builders.examining()), **why),
        "approved": lambda: approve(**by_leader(builders.proposed())),
    }


@pytest.mark.parametrize("end", ends().values(), ids=ends().keys())
def test_an_end_keeps_the_day_it_was_due_and_notes_its_moment(end: Callable[[], Dossier]) -> None:
    with at("2021-09-29T11:00") as moment:
        dossier = end()
    assert dossier.due_on == day("2021-10-06")
    assert moment <= dossier.ended_at < datetime(2021, 9, 29, 11, 1, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("paid", "today", "to"),
    [
        ("2021-09-27", "2021-10-01", "2021-10-05"),  # due Monday 4/10: Friday is the last day to say so
        ("2021-09-27", "2021-09-27", "2021-12-31"),
        ("2021-04-27", "2021-05-05", "2021-05-07"),  # due 6/5
        ("2021-02-09", "2021-02-22", "2021-02-24"),  # due 23/2
    ],
)
def test_another_day_is_named_in_time(paid: str, today: str, to: str) -> None:
    with at(paid):
        dossier = builders.examining()
    with at(today):
        dossier = put_off(dossier, to)
    assert (dossier.due_on, dossier.state) == (day(to), "examining")


@pytest.mark.parametrize(
    ("today", "to", "sentence"),
    [
        ("2021-10-02", "2021-10-08", "Chỉ được hẹn lại trước ngày hẹn trả ít nhất một ngày."),
        ("2021-10-04", "2021-10-08", "Chỉ được hẹn lại trước ngày hẹn trả ít nhất một ngày."),
        ("2021-10-05", "2021-10-08", "Chỉ được hẹn lại trước ngày hẹn trả ít nhất một ngày."),
        ("2021-09-28", "2021-10-04", "Ngày hẹn mới phải là ngày làm việc sau ngày hẹn cũ."),
        ("2021-09-28", "2021-10-01", "Ngày hẹn mới phải là ngày làm việc sau ngày hẹn cũ."),
        ("2021-09-28", "2021-10-09", "Ngày hẹn mới phải là ngày làm việc sau ngày hẹn cũ."),
        ("2021-09-28", "2022-02-01", "Ngày hẹn mới phải là ngày làm việc sau ngày hẹn cũ."),
    ],
)
def test_another_day_is_not_named_too_late_nor_a_day_that_is_none(today: str, to: str, sentence: str) -> None:
    with at("2021-09-27"):
        dossier = builders.examining()
    with at(today), pytest.raises(NotComplete, match=f"^{sentence}$"):
        put_off(dossier, to)
    dossier.refresh_from_db()
    assert (dossier.due_on, dossier.postponed_at) == (day("2021-10-04"), None)


def test_there_is_one_apology_even_by_another_officer_and_after_a_correction() -> None:
    dossier = put_off(builders.examining(), "2021-10-08")
    with pytest.raises(NotPossibleNow):
        put_off(dossier, "2021-10-15", role=LEADER)
    asked = asked_to_correct(stage=lambda: dossier)
    back = give_back(asked)
    with pytest.raises(NotPossibleNow):
        put_off(back, "2021-10-15")


def test_after_an_apology_a_correction_still_counts_from_zero() -> None:
    with at("2021-09-27"):
        dossier = asked_to_correct(stage=lambda: put_off(builders.examining(), "2021-12-31"))
    with at("2021-10-01"):
        assert give_back(dossier).due_on == day("2021-10-08")
