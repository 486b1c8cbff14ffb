"""The record of clinics' calls is kept for as long as a setting says, and no longer."""

from datetime import timedelta

import pytest
from django.test import override_settings

from gplx.casework.receive_exam import receive_exam
from gplx.clock.calendar import CALENDAR
from gplx.clock.exams import forget_old_calls
from gplx.ground.clock import now
from gplx.health.exams.models import Exam, GatewayCall
from tests import builders
from tests.health.exams import sender

pytestmark = pytest.mark.django_db


def call(*, days: int, **more: object) -> GatewayCall:
    told = {"clinic": builders.clinic(), "accepted": True, "sentence": "Thành công", "milliseconds": 5} | more
    return GatewayCall.objects.create(at=now() - timedelta(days=days, seconds=1), **told)


def kept() -> set[int]:
    return set(GatewayCall.objects.values_list("id", flat=True))


def test_what_is_older_than_90_days_is_forgotten() -> None:
    new, young, old = call(days=0), call(days=89), call(days=90)
    forget_old_calls()
    assert kept() == {new.id, young.id}
    assert old.id not in kept()


def test_whoever_called_and_however_it_ended() -> None:
    call(days=100, clinic=None, accepted=False)
    call(days=100, kind="try")
    forget_old_calls()
    assert kept() == set()


@override_settings(CLINIC_CALL_DAYS=7)
def test_for_how_long_is_a_setting() -> None:
    young, _ = call(days=6), call(days=7)
    forget_old_calls()
    assert kept() == {young.id}


def test_the_exams_that_came_with_them_stay() -> None:
    clinic = sender.connected()
    receive_exam(clinic=clinic, message=sender.of(builders.applicant()))
    call(days=400)
    forget_old_calls()
    assert (Exam.objects.count(), kept()) == (1, set())


def test_it_is_done_by_the_calendar_every_night() -> None:
    assert CALENDAR["forget_old_calls"] == ("55 2 * * *", forget_old_calls)
