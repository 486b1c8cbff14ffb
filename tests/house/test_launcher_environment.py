"""What each process is told, and what it must never be told."""

import json
from datetime import date
from pathlib import Path

import pytest

from gplx.conf.checkout.places import Places, UnableToStart
from gplx.conf.postgres.database import Database
from gplx.conf.processes.clock import clock
from gplx.conf.processes.environment import (
    OUTSIDE,
    for_application,
    for_owner,
    for_sandbox,
    needs_sandbox,
    practice,
)

DATABASE = Database(owner_url="postgresql://owner", app_url="postgresql://app", stop=lambda: None)
ALL = {f"GPLX_{name.upper()}_URL": "https://real" for name in OUTSIDE}


def test_the_application_never_learns_the_owner(tmp_path: Path) -> None:
    given = {"GPLX_OWNER_DATABASE_URL": "postgresql://owner", "DATABASE_URL": "postgresql://x"}
    told = for_application(Places(root=tmp_path), DATABASE, web="http://w", given=given)
    assert told["DATABASE_URL"] == "postgresql://app"
    assert "postgresql://owner" not in told.values()
    assert told["GPLX_BASE_URL"] == "http://w"


def test_the_owner_works_as_owner(tmp_path: Path) -> None:
    assert for_owner(Places(root=tmp_path), DATABASE, given={})["DATABASE_URL"] == "postgresql://owner"


def test_a_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    places = Places(root=tmp_path)
    first, second = (for_owner(places, DATABASE, given={})["GPLX_SECRET_KEY"] for _ in range(2))
    assert first == second and len(first) >= 50
    assert places.secret.stat().st_mode & 0o777 == 0o600
    assert for_owner(places, DATABASE, given={"GPLX_SECRET_KEY": "mine"})["GPLX_SECRET_KEY"] == "mine"


def test_practice_fills_in_only_what_is_open() -> None:
    told = practice("http://sb:1", given={"GPLX_SMS_URL": "https://real", "PATH": "/bin"})
    assert told["GPLX_SMS_URL"] == "https://real"
    assert told["GPLX_PORTAL_URL"] == "http://sb:1/portal"
    assert told["GPLX_SCANNER_URL"] == "tcp://sb:1", "the scanner of the practice world listens on the same port"
    assert told["GPLX_PRACTICE"] == "1"
    assert {name for name in told if name.endswith("_URL")} == ALL.keys() | {"GPLX_SCANNER_URL", "GPLX_SYNC_H25_URL"}
    assert (told["GPLX_SYNC_PROVINCES"], told["GPLX_SYNC_H25_URL"]) == ("H25", "http://sb:1/province/h25")


@pytest.mark.parametrize(
    ("given", "answer"), [({}, True), (ALL, False), ({"GPLX_PRACTICE": "1", "GPLX_SMS_URL": "x"}, True)]
)
def test_sandbox_plays_all_or_none(given: dict[str, str], answer: bool) -> None:
    assert needs_sandbox(given) is answer


def test_a_house_without_a_second_gateway_is_whole() -> None:
    assert needs_sandbox({name: url for name, url in ALL.items() if name != "GPLX_VNPAY_URL"}) is False


def test_half_a_real_world_is_refused() -> None:
    given = {name: url for name, url in ALL.items() if name not in {"GPLX_POST_URL", "GPLX_POLICE_URL"}}
    with pytest.raises(UnableToStart, match=r"no address: GPLX_POLICE_URL, GPLX_POST_URL\."):
        needs_sandbox(given)


def test_the_sandbox_gets_no_keys() -> None:
    given = {"GPLX_SECRET_KEY": "s", "DATABASE_URL": "d", "GPLX_TODAY": "2021-09-27", "PATH": "/bin"}
    assert for_sandbox(web="http://w", given=given) == {
        "SANDBOX_GPLX_URL": "http://w",
        "SANDBOX_PAYMENT_CALLBACK": "http://w/api/payments/callback",
        "SANDBOX_PAYMENT_RETURN": "http://w/thanh-toan/ket-qua",
        "SANDBOX_VNPAY_IPN": "http://w/api/payments/vnpay/ipn",
        "PATH": "/bin",
        "GPLX_TODAY": "2021-09-27",
    }


PILOT, LATER = "2021-09-27", "2021-12-01"


@pytest.mark.parametrize(
    ("remembered", "given", "otherwise", "told"),
    [
        (None, None, None, None),
        (None, None, PILOT, (PILOT, "2026-03-10")),
        (None, LATER, PILOT, (LATER, "2026-03-10")),
        ((PILOT, "2026-03-01"), None, None, (PILOT, "2026-03-01")),
        ((PILOT, "2026-03-01"), PILOT, None, (PILOT, "2026-03-01")),
        ((PILOT, "2026-03-01"), LATER, PILOT, (LATER, "2026-03-10")),
    ],
)
def test_the_practice_clock_runs_on_over_restarts(
    tmp_path: Path,
    remembered: tuple[str, str] | None,
    given: str | None,
    otherwise: str | None,
    told: tuple[str, str] | None,
) -> None:
    memory = tmp_path / "clock.json"
    if remembered:
        memory.write_text(json.dumps(days(remembered)))
    environment = {"GPLX_TODAY": given} if given else {}
    for real_today in (date(2026, 3, 10), date(2026, 3, 11)):  # the second start says the same as the first
        assert clock(memory, given=environment, real_today=real_today, otherwise=otherwise) == days(told)


def test_whoever_sets_both_days_is_left_alone(tmp_path: Path) -> None:
    given = days((PILOT, "2020-01-01"))
    assert clock(tmp_path / "clock.json", given=given, real_today=date(2026, 3, 10), otherwise=None) == {}


def days(told: tuple[str, str] | None) -> dict[str, str]:
    return {"GPLX_TODAY": told[0], "GPLX_TODAY_SET_ON": told[1]} if told else {}
