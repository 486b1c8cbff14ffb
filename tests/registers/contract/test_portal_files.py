"""The portal really fetches the files it is told of, over HTTP, under the addresses that the adapter signs."""

from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from gplx.clock.portal.told import steps_of, told_of
from gplx.documents.models import PHOTO, Document
from gplx.ledger.models import Entry
from gplx.registers.sync.http import HttpDossierSync
from gplx.registers.sync.port import Report
from gplx.registers.sync.session import SyncAddress
from tests import builders
from tests.registers.contract.conftest import World

pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


def portal_at(world: World, live_server: LiveServer, path: str, register: str) -> HttpDossierSync:
    at = SyncAddress(
        url=f"{world.url}/{path}",
        username="gplx",
        password="gplx-practice",
        agency_code="000.00.00.G04",
        member_code="VN:GOV:000.00.00.G04:gplx",
        files_url=live_server.url,
        components={"photo": "M.4"},
    )
    return HttpDossierSync(at, register=register)


@pytest.mark.parametrize(
    ("path", "register", "look"),
    [("sync", "sync", "dossiers"), ("province/h26", "sync_h26", "province/h26/dossiers")],
)
def test_the_portal_gets_the_files_themselves(
    world: World, live_server: LiveServer, path: str, register: str, look: str
) -> None:
    dossier = builders.submitted()
    (act, step), *_ = steps_of(dossier)
    document = Document.objects.get(dossier=dossier, kind=PHOTO)

    portal_at(world, live_server, path, register).report(Report(told_of(dossier, act), (step,)))

    held: dict[str, Any] = next(one for one in world.see(look)["dossiers"] if one["MaHoSo"] == dossier.code)
    got = {"status": 200, "type": "image/jpeg", "size": document.size, "sha256": document.digest}
    assert held["files"] == {str(document.id): got}
    assert held["TaiLieuNop"][0]["MaThanhPhanHoSo"] == "M.4"
    read = Entry.objects.get(subject=f"dossier:{dossier.id}", kind="read")
    assert read.actor == f"system:portal:{register}"
    system = path.partition("/")[0]
    received = world.see(f"received?system={system}")["received"]
    told = [one["body"] for one in received if one["method"] == "FETCH" and one["body"]["MaHoSo"] == dossier.code]
    assert told == [{"MaHoSo": dossier.code, "TepDinhKemId": str(document.id)} | got]
