"""The wiring: each register is given all that its port names, and whatever the rooms ask for can be asked."""

import json
from collections.abc import Callable
from typing import Any, get_type_hints

import msgspec
import pytest
from django.conf import settings

from gplx.casework.ask_correction import ask_correction
from gplx.casework.ask_photo import ask_photo
from gplx.casework.ask_registers import ask_licences, ask_registers
from gplx.casework.ask_statements import ask_statements
from gplx.casework.pay import pay
from gplx.casework.receive_from_portal import File
from gplx.casework.remind_refunds import ask_after_orders
from gplx.clock.acted import acted
from gplx.clock.answers import LEARNERS
from gplx.clock.parcels import look_at_parcel
from gplx.clock.portal.compare import begin_comparison, compare_chunk
from gplx.conf import wiring
from gplx.conf.apps import ConfRoom
from gplx.conf.wiring import _operations, wire
from gplx.dossiers.models import Act, Dossier
from gplx.fees.changes import ask_gateway, open_page_again
from gplx.fees.models import Payment
from gplx.ground.clock import now, today
from gplx.offices.models import CLERK
from gplx.registers import directory
from gplx.registers.email.port import Mail
from gplx.registers.health.port import HealthDatabase
from gplx.registers.licences.port import LicenceRegister
from gplx.registers.models import ANSWERED, Exchange
from gplx.registers.payments.port import Gateway, PaymentPlatform
from gplx.registers.post.port import Post
from gplx.registers.scanner.port import Scanner
from gplx.registers.sms.port import TextMessages
from gplx.registers.sync.port import DossierSync
from gplx.registers.treasury.port import Treasury
from gplx.registers.violations_record import ViolationsRegister
from gplx.registers.webhooks.port import Software
from tests import builders
from tests.builders import fresh
from tests.casework.files.test_portal_files import filed
from tests.fees.books.test_postings import word
from tests.fees.refunds.paths import ordered

PORTS = {
    "licences": LicenceRegister,
    "health": HealthDatabase,
    "police": ViolationsRegister,
    "inspectorate": ViolationsRegister,
    "sync": DossierSync,
    "payments": PaymentPlatform,
    "vnpay": Gateway,
    "treasury": Treasury,
    "post": Post,
    "sms": TextMessages,
    "email": Mail,
    "scanner": Scanner,
    "webhooks": Software,
}


def named(port: type) -> dict[str, Callable[..., Any]]:
    """What a port names."""
    lines = [one for one in reversed(port.__mro__) if one.__module__.startswith("gplx.")]
    return {
        name: call for one in lines for name, call in vars(one).items() if callable(call) and not name.startswith("_")
    }


def test_there_is_a_port_for_each_register() -> None:
    assert set(PORTS) == set(_operations(settings.OUTSIDE))


@pytest.mark.parametrize("register", PORTS)
def test_a_register_is_given_all_that_its_port_names(register: str) -> None:
    operations, port = _operations(settings.OUTSIDE)[register], named(PORTS[register])
    assert set(operations) == set(port)
    for name, operation in operations.items():
        hints = get_type_hints(port[name])
        assert (operation.ask, operation.answer) == (hints["ask"], hints["return"]), f"{register}.{name}"


def test_only_the_departments_software_is_many_systems() -> None:
    every = _operations(settings.OUTSIDE)
    assert {name for name, one in every.items() if any(operation.many for operation in one.values())} == {"webhooks"}
    assert all(operation.many for operation in every["webhooks"].values())


@pytest.mark.parametrize("register", PORTS)
def test_questions_and_answers_are_frozen(register: str) -> None:
    for operation in _operations(settings.OUTSIDE)[register].values():
        assert operation.ask.__struct_config__.frozen
        assert operation.answer.__struct_config__.frozen


def test_wiring_provides_every_register_and_the_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    provided: dict[str, set[str]] = {}
    portals: list[object] = []
    monkeypatch.setattr(wiring, "provide", lambda register, operations: provided.update({register: set(operations)}))
    monkeypatch.setattr(wiring.signin, "provide", portals.append)
    wire()
    assert provided == {name: set(named(port)) for name, port in PORTS.items()}
    assert [type(one).__name__ for one in portals] == ["HttpSignIn"]


def test_the_house_is_wired_when_all_rooms_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    wired: list[bool] = []
    monkeypatch.setattr("gplx.conf.apps.wire", lambda: wired.append(True))
    ConfRoom("gplx.conf", wiring).ready()
    assert wired == [True]
    assert settings.INSTALLED_APPS[-1] == "gplx.conf"


def test_each_violations_register_is_asked_at_its_own_address() -> None:
    operations = _operations(settings.OUTSIDE)
    police, inspectorate = (operations[name]["find"].perform.__self__ for name in ("police", "inspectorate"))
    assert police is not inspectorate
    assert type(police) is type(inspectorate)


# ---- what the rooms ask for


def asked_of_a_draft() -> None:
    dossier = builders.draft()
    dossier.licence.photo_path, dossier.licence.photo_taken = "anh-1", today()
    ask_licences(applicant=dossier.applicant, occasion="thử")
    ask_registers(dossier)
    ask_photo(dossier)


def asked_along_the_way() -> None:
    dossier = builders.handed_over()
    for act in Act.objects.filter(dossier=dossier).order_by("id"):
        acted({"act": act.id})
    look_at_parcel({"dossier": str(dossier.id)})
    ask_gateway(payment=Payment.objects.get(), occasion="thử")
    elsewhere = open_page_again(dossier=builders.submitted(), at=now(), gateway="vnpay")
    ask_gateway(payment=elsewhere, occasion="thử")


def asked_by_a_correction() -> None:
    dossier = builders.submitted()
    told = {"items": ["photo"], "reason": "Ảnh mờ.", "seen": None}
    ask_correction(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), **told)
    acted({"act": Act.objects.filter(dossier=dossier).latest("id").id})


def asked_about_money() -> None:
    refund = ordered()
    elsewhere = open_page_again(dossier=builders.submitted(), at=now(), gateway="vnpay")
    assert pay(word(elsewhere)) == "00"
    ask_after_orders(occasion="thử")
    ask_statements(day=refund.begun_at.date(), occasion="thử")


def asked_of_portals() -> None:
    builders.department()
    filed(File(kind="photo", url="https://cong.example.vn/tep/1"))
    Exchange.objects.filter(operation="report").update(state=ANSWERED, ended_at=now())
    comparison = begin_comparison(portal="sync", occasion="thử")
    assert comparison is not None
    for _ in range(2):
        compare_chunk({"comparison": comparison.id, "after": None})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asks", [asked_of_a_draft, asked_along_the_way, asked_by_a_correction, asked_about_money, asked_of_portals]
)
def test_whatever_is_asked_can_be_asked(asks: Callable[[], None]) -> None:
    """The row that the queue finds turns back into the very question that the adapter takes."""
    asks()
    exchanges = list(Exchange.objects.all())
    assert exchanges
    for one in exchanges:
        operation = directory.operation(one.register, one.operation)
        question = msgspec.convert(one.ask, operation.ask)
        assert json.loads(msgspec.json.encode(question)) == one.ask


@pytest.mark.django_db
def test_together_the_rooms_ask_for_all_that_somebody_learns_from() -> None:
    for asks in (asked_of_a_draft, asked_along_the_way, asked_by_a_correction, asked_about_money, asked_of_portals):
        asks()
    asked = set(Exchange.objects.values_list("register", "operation"))
    # No scanner is set here.
    assert asked | {("scanner", "scan")} == set(LEARNERS) | {("sync", "report"), ("treasury", "order")}
    assert Dossier.objects.count() == 7
