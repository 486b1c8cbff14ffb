"""The clinics of the practice world."""

import json
from typing import Any

import httpx
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from gplx.conf.management.commands import practice_clinics as command
from gplx.ground.clock import now
from gplx.offices.clinics.login import clinic_by_login
from gplx.offices.clinics.practice import KNOWN_TO_ALL, register_practice_certificates
from gplx.offices.models import APPROVED, SUSPENDED, Clinic, Department, SigningCertificate
from gplx.offices.practice import open_practice_world
from gplx.offices.provinces import capitals, provinces
from sandbox.clinics.keys import Holder
from tests.health.exams import sender
from tests.offices.test_clinic_login import md5

pytestmark = pytest.mark.django_db
NEAR = 0.05  # degrees


@pytest.fixture
def world(settings: Settings) -> None:
    settings.PRACTICE = True
    open_practice_world()


def test_each_province_online_has_three_near_its_capital(world: None) -> None:
    for department in Department.objects.filter(online=True):
        clinics = Clinic.objects.filter(province=department.province).order_by("id")
        assert [one.id for one in clinics] == [f"{department.province}90{number}" for number in (1, 2, 3)]
        north, east = capitals()[department.province]
        for one in clinics:
            assert one.latitude is not None
            assert one.longitude is not None
            assert abs(one.latitude - north) < NEAR
            assert abs(one.longitude - east) < NEAR
            assert (one.state, one.username) == (APPROVED, one.id)
            assert "Mẫu" in one.name
            assert "Thực Hành" in one.address
    assert Clinic.objects.count() == 36


def test_they_all_have_the_password_that_everybody_knows(world: None) -> None:
    found = clinic_by_login(username="01902", md5=md5(KNOWN_TO_ALL))
    assert found is not None
    assert found.id == "01902"


def test_what_is_there_already_stays(world: None) -> None:
    Clinic.objects.filter(id="01901").update(name="Đã đổi tên", state=SUSPENDED)
    open_practice_world()
    assert Clinic.objects.get(id="01901").name == "Đã đổi tên"
    assert Clinic.objects.count() == 36


def test_every_capital_lies_in_the_country() -> None:
    assert set(capitals()) == {province.code for province in provinces()}
    for north, east in capitals().values():
        assert 8.5 < north < 23.4
        assert 102.1 < east < 109.5


def test_they_sign_with_what_the_sandbox_tells_and_with_nothing_before(world: None) -> None:
    earlier, later = Holder(), Holder()
    told = {code: sender.pem(code, earlier).decode() for code in ("01901", "01902", "77777")}
    assert register_practice_certificates(told, at=now()) == 2
    assert register_practice_certificates(told, at=now()) == 2
    assert SigningCertificate.objects.filter(revoked_at=None).count() == 2
    register_practice_certificates({"01901": sender.pem("01901", later).decode()}, at=now())
    standing = SigningCertificate.objects.filter(clinic_id="01901")
    assert [one.revoked_at is None for one in standing.order_by("id")] == [False, True]
    assert SigningCertificate.objects.get(clinic_id="01902").revoked_at is None


def test_one_that_was_stopped_gets_none(world: None) -> None:
    Clinic.objects.filter(id="01901").update(state=SUSPENDED)
    assert register_practice_certificates({"01901": sender.pem().decode()}, at=now()) == 0


class _Sandbox:
    """Answers as the sandbox does, the first time with a failure."""

    def __init__(self, answers: list[Any]) -> None:
        self.answers, self.asked = answers, 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        answer = self.answers[min(self.asked, len(self.answers)) - 1]
        if answer is None:
            raise httpx.ConnectError("not yet", request=request)
        return httpx.Response(200, text=json.dumps(answer))


def run(monkeypatch: pytest.MonkeyPatch, sandbox: _Sandbox) -> None:
    really, transport = httpx.Client, httpx.MockTransport(sandbox)
    monkeypatch.setattr(command.httpx, "Client", lambda **told: really(transport=transport, **told))
    monkeypatch.setattr(command, "AGAIN", 0)
    call_command("practice_clinics", "http://sandbox.test", verbosity=0)


def test_the_command_waits_until_the_sandbox_listens(world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"clinics": [{"facility": "01901", "name": "x", "certificate": sender.pem().decode()}]}
    sandbox = _Sandbox([None, None, told])
    run(monkeypatch, sandbox)
    assert sandbox.asked == 3
    assert SigningCertificate.objects.get().clinic_id == "01901"


def test_the_command_gives_up_in_the_end(world: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "PATIENCE", 0)
    with pytest.raises(CommandError, match="ConnectError"):
        run(monkeypatch, _Sandbox([None]))


def test_outside_of_practice_the_command_asks_nobody(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PRACTICE = False
    sandbox = _Sandbox([None])
    with pytest.raises(CommandError, match="GPLX_PRACTICE"):
        run(monkeypatch, sandbox)
    assert sandbox.asked == 0
