"""`./gplx demo`: the whole house in the pilot's own week; three citizens go from the first question to the card."""

import argparse
import json
import os
from dataclasses import asdict
from datetime import date

import httpx
from rich.console import Console

from gplx.conf.checkout.places import Places
from gplx.conf.checkout.progress import say
from gplx.conf.demo.browser import UnableToGoOn
from gplx.conf.demo.stories import PILOT_DAY, TITLES, Outcome, Stage, play
from gplx.conf.demo.teller import LANGUAGES, Teller
from gplx.conf.processes import ports
from gplx.conf.processes.environment import only_in_practice
from gplx.conf.processes.world import Wanted, World, world
from gplx.conf.run.serve import addresses, only_one, stop_in_order

ACCOUNTS = """  Sign in as an officer of Hà Nội at {web}/can-bo (password thuc-hanh-2021, the code is filled in):
    tiepnhan.h26 accepts · thamdinh.h26 examines · lanhdao.h26 approves · inthe.h26 prints
  Sign in as a citizen at {web}/cua-toi: the practice portal lists people to choose from.
  Messages that were sent: {sandbox}/_sandbox/inbox"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--exit", action="store_true", help="stop after the run")
    parser.add_argument("--json", action="store_true", help="a JSON summary as the last line of standard output")
    parser.add_argument(
        "--delay", type=float, default=0, help="seconds that every outside system takes longer to answer"
    )
    parser.add_argument("--lang", choices=LANGUAGES, default="vi", help="the language of the steps")


def run(places: Places, options: argparse.Namespace) -> int:
    """Start everything on free ports, play the three stories, and stay up until Ctrl-C (or stop, with ``--exit``)."""
    only_in_practice(os.environ)
    stop_in_order()
    wanted = Wanted(
        host="127.0.0.1",
        port=ports.preferably(8000),
        sandbox_port=ports.preferably(8001),
        workers=os.cpu_count() or 1,
        first_day=PILOT_DAY,
    )
    try:
        with only_one(places), world(places, wanted) as found:
            slow_down(found, options.delay)
            ended = _stories(found, options)
            if not options.exit:
                say(addresses(found) + "\n" + ACCOUNTS.format(web=found.web, sandbox=found.sandbox))
                found.running.watch()
    except KeyboardInterrupt:
        say("Stopped.")
        return 0
    if options.json:
        print(json.dumps(ended, ensure_ascii=False))  # noqa: T201  # the summary is what standard output is for
    return 0 if ended["ok"] else 1


def slow_down(found: World, seconds: float) -> None:
    """Have every outside system take ``seconds`` longer to answer."""
    faults = {"*": {"delay": seconds}}
    httpx.put(f"{found.sandbox}/_sandbox/faults", json=faults, timeout=30, trust_env=False).raise_for_status()


def _stories(found: World, options: argparse.Namespace) -> dict[str, object]:
    teller = Teller(Console(stderr=options.json), options.lang)
    today = date.fromisoformat(found.environment["GPLX_TODAY"])
    stage = Stage(found.web, found.sandbox or "", today, teller)
    outcomes: list[Outcome] = []
    for kind, titles in TITLES.items():
        teller.heading(titles[LANGUAGES.index(options.lang)])
        try:
            outcomes.append(play(stage, kind))
        except (UnableToGoOn, httpx.HTTPError) as trouble:
            say(f"The story “{kind}” ended early: {trouble}. See the logs in .gplx/logs.")
    return {"dossiers": [asdict(one) for one in outcomes], "ok": len(outcomes) == len(TITLES)}
