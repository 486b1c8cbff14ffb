"""What the practice world's portal has lost is found and mended over HTTP, and the second comparison finds nothing."""

import pytest
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from gplx.clock.acted import acted
from gplx.clock.portal.compare import begin_comparison, compare_chunk
from gplx.dossiers.models import Act, Dossier
from gplx.portals.models import Comparison
from tests import builders
from tests.registers.contract.conftest import World
from tests.registers.contract.test_filing import _wired, work

__all__ = ["_wired"]
pytestmark = [pytest.mark.stack, pytest.mark.django_db(transaction=True)]


def compared(occasion: str) -> dict[str, int]:
    comparison = begin_comparison(portal="sync", occasion=occasion)
    assert comparison is not None
    compare_chunk({"comparison": comparison.id, "after": None})
    work("sync")
    work("sync")
    comparison = Comparison.objects.get(id=comparison.id)
    assert comparison.is_over
    found: dict[str, int] = {}
    for kind in comparison.differences.values_list("kind", flat=True):
        found[kind] = found.get(kind, 0) + 1
    return found


def steps(world: World, dossier: Dossier) -> list[str]:
    return [step["TrangThai"] for step in world.see(f"dossiers/{dossier.code}")["DanhSachTienDo"]]


@pytest.mark.parametrize("dirty", [False, True])
def test_what_was_lost_comes_back_in_order(
    world: World, live_server: LiveServer, settings: Settings, dirty: bool
) -> None:
    dossiers = [builders.examining() for _ in range(4)]
    for dossier in dossiers:
        for act in Act.objects.filter(dossier=dossier).order_by("id"):
            acted({"act": act.id})
    work("sync")
    world.faults("sync", dirty=dirty)
    lost, fewer, other, whole = dossiers
    world.http.delete(f"/_sandbox/dossiers/{lost.code}").raise_for_status()
    world.put(f"/_sandbox/dossiers/{fewer.code}", {"lose_steps": 2})
    world.put(f"/_sandbox/dossiers/{other.code}", {"fields": {"TrangThaiHoSo": "6"}})

    assert compared("một") == {"missing": 1, "fewer_steps": 1, "other_state": 1}

    for dossier in dossiers:
        assert steps(world, dossier) == ["1", "6", "2"]
        assert world.see(f"dossiers/{dossier.code}")["TrangThaiHoSo"] == "2"
    assert compared("hai") == {}
    repeats = {one["MaHoSo"]: one["repeats"] for one in world.see("dossiers")["dossiers"]}
    assert [repeats[dossier.code] for dossier in (lost, fewer, other, whole)] == [0, 0, 0, 0]
