"""Who may enter where: a stranger, a citizen, an officer of another office, one without the role, the right one."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from gplx.documents.models import PHOTO
from gplx.documents.questions import newest
from gplx.dossiers.models import Dossier
from gplx.fees.models import FeeReceipt, Payment
from gplx.fees.receipts.changes import draw, issue, open_series
from gplx.offices.changes import open_directorate
from gplx.offices.models import (
    ACCOUNTANT,
    CLERK,
    DIRECTORATE,
    DIRECTORATE_ID,
    DOCTOR,
    EXAMINER,
    HEALTH_OFFICE,
    LEADER,
    OFFICE_ROLES,
    PRINTER,
    ROLES,
)
from gplx.pages.directorate import urls as directorate_urls
from gplx.pages.officer import urls as officer_urls
from gplx.registers.models import Exchange
from tests import builders
from tests.pages.officer.desk import at

pytestmark = pytest.mark.django_db
# Of a person or a code at the counter: test_counter and test_counter_doors.
AT_COUNTER = {"take_up", "visit", "visit_start", "visit_type", "slip"}
# Of one outside system: the directorate's own tests.
OF_A_SYSTEM = {"ask_register_again"}
# Of money: money/test_rights.
OF_MONEY = {
    "cash_desk",
    "refunds",
    "prepare_order",
    "bring_answer",
    "release_order",
    "order_file",
    "refund",
    "check_holder",
    "reconciliation",
    "reconciled_day",
    "day_sheet",
    "reconcile_again",
    "close_day",
    "explain",
}
# Of the department's own software: software/test_connection.
OF_SOFTWARE = {
    "software",
    "new_api_key",
    "register_webhook",
    "rotate_webhook",
    "stop_webhook",
    "send_all_again",
    "send_one_again",
    "new_mode",
    "conformance",
}
OPEN = {"staff_sign_in", "staff_sign_out"}
# The address by its name: how it is called, for which roles.
GUARDED: dict[str, tuple[str, tuple[str, ...]]] = {
    "queue": ("get", OFFICE_ROLES),
    "approve_several": ("post", (LEADER,)),
    "print_run": ("get", (PRINTER,)),
    "print_several": ("post", (PRINTER,)),
    "hand_over_several": ("post", (PRINTER,)),
    "cut_several": ("post", (PRINTER,)),
    "counter_desk": ("get", (CLERK,)),
    "ratings": ("get", OFFICE_ROLES),
    "dossier": ("get", OFFICE_ROLES),
    "document": ("get", OFFICE_ROLES),
    "doubtful_payments": ("get", (CLERK, LEADER, ACCOUNTANT)),
    "receipt_paper": ("get", OFFICE_ROLES),
    "cancel_receipt": ("get", (LEADER,)),
    "ask_all_again": ("post", (CLERK, EXAMINER)),
    "ask_one_again": ("post", OFFICE_ROLES),
    "act": ("post", OFFICE_ROLES),
    "directorate": ("get", (DIRECTORATE,)),
    "law_days": ("get", (DIRECTORATE,)),
    "operations": ("get", (DIRECTORATE,)),
    "ask_register_again": ("post", (DIRECTORATE,)),
    "ask_law": ("get", tuple(ROLES)),
}
ABOUT_A_DOSSIER = {"dossier", "document", "receipt_paper", "cancel_receipt", "ask_all_again", "ask_one_again", "act"}


def receipt_of(dossier: Dossier) -> FeeReceipt:
    """The receipt for its fee, its paper made."""
    open_series(department=dossier.department, symbol="TH", first=1, last=99)
    found = issue(payment_id=Payment.objects.get(dossier=dossier).id)
    assert found is not None
    draw(receipt_id=found.id)
    return found


def address(name: str, dossier: Dossier) -> str:
    """The address, about this dossier."""
    photo = newest(dossier=dossier, kind=PHOTO)
    exchange = Exchange.objects.filter(about=f"dossier:{dossier.id}").earliest("id")
    parts = {
        "dossier": [dossier.id],
        "document": [dossier.id, photo.id if photo else uuid4()],
        "receipt_paper": [dossier.id, receipt_of(dossier).id],
        "cancel_receipt": [dossier.id, receipt_of(dossier).id],
        "ask_all_again": [dossier.id],
        "ask_one_again": [dossier.id, exchange.id],
        "act": [dossier.id, "postpone"],
        "ask_register_again": ["health"],
    }
    return "/" + get_resolver().reverse(name, *parts.get(name, []))


def call(browser: Client, name: str, dossier: Dossier) -> Any:
    """Call it, with what its form would hold."""
    sent = {"request_id": builders.fresh(), "version": dossier.version}
    return (
        browser.post(address(name, dossier), sent)
        if GUARDED[name][0] == "post"
        else browser.get(address(name, dossier))
    )


def office_of(role: str) -> str:
    """Where somebody in this role works: beside the transport departments there are the Directorate and the health offices."""
    if role == DIRECTORATE:
        return open_directorate().id
    return builders.health_office().id if role in (DOCTOR, HEALTH_OFFICE) else "H26"


@pytest.fixture(scope="module")
def made(made_once: Path) -> Dossier:
    """One dossier for all."""
    return builders.examining()


def test_the_list_is_whole() -> None:
    patterns = [*officer_urls.urlpatterns, *directorate_urls.urlpatterns]
    names = {pattern.name for pattern in patterns if isinstance(pattern, URLPattern)}
    assert names == OPEN | AT_COUNTER | OF_A_SYSTEM | OF_MONEY | OF_SOFTWARE | set(GUARDED)


@pytest.mark.parametrize("name", GUARDED)
def test_strangers_and_citizens_are_asked_to_sign_in(dossier: Dossier, name: str) -> None:
    one_factor = Client()
    one_factor.force_login(builders.officer())
    citizen = builders.sign_in_citizen(Client(), dossier.applicant)
    for browser in (Client(), citizen, one_factor):
        answer = call(browser, name, dossier)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/can-bo/dang-nhap?next=")


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("role", ROLES)
def test_each_role_enters_where_it_may(dossier: Dossier, name: str, role: str) -> None:
    answer = call(at(builders.officer(role, department_id=office_of(role))), name, dossier)
    if role not in GUARDED[name][1]:
        assert answer.status_code == 403
    elif name == "act":
        assert answer.status_code == (400 if role in (EXAMINER, LEADER) else 403)
    else:
        assert answer.status_code in (200, 302)
        assert "dang-nhap" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("name", sorted(ABOUT_A_DOSSIER))
def test_to_another_office_the_dossier_does_not_exist(dossier: Dossier, name: str) -> None:
    there = call(at(builders.officer(*OFFICE_ROLES, department_id="H24")), name, dossier)
    assert there.status_code == 404
    dossier.id = uuid4()
    nowhere = f"/can-bo/ho-so/{dossier.id}"
    assert at(builders.officer(*OFFICE_ROLES)).get(nowhere).status_code == 404


def test_one_who_left_enters_nowhere() -> None:
    person = builders.officer()
    browser = at(person)
    assert browser.get("/can-bo").status_code == 200
    person.is_active = False
    person.save()
    assert browser.get("/can-bo").status_code == 302


def test_the_directorate_sees_no_dossier_even_with_an_office_role() -> None:
    dossier = builders.examining()
    open_directorate()
    browser = at(builders.officer(DIRECTORATE, CLERK, department_id=DIRECTORATE_ID))
    assert browser.get(f"/can-bo/ho-so/{dossier.id}").status_code == 404
    assert str(dossier.code) not in browser.get("/can-bo?ds=tat-ca").content.decode()


@pytest.mark.parametrize("role", [DOCTOR, HEALTH_OFFICE])
def test_those_of_the_health_office_see_no_dossier_even_with_an_office_role(role: str) -> None:
    dossier = builders.examining()
    browser = at(builders.officer(role, CLERK, department_id=builders.health_office().id, clinic=builders.clinic()))
    assert browser.get(f"/can-bo/ho-so/{dossier.id}").status_code == 404
    assert str(dossier.code) not in browser.get("/can-bo?ds=tat-ca").content.decode()
