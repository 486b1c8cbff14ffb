"""A citizen files at the practice world's portal, over HTTP: it becomes a dossier here, its files are fetched, the portal is told of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from gplx.clock.acted import acted
from gplx.clock.answers import answered
from gplx.conf.wiring import wire
from gplx.documents.models import HEALTH_PAPER, PHOTO, Document
from gplx.dossiers.models import Act, Dossier
from gplx.portals.models import Filing
from gplx.registers import directory
from gplx.registers.exchanges import carry_out
from gplx.registers.models import ANSWERED, Exchange
from tests import builders
from tests.registers.contract.conftest import World

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _wired(
    world: World, live_server: LiveServer, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    outside = settings.OUTSIDE
    account = {"username": "gplx", "password": "gplx-practice", "inbound_token": "gplx-practice"}
    account |= {"files_url": live_server.url, "components": {"photo": "M.4", "health_paper": "M.2"}, "timeout": 5.0}
    national = replace(outside.sync, url=f"{world.url}/sync", **account)
    local = replace(outside.sync, url=f"{world.url}/province/h26", **account | {"inbound_token": ""})
    settings.OUTSIDE = replace(outside, sync=national, provinces={"H26": local})
    monkeypatch.setattr(directory, "_DIRECTORY", {})
    wire()
    builders.department()
    yield


def file(world: World, live_server: LiveServer, number: int, **more: Any) -> dict[str, Any]:
    person = world.person("all_green", number)
    body = {"person": person["cccd"], "province": "01", "gateway": live_server.url} | more
    answer = world.http.post("/_sandbox/filings", json=body, timeout=30).raise_for_status()
    said: dict[str, Any] = answer.json()
    return said


def work(register: str) -> None:
    """Make the calls to a register as the queue would, and learn of the answers."""
    for exchange in Exchange.objects.filter(register=register, state="wanted").order_by("id"):
        carry_out(exchange.id)
        answered({"exchange": exchange.id})


def test_it_comes_with_its_files_and_the_portal_is_told_of_it(world: World, live_server: LiveServer) -> None:
    said = file(world, live_server, 0, files=["photo", "health"])
    code = said["message"]["MaHoSo"]
    assert (said["status"], said["reply"]) == (200, {"error_code": 0, "message": f"Đã tiếp nhận hồ sơ {code}"})

    work("sync")
    dossier = Dossier.objects.get(code=code)
    kinds = set(Document.objects.filter(dossier=dossier).values_list("kind", flat=True))
    assert kinds == {PHOTO, HEALTH_PAPER}

    for act in Act.objects.filter(dossier=dossier).order_by("id"):
        acted({"act": act.id})
    work("sync")
    held = world.see(f"dossiers/{code}")
    assert (held["NoiNopHoSo"], held["TrangThaiHoSo"], len(held["DanhSachTienDo"])) == ("1", "1", 1)
    report = Exchange.objects.get(register="sync", operation="report")
    assert report.answer == {"known_before": True, "steps": 1}


def test_filed_twice_it_is_there_once(world: World, live_server: LiveServer) -> None:
    code = file(world, live_server, 1)["message"]["MaHoSo"]
    assert file(world, live_server, 1, code=code)["reply"]["error_code"] == 1
    assert Filing.objects.filter(code=code).count() == 1


@pytest.mark.parametrize(
    ("more", "status", "word"),
    [
        ({"fields": {"MaTTHC": "1.002835"}}, 200, "MaTTHC"),
        ({"fields": {"SoGPLX": "?"}}, 200, "SoGPLX"),
        ({"broken": True, "base64": True}, 200, "JPEG"),
        ({"token": "guessed"}, 401, "Không được phép"),
    ],
)
def test_what_is_wrong_is_refused_in_words(
    world: World, live_server: LiveServer, more: dict[str, Any], status: int, word: str
) -> None:
    said = file(world, live_server, 2, **more)
    assert (said["status"], said["reply"]["error_code"]) == (status, -1)
    assert word in said["reply"]["message"]
    assert not Dossier.objects.exists()
    assert world.http.get(f"/_sandbox/dossiers/{said['message']['MaHoSo']}").status_code == 404


def test_a_file_that_is_no_picture_is_asked_for_again(world: World, live_server: LiveServer) -> None:
    code = file(world, live_server, 3, broken=True)["message"]["MaHoSo"]
    work("sync")
    assert Dossier.objects.get(code=code).again == {"photo": "unusable"}
    assert not Document.objects.filter(dossier__code=code).exists()


def test_a_provincial_portal_that_is_down_delays_nothing_for_the_national_one(
    world: World, live_server: LiveServer
) -> None:
    dossier = builders.submitted()
    for act in Act.objects.filter(dossier=dossier).order_by("id"):
        acted({"act": act.id})
    world.faults("province", fault="500")

    work("sync_h26")
    work("sync")

    def states(register: str) -> list[str]:
        return list(Exchange.objects.filter(register=register).order_by("id").values_list("state", flat=True))

    assert (states("sync"), states("sync_h26")) == ([ANSWERED, ANSWERED], ["wanted", "wanted"])
    assert [step["TrangThai"] for step in world.see(f"dossiers/{dossier.code}")["DanhSachTienDo"]] == ["1", "6"]

    world.faults("province", fault=None)
    work("sync_h26")
    assert states("sync_h26") == [ANSWERED, ANSWERED]
    held = world.see(f"province/h26/dossiers/{dossier.code}")
    assert [step["TrangThai"] for step in held["DanhSachTienDo"]] == ["1", "6"]
