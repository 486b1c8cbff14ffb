"""The practice world as one ASGI application."""

import os
from collections.abc import Mapping

import httpx
from starlette.applications import Starlette

from sandbox.census import Around, Census
from sandbox.clinics.software import ClinicSoftware
from sandbox.clock import Clock
from sandbox.control.faults import Faults
from sandbox.control.gate import Gate
from sandbox.control.received import Inbox
from sandbox.desk import Desk
from sandbox.health.database import HealthDatabase
from sandbox.licences.register import LicenceRegister
from sandbox.messages.providers import Providers
from sandbox.payments.platform import PaymentPlatform
from sandbox.payments.pulled import PulledPage
from sandbox.payments.vnpay import Vnpay
from sandbox.people.population import Population
from sandbox.people.provinces import provinces
from sandbox.portal.hand_over import HandOver
from sandbox.portal.sign_in import SignIn
from sandbox.post.office import PostOffice
from sandbox.scanner.clamd import Scanner
from sandbox.software.department import DepartmentSoftware
from sandbox.sync.doors import provincial
from sandbox.sync.files import Fetcher
from sandbox.sync.filing import FilingDesk
from sandbox.sync.gateway import SyncGateway
from sandbox.treasury.office import TreasuryOffice
from sandbox.violations.files import ViolationFiles
from sandbox.wire import BadInputError, System, refuse_bad_input


class World(Gate):
    """All systems behind one gate; the scanner speaks no HTTP, so whoever serves them hands it its connections."""

    scanner: Scanner


def create(
    *,
    seed: int = 2021,
    people: int = 50_000,
    env: Mapping[str, str] | None = None,
    outgoing: httpx.AsyncBaseTransport | None = None,
    tick: float = 1,
) -> World:
    """All systems behind one gate.

    `env` replaces the process's environment; `outgoing` carries what goes to GPLX, callbacks and exams (the network where None);
    `tick` is the seconds between two bytes of a dripping answer.
    """
    env = os.environ if env is None else env
    clock, population = Clock.from_environment(env), Population(seed=seed, size=people)
    faults, inbox = Faults(seed=seed), Inbox()
    licences = LicenceRegister(people=population)
    health = HealthDatabase(people=population, clock=clock, env=env)
    agencies = ("police", "inspectorate")
    violations = tuple(ViolationFiles(system=one, people=population, clock=clock) for one in agencies)
    around = Around(licences=licences, health=health, violations=violations)
    platform = PaymentPlatform(clock=clock, env=env, outgoing=outgoing)
    vnpay = Vnpay(clock=clock, env=env, outgoing=outgoing)
    fetchers = [Fetcher(system=one, clock=clock, inbox=inbox, outgoing=outgoing) for one in ("sync", "province")]
    portals = _portals(*fetchers, people=population, faults=faults, env=env)
    systems: tuple[System, ...] = (
        SignIn(people=population, clock=clock, env=env),
        HandOver(people=population, env=env),
        licences,
        health,
        *violations,
        *portals,
        FilingDesk(people=population, clock=clock, env=env, dossiers=portals[0].dossiers, outgoing=outgoing),
        platform,
        TreasuryOffice(clock=clock, takings={"NENTANG": platform.takings, "VNPAY": vnpay.takings}),
        ClinicSoftware(people=population, clock=clock, env=env, outgoing=outgoing),
        vnpay,
        PulledPage(platform=platform, env=env, outgoing=outgoing),
        PostOffice(clock=clock, env=env),
        Providers(clock=clock),
        DepartmentSoftware(env=env, outgoing=outgoing),
        Census(people=population, around=around),
        Desk(people=population, faults=faults, inbox=inbox, around=around),
    )
    routes = [route for system in systems for route in system.routes()]
    app = Starlette(routes=routes, exception_handlers={BadInputError: refuse_bad_input})
    world = World(app, faults=faults, inbox=inbox, clock=clock, tick=tick)
    world.scanner = Scanner(faults=faults, inbox=inbox, clock=clock, tick=tick)
    return world


def _portals(
    national: Fetcher, local: Fetcher, *, people: Population, faults: Faults, env: Mapping[str, str]
) -> tuple[SyncGateway, ...]:
    """The national portal, and that of each province of the pilot."""
    return (
        SyncGateway(people=people, faults=faults, env=env, files=national),
        *(
            SyncGateway(people=people, faults=faults, env=env, files=local, door=provincial(each.agency))
            for each in provinces()
            if each.pilot
        ),
    )
