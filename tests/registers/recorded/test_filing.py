"""A dossier that a portal files here, against what was recorded: what becomes of it, what is answered, and that the world sends it so."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from gplx.dossiers.models import Dossier
from gplx.portals.models import Filing
from gplx.registers.models import Exchange
from tests import builders
from tests.registers.recorded.record import Way, changed, decomposed, load, other
from tests.registers.recorded.test_practice_world import kinds, person
from tests.sandbox.conftest import Partner

FILING = load("filing")
WAYS: list[Way] = [{"name": "plain", "reads": {}}, *FILING["odd"]]
BY_NAME = {way["name"]: way for way in WAYS}
Files = Callable[[Way], HttpResponse]


def message(way: Way) -> Any:
    body = other(FILING["body"], way)
    return decomposed(body) if way.get("decomposed") else body


@pytest.fixture
def files(client: Client, settings: Settings, db: None) -> Files:
    """The portal of the record files here."""
    portal = replace(settings.OUTSIDE.sync, **FILING["account"])
    settings.OUTSIDE = replace(settings.OUTSIDE, sync=portal)
    builders.department()

    def file(way: Way, path: str = FILING["paths"][0]) -> HttpResponse:
        headers = dict(FILING["headers"])
        if "token" in way:
            headers["authorization"] = f"Bearer {way['token']}"
        body = way["raw"] if "raw" in way else message(way)
        return client.post(path, body, content_type=headers.pop("content-type"), headers=headers)

    return file


def kept() -> dict[str, Any]:
    """The dossier that came of it, as it is recorded."""
    filing = Filing.objects.get()
    dossier = filing.dossier
    applicant, licence = dossier.applicant, dossier.licence
    return {
        "code": dossier.code,
        "portal": filing.portal,
        "state": dossier.state,
        "channel": dossier.channel,
        "department": dossier.department_id,
        "phone": dossier.phone,
        "email": dossier.email,
        "delivery": dossier.delivery,
        "delivery_address": dossier.delivery_address,
        "tech_id": applicant.tech_id,
        "name": applicant.name,
        "born": applicant.born.isoformat(),
        "sex": applicant.sex,
        "numbers": sorted(applicant.numbers.values_list("number", flat=True)),
        "licence": licence.number,
        "licence_class": licence.licence_class,
        "issued": licence.issued.isoformat(),
        "expires": licence.expires.isoformat() if licence.expires else None,
        "files": [one.ask["url"] for one in Exchange.objects.filter(operation="fetch")],
    }


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way["name"])
def test_it_is_answered_and_kept_as_was_recorded(files: Files, way: Way) -> None:
    for before in way.get("after", ()):
        assert files(BY_NAME[before]).json() == BY_NAME[before].get("reply", FILING["reply"])
    held = Dossier.objects.count()

    answer = files(way)

    assert (answer.status_code, answer.json()) == (way.get("status", 200), way.get("reply", FILING["reply"]))
    if "reads" in way:
        assert kept() == changed(FILING["reads"], way["reads"])
    else:
        assert (Dossier.objects.count(), Filing.objects.count()) == (held, held)


@pytest.mark.parametrize("path", FILING["paths"])
def test_it_is_reached_where_was_recorded(files: Callable[..., HttpResponse], path: str) -> None:
    assert files(WAYS[0], path).json() == FILING["reply"]


# ---- the practice world


def filed(world: httpx.Client, partner: Partner, reply: Any = None, **more: Any) -> dict[str, Any]:
    """What the practice world sends on of somebody's dossier."""
    partner.reply = lambda _request: httpx.Response(200, json=reply or FILING["reply"])
    told = {"person": person(world, "all_green")["cccd"], **more}
    return dict(world.post("/_sandbox/filings", json=told).raise_for_status().json())


def test_it_sends_what_was_recorded(world: httpx.Client, partner: Partner) -> None:
    filed(world, partner, files=["photo"])
    [sent] = partner.got
    assert httpx.URL(sent["url"]).path == FILING["paths"][0]
    assert {name: sent["headers"].get(name) for name in FILING["headers"]} == FILING["headers"]
    body = json.loads(sent["body"])
    assert kinds(body) == kinds(FILING["body"])


@pytest.mark.parametrize("name", ["photo", "health", "number_paper"])
def test_its_files_have_the_codes_that_were_recorded(world: httpx.Client, partner: Partner, name: str) -> None:
    [file] = filed(world, partner, files=[name])["message"]["TaiLieuNop"]
    ours = {"health": "health_paper"}.get(name, name)
    assert file["MaThanhPhanHoSo"] == FILING["account"]["components"][ours]
    assert kinds(file) == kinds(FILING["body"]["TaiLieuNop"][0])


@pytest.mark.parametrize("name", ["plain", "said again", "the licence's number is none"])
def test_it_holds_what_was_taken_alone(world: httpx.Client, partner: Partner, name: str) -> None:
    reply = BY_NAME[name].get("reply", FILING["reply"])
    code = "000.00.00.H26-210927-00001"
    if "after" in BY_NAME[name]:
        filed(world, partner, code=code)
    said = filed(world, partner, reply, code=code)
    assert (said["status"], said["reply"]) == (200, reply)
    taken = reply["error_code"] != -1
    assert world.get(f"/_sandbox/dossiers/{code}").status_code == (200 if taken else 404)
