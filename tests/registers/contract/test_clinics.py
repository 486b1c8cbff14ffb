"""The clinics' software of the practice world against our gateway: both were written from the format, neither from the other."""

from typing import Any

import pytest

from gplx.ground.clock import now
from gplx.health.exams.models import Exam
from gplx.offices.clinics.practice import register_practice_certificates
from gplx.offices.practice import open_practice_world
from tests.api.clinic.calls import GATEWAY, TRIAL, call
from tests.registers.contract.conftest import World

pytestmark = pytest.mark.django_db
CLINIC = "01901"


@pytest.fixture(autouse=True)
def offices(settings: Any, world: World) -> None:
    settings.PRACTICE = True
    open_practice_world()
    told = {one["facility"]: one["certificate"] for one in world.see("clinics")["clinics"]}
    assert register_practice_certificates(told, at=now()) == 36


def exam(world: World, *, to: str = GATEWAY, clinic: str = CLINIC, **asked: Any) -> dict[str, Any]:
    """Have the clinic's software make an exam, and hand it to our gateway; the answer."""
    person = world.person("no_exam")["cccd"]
    made = world.http.post(
        f"/_sandbox/clinics/{clinic}/exam", json={"person": person, "send": False} | asked
    ).raise_for_status()
    said = made.json()
    headers = said["headers"]
    answer = call(said["message"], to=to, user=headers["Username"], password=headers["Password"])
    assert answer.status_code == 200
    return dict(answer.json())


@pytest.mark.parametrize("dirty", ["", "prefix", "sha256", "spelling", "decomposed", "no_district"])
def test_whatever_the_program_it_is_taken(world: World, dirty: str) -> None:
    answer = exam(world, dirty=dirty, **{"class": "B2"})
    assert (answer["MSG_STATE"], answer["MSG_TEXT"]) == ("1", "Đã tiếp nhận giấy khám sức khỏe.")
    kept = Exam.objects.get()
    assert (str(kept.uuid), kept.clinic_id, kept.weak_algorithm) == (answer["UUID"], CLINIC, dirty != "sha256")


@pytest.mark.parametrize(
    ("dirty", "named"),
    [
        ("tampered", "KETLUAN: khác với nội dung đã ký"),
        ("wrong_certificate", "SIGNDATA: chứng thư ký chưa được đăng ký"),
        ("unsigned", "SIGNDATA: chưa có chữ ký số"),
    ],
)
def test_what_deceives_is_refused_by_its_name(world: World, dirty: str, named: str) -> None:
    answer = exam(world, dirty=dirty, **{"class": "B2"})
    assert answer["MSG_STATE"] == "0"
    assert answer["MSG_TEXT"].startswith(named)
    assert not Exam.objects.exists()


def test_an_edit_follows_its_exam(world: World) -> None:
    number = f"00321/GKSKLX/{CLINIC}/21"
    first = exam(world, number=number, **{"class": "B2"})
    edited = exam(world, number=number, state="EDIT", conclusion="A0-2", **{"class": "B2"})
    assert (first["MSG_STATE"], edited["MSG_STATE"]) == ("1", "1")
    assert edited["UUID"] == first["UUID"]
    assert Exam.objects.get(current=True).conclusion == "A0-2"


def test_the_trial_agrees(world: World) -> None:
    assert exam(world, to=TRIAL, **{"class": "B2"})["MSG_STATE"] == "1"
    assert not Exam.objects.exists()


def test_a_clinic_for_small_vehicles_examines_for_no_lorry(world: World) -> None:
    answer = exam(world, clinic="01903", **{"class": "C"})
    assert answer["MSG_TEXT"].startswith("HANGBANGLAI: có hạng mà cơ sở chưa được công bố khám.")
