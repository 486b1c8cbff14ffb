"""Whether everything is where it should be: the house's own record beside what the outside world has received."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import psycopg

PATIENCE = 600.0  # seconds for what failed to be made again; the pauses between tries grow
# Jobs for later are those of the calendar and of payments that may still come; an exchange that is open is never one of them.
_STUCK = """
SELECT (SELECT count(*) FROM registers_exchange WHERE state IN ('wanted', 'sent')),
       (SELECT count(*) FROM registers_exchange WHERE learnt_at IS NULL),
       (SELECT count(*) FROM pgqueuer WHERE status = 'picked' OR (status = 'queued' AND execute_after <= now())),
       (SELECT count(*) FROM pgqueuer WHERE status NOT IN ('queued', 'picked')),
       (SELECT count(*) FROM dossiers_dossier WHERE state NOT IN ('closed'))
"""


@dataclass(frozen=True)
class Verdict:
    """What was counted, and each thing that is not as it should be, in words."""

    counted: dict[str, int]
    wrong: tuple[str, ...] = field(default=())


def wait_until_settled(owner_url: str, *, patience: float = PATIENCE) -> float:
    """Wait until nothing is under way any more; gives the seconds. After ``patience`` what is left is for the verdict."""
    started = time.monotonic()
    while time.monotonic() < started + patience:
        exchanges, unlearnt, jobs, _, dossiers = _row(owner_url, _STUCK)
        if not (exchanges or unlearnt or jobs or dossiers):
            break
        time.sleep(1)
    return time.monotonic() - started


def examine(owner_url: str, sandbox: str) -> Verdict:
    """Compare the house with the world: states, steps at the portal, messages, calls, jobs, payments."""
    wrong: list[str] = []
    with httpx.Client(base_url=f"{sandbox}/_sandbox/", timeout=120, trust_env=False) as world:
        portal = {held["MaHoSo"]: held for held in world.get("dossiers").raise_for_status().json()["dossiers"]}
        sent = Counter(one["id"] for one in world.get("messages").raise_for_status().json()["messages"])
    counted = _states(owner_url, wrong) | _steps(owner_url, portal, wrong) | _messages(owner_url, sent, wrong)
    counted |= _payments(owner_url, wrong) | _left_over(owner_url, wrong)
    return Verdict(counted=counted, wrong=tuple(wrong))


def _states(owner_url: str, wrong: list[str]) -> dict[str, int]:
    states = dict(_rows(owner_url, "SELECT state, count(*) FROM dossiers_dossier GROUP BY state"))
    wrong += [f"{count} dossiers are {state}, not closed" for state, count in states.items() if state != "closed"]
    return {"dossiers": sum(states.values()), "delivered": states.get("closed", 0)}


def _steps(owner_url: str, portal: Mapping[str, Any], wrong: list[str]) -> dict[str, int]:
    """Each step of each dossier exactly once and in the order in which it happened."""
    query = (
        "SELECT d.code, array_agg(a.portal_code::text ORDER BY a.id) FROM dossiers_act a "
        "JOIN dossiers_dossier d ON d.id = a.dossier_id WHERE a.portal_code IS NOT NULL GROUP BY d.code"
    )
    happened = dict(_rows(owner_url, query))
    repeats = 0
    for code, steps in happened.items():
        held = portal.get(code, {"DanhSachTienDo": [], "repeats": 0})
        told = [step["TrangThai"] for step in held["DanhSachTienDo"]]
        repeats += held["repeats"]
        if told != steps:
            wrong.append(f"the portal was told {told} of {code}, but {steps} happened")
    wrong += [f"the portal holds {code}, which does not exist" for code in portal.keys() - happened.keys()]
    return {"portal steps": sum(map(len, happened.values())), "portal steps sent again, kept once": repeats}


def _messages(owner_url: str, sent: Counter[str], wrong: list[str]) -> dict[str, int]:
    wanted = {key for (key,) in _rows(owner_url, "SELECT key FROM letters_message")}
    wrong += [f"{len(wanted - sent.keys())} messages were not sent"] if wanted - sent.keys() else []
    twice = [key for key, count in sent.items() if count > 1]
    wrong += [f"{len(twice)} messages were sent more than once"] if twice else []
    unknown = sent.keys() - wanted
    wrong += [f"{len(unknown)} messages were sent that nobody wanted"] if unknown else []
    return {"messages": len(wanted)}


def _payments(owner_url: str, wrong: list[str]) -> dict[str, int]:
    query = "SELECT dossier_id, count(*) FROM fees_payment WHERE state = 'paid' GROUP BY dossier_id"
    paid = dict(_rows(owner_url, query))
    twice = sum(count > 1 for count in paid.values())
    wrong += [f"{twice} dossiers were paid more than once"] if twice else []
    (dossiers,) = _row(owner_url, "SELECT count(*) FROM dossiers_dossier")
    wrong += [f"{dossiers - len(paid)} dossiers were not paid"] if dossiers > len(paid) else []
    return {"payments": len(paid)}


def _left_over(owner_url: str, wrong: list[str]) -> dict[str, int]:
    exchanges, unlearnt, jobs, held, _ = _row(owner_url, _STUCK)
    left = {
        "calls still open": exchanges,
        "answers that nobody has learnt of": unlearnt,
        "jobs that nobody does": jobs,
        "jobs that failed for good": held,
    }
    wrong += [f"{count} {what}" for what, count in left.items() if count]
    ended = dict(_rows(owner_url, "SELECT state, count(*) FROM registers_exchange GROUP BY state"))
    for state in ("given_up", "refused"):
        wrong += [f"{ended[state]} calls were {state}"] if ended.get(state) else []
    (tries,) = _row(owner_url, "SELECT coalesce(sum(attempts), 0) FROM registers_exchange")
    return {"calls": sum(ended.values()), "tries of calls": int(tries)}


def answered(owner_url: str, *, apart_from: str) -> int:
    """How many calls were answered, apart from those to one register."""
    query = "SELECT count(*) FROM registers_exchange WHERE state = 'answered' AND register <> %s"
    (count,) = _row(owner_url, query, apart_from)
    return int(count)


def _rows(owner_url: str, query: str, *values: object) -> list[Any]:
    with psycopg.connect(owner_url) as connection:
        return connection.execute(query, values).fetchall()


def _row(owner_url: str, query: str, *values: object) -> Any:
    return _rows(owner_url, query, *values)[0]
