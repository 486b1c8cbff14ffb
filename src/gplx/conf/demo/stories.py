"""Three citizens: one all green, one whose licence stands under an old number, one who brings a paper exam."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import httpx

from gplx.conf.demo.browser import Browser, UnableToGoOn
from gplx.conf.demo.citizen import Citizen
from gplx.conf.demo.office import Office
from gplx.conf.demo.teller import Teller

PILOT_DAY = "2021-09-27"  # the first Monday of the pilot in twelve provinces
TITLES = {
    "all_green": ("Mọi thứ đã sẵn sàng", "All is green"),
    "old_cmnd": ("Giấy phép đứng tên số CMND cũ", "The licence stands under an old CMND number"),
    "no_exam": ("Khám sức khỏe bằng giấy, phải bổ sung một lần", "A paper health exam, and one correction"),
}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a story ended: the dossier, its outcome, seconds, pages from sign-in to receipt, fields typed in."""

    code: str
    outcome: str
    seconds: float
    pages: int
    typed_fields: int


@dataclass(frozen=True)
class Stage:
    """Where the stories play: the addresses of GPLX and of the outside world, and the day on which they live."""

    web: str
    sandbox: str
    today: date
    teller: Teller


def people(sandbox: str, kind: str, *, limit: int = 200) -> list[dict[str, Any]]:
    """People of one kind who live in a pilot province; ``UnableToGoOn`` where there are none."""
    found = httpx.get(
        f"{sandbox}/_sandbox/people", params={"kind": kind, "limit": limit, "pilot": 1}, timeout=60, trust_env=False
    )
    listed: list[dict[str, Any]] = found.raise_for_status().json()["people"]
    if not listed:
        raise UnableToGoOn(f"the practice world has nobody of the kind {kind} in a pilot province")
    return listed


def play(stage: Stage, kind: str) -> Outcome:
    """Take somebody of this kind from the first question to the card; raises ``UnableToGoOn`` where a page does not lead on."""
    started = time.monotonic()
    citizen = Citizen(secrets.choice(people(stage.sandbox, kind)), Browser(stage.web), stage.teller)
    citizen.arrive()
    if kind == "old_cmnd" and not citizen.browser.page.has_form("Đổi giấy phép này"):
        citizen.prove_old_number()
    citizen.prepare()
    citizen.submit()
    office = Office(stage.web, _department(citizen), stage.teller)
    _BEFORE_PAYING.get(kind, _nothing)(stage, citizen, office)
    citizen.pay()
    pages, typed = citizen.browser.pages, citizen.browser.typed
    office.grant(citizen.dossier)
    citizen.wait_for_the_card()
    return Outcome(
        code=citizen.code,
        outcome="delivered",
        seconds=round(time.monotonic() - started, 2),
        pages=pages,
        typed_fields=typed,
    )


def _department(citizen: Citizen) -> str:
    citizen.browser.look_at(f"/ho-so/{citizen.dossier}/bien-nhan")
    return citizen.read_code().split("-")[0].rpartition(".")[2]


def _correction(stage: Stage, citizen: Citizen, office: Office) -> None:
    office.ask_for_a_better_paper(citizen.dossier)
    citizen.correct()
    concluded = stage.today - timedelta(days=10)
    office.record_the_paper(citizen.dossier, concluded=f"{concluded:%d/%m/%Y}")


def _nothing(_stage: Stage, _citizen: Citizen, _office: Office) -> None:
    """No desk is needed before the fee."""


_BEFORE_PAYING: dict[str, Callable[[Stage, Citizen, Office], None]] = {"no_exam": _correction}
