"""Which provinces have a portal of their own, what it is called with, and the codes of papers: settings, and words for wrong ones."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from gplx.clock.jobs import jobs
from gplx.conf import env
from gplx.conf.outside import components
from gplx.conf.wiring import wire
from gplx.registers import directory
from gplx.registers.sync.port import Report
from gplx.registers.sync.portals import department_of, lane, portals, portals_for, provincial, step_key
from tests.conf.test_settings import Values, settings_with

__all__ = ["settings_with"]


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is declared here, for provinces of no real place, stays out of the table of the docs."""
    monkeypatch.setattr(env, "SETTINGS", dict(env.SETTINGS))


def test_no_province_has_one_by_default(settings_with: Callable[..., Values]) -> None:
    assert settings_with()["OUTSIDE"].provinces == {}


def test_each_has_an_address_an_account_and_a_code_of_its_own(settings_with: Callable[..., Values]) -> None:
    told = {
        "GPLX_BASE_URL": "https://gplx.example.vn/",
        "GPLX_SYNC_URL": "https://nation.example.vn",
        "GPLX_SYNC_USER": "nation",
        "GPLX_SYNC_PROVINCES": "H26 H48",
        "GPLX_SYNC_H26_URL": "https://h26.example.vn",
        "GPLX_SYNC_H26_USER": "hanoi",
        "GPLX_SYNC_H26_PASSWORD": "hush",
        "GPLX_SYNC_H26_AGENCY": "000.00.99.H26",
        "GPLX_SYNC_H26_ADAPTER": "VXPAdapter",
        "GPLX_SYNC_H26_GENERATION": "1",
        "GPLX_SYNC_H26_LIMIT": "3",
    }
    outside = settings_with(**told)["OUTSIDE"]
    own, other = outside.provinces["H26"], outside.provinces["H48"]
    assert (own.url, own.username, own.password) == ("https://h26.example.vn", "hanoi", "hush")
    assert (own.agency_code, own.member_code) == ("000.00.99.H26", "VN:GOV:000.00.00.H26:gplx")
    assert (own.adapter, own.generation, own.connections) == ("VXPAdapter", 1, 3)
    assert (other.url, other.username, other.agency_code) == ("", "", "000.00.00.H48")
    assert {one.files_url for one in (own, other, outside.sync)} == {"https://gplx.example.vn"}
    assert (outside.sync.username, outside.sync.agency_code) == ("nation", "000.00.00.G04")
    assert "hush" not in repr(own)


@pytest.mark.parametrize("named", ["26", "h26", "H266", "Hà", "H26,H48"])
def test_what_is_no_department_is_told(settings_with: Callable[..., Values], named: str) -> None:
    with pytest.raises(ValueError, match=r"GPLX_SYNC_PROVINCES: .* is no id of a department"):
        settings_with(GPLX_SYNC_PROVINCES=named)


def test_files_may_have_an_address_of_their_own(settings_with: Callable[..., Values]) -> None:
    found = settings_with(GPLX_SYNC_FILES_URL="https://tep.example.vn/", GPLX_SYNC_FILES_LIFE="600")
    assert (found["OUTSIDE"].sync.files_url, found["SYNC_FILES_LIFE"]) == ("https://tep.example.vn", 600)


def test_codes_of_papers() -> None:
    assert components("photo=M.4  health_paper=M.2") == {"photo": "M.4", "health_paper": "M.2"}
    assert components("") == {}


@pytest.mark.parametrize("told", ["photo", "photo=", "=M.1", "face=M.1"])
def test_a_wrong_code_of_a_paper_is_told(told: str) -> None:
    with pytest.raises(ValueError, match=r"GPLX_SYNC_COMPONENTS: .* is not kind=code; kinds are photo"):
        components(told)


def test_names() -> None:
    assert provincial("H26") == "sync_h26"
    assert [department_of(name) for name in ("sync_h26", "sync", "post", "syncing")] == ["H26", None, None, None]
    assert (lane("sync", "d"), step_key("sync_h26", 7)) == ("sync:d", "sync_h26:7")


def test_where_none_is_set_the_national_portal_alone_is_told(settings: Settings) -> None:
    assert settings.OUTSIDE.provinces == {}
    assert (portals(), portals_for("H26")) == (("sync",), ("sync",))


def test_the_house_provides_a_register_and_a_queue_for_each(
    settings_with: Callable[..., Values], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "_DIRECTORY", {})
    settings.OUTSIDE = settings_with(GPLX_SYNC_PROVINCES="H26 H48", GPLX_SYNC_H26_URL="http://127.0.0.1:1")["OUTSIDE"]

    wire()

    assert portals() == ("sync", "sync_h26", "sync_h48")
    assert (portals_for("H26"), portals_for("H27")) == (("sync", "sync_h26"), ("sync",))
    assert {"register.sync", "register.sync_h26", "register.sync_h48"} <= set(jobs())
    assert directory.operation("sync_h26", "report").ask is Report
