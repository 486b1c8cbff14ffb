"""Where a department works is changed by an act with its reason; no dossier is lost by it, in no state, in no direction."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from gplx.casework.change_mode import change_mode
from gplx.dossiers.models import DESK, STATES, Act, Dossier
from gplx.dossiers.questions import visible_to
from gplx.dossiers.refusals import NotAllowed, NotComplete
from gplx.ledger.models import Entry
from gplx.offices.models import (
    ADMIN,
    BUILT_IN,
    CLERK,
    EXAMINER,
    LEADER,
    OWN_SOFTWARE,
    PRINTER,
    ROLES,
    Department,
    Officer,
)
from tests import builders
from tests.api.acts.software import Software, kind
from tests.casework.acts.stages import refused
from tests.house.entry.stages import waiting_for_agencies, with_applicant
from tests.pages.officer.desk import act, at, page

pytestmark = pytest.mark.django_db
WHY = "Phần mềm của Sở đã kết nối xong"


@pytest.fixture
def admin() -> Officer:
    Department.objects.filter(id=builders.department().id).update(api_key_hash="x", api_user="so-h26")
    return builders.officer(ADMIN)


def mode() -> str:
    return Department.objects.get(id="H26").mode


def changes() -> list[Entry]:
    return list(Entry.objects.filter(subject="department:H26", act="change_mode").order_by("number"))


def test_the_ledger_keeps_who_why_and_how_many_dossiers_were_under_way(admin: Officer) -> None:
    builders.draft()
    builders.submitted(green=False)
    builders.examining()
    assert mode() == BUILT_IN

    assert change_mode(by=admin, mode=OWN_SOFTWARE, reason=f" {WHY} ").mode == OWN_SOFTWARE

    (entry,) = changes()
    assert (entry.kind, entry.actor) == ("act", f"officer:{admin.pk}")
    assert entry.details == {"from": BUILT_IN, "to": OWN_SOFTWARE, "reason": WHY, "under_way": 2}
    assert mode() == OWN_SOFTWARE
    assert not Department.objects.exclude(id="H26").filter(mode=OWN_SOFTWARE).exists()


def test_the_mode_that_it_has_already_changes_nothing(admin: Officer) -> None:
    change_mode(by=admin, mode=BUILT_IN, reason=WHY)
    assert changes() == []


@pytest.mark.parametrize("role", [role for role in ROLES if role != ADMIN])
def test_nobody_but_an_administrator_changes_it(admin: Officer, role: str) -> None:
    with pytest.raises(NotAllowed):
        change_mode(by=builders.officer(role), mode=OWN_SOFTWARE, reason=WHY)
    assert (mode(), changes()) == (BUILT_IN, [])


def test_an_administrator_who_left_changes_nothing(admin: Officer) -> None:
    admin.is_active = False
    with pytest.raises(NotAllowed):
        change_mode(by=admin, mode=OWN_SOFTWARE, reason=WHY)


@pytest.mark.parametrize(
    ("to", "reason"), [(OWN_SOFTWARE, ""), (OWN_SOFTWARE, "  "), ("khac", WHY), ("", WHY), ("own_software ", WHY)]
)
def test_it_needs_a_mode_that_there_is_and_a_reason(admin: Officer, to: str, reason: str) -> None:
    with pytest.raises(NotComplete, match="Cần chọn một cách xử lý và ghi lý do"):
        change_mode(by=admin, mode=to, reason=reason)
    assert (mode(), changes()) == (BUILT_IN, [])


def test_software_without_a_key_is_given_no_dossier() -> None:
    builders.department()
    with pytest.raises(NotComplete, match="chưa có khóa"):
        change_mode(by=builders.officer(ADMIN), mode=OWN_SOFTWARE, reason=WHY)
    assert mode() == BUILT_IN


def withdrawn() -> Dossier:
    dossier = builders.submitted()
    builders.sign_in_citizen(Client(), dossier.applicant).post(
        f"/ho-so/{dossier.id}/rut", {"version": dossier.version, "request_id": builders.fresh()}
    )
    return dossier


def closed() -> Dossier:
    dossier = builders.handed_over(delivery=DESK)
    act(at(builders.officer(PRINTER)), dossier, "deliver", signed_by="Nguyễn Thử", old_licence="cut")
    return dossier


def at_the_desk() -> Dossier:
    return builders.handed_over(delivery=DESK)


# In each state: a dossier; then an act that goes on from it, as a page and as the API name it, with whom and what.
Step = tuple[Callable[[], Dossier], str, str, str, dict[str, Any], dict[str, Any]]
WHY_NOT = {"reason": "Ảnh mờ", "article": "Điều 17"}
GOES_ON: list[Step] = [
    (builders.paid, "accept", "accept", CLERK, {}, {}),
    (waiting_for_agencies, "refuse", "refuse", CLERK, WHY_NOT, WHY_NOT),
    (builders.examining, "propose", "propose", EXAMINER, {}, {}),
    (builders.proposed, "approve", "approve", LEADER, {}, {}),
    (builders.approved, "print_card", "result", PRINTER, {"serial": "AB123456"}, {"serial": "AB123456"}),
    (builders.printed, "hand_over", "hand-over", PRINTER, {}, {}),
    (at_the_desk, "deliver", "deliver", PRINTER, {"signed_by": "A", "old_licence": "cut"}, {"signed_by": "A"}),
    (lambda: refused(stage=builders.paid), "reopen", "reopen", LEADER, {"reason": "Nhầm"}, {"reason": "Nhầm"}),
]  # fmt: skip


def api_order(dossier: Dossier, body: dict[str, Any], on_api: str) -> dict[str, Any]:
    return body | {"number": dossier.licence.number} if on_api == "result" else body


@pytest.mark.parametrize("step", GOES_ON, ids=lambda step: step[1])
def test_what_was_begun_on_the_pages_goes_on_in_own_software(step: Step, client: Client) -> None:
    build, on_page, on_api, role, form, body = step
    dossier, by, software = build(), builders.officer(role), Software(client, "H26")
    before = Dossier.objects.values().get(id=dossier.id)

    shut = act(at(by), dossier, on_page, **form)
    assert shut.status_code == 409
    assert "Sở đang xử lý hồ sơ trên phần mềm riêng nên trang này chỉ để xem." in page(shut)
    assert Dossier.objects.values().get(id=dossier.id) == before

    shown = page(at(by).get(f"/can-bo/ho-so/{dossier.id}"))
    assert dossier.code in shown
    assert "Sở đang xử lý hồ sơ trên phần mềm riêng." in shown
    assert f'action="/can-bo/ho-so/{dossier.id}/{on_page}"' not in shown
    assert software.do(on_api, dossier, by, **api_order(dossier, body, on_api)).status_code == 200
    assert Act.objects.filter(dossier=dossier, act=on_page).exists()


@pytest.mark.parametrize("step", GOES_ON, ids=lambda step: step[1])
def test_what_was_begun_in_own_software_goes_on_on_the_pages(step: Step, client: Client, admin: Officer) -> None:
    build, on_page, on_api, role, form, body = step
    software = Software(client, "H26")
    dossier, by = build(), builders.officer(role)
    change_mode(by=admin, mode=BUILT_IN, reason="Phần mềm của Sở bị hỏng")
    before = Dossier.objects.values().get(id=dossier.id)

    answer = software.do(on_api, dossier, by, **api_order(dossier, body, on_api))
    assert kind(answer) == (409, "worked-elsewhere")
    assert "Sở đang xử lý hồ sơ trên trang của GPLX" in answer.json()["detail"]
    assert software.get(f"/{dossier.code}").status_code == 200
    assert Dossier.objects.values().get(id=dossier.id) == before

    assert act(at(by), dossier, on_page, **form).status_code == 302
    assert Act.objects.filter(dossier=dossier, act=on_page).exists()


def test_in_every_state_a_dossier_stays_where_it_is_and_in_sight(client: Client, admin: Officer) -> None:
    builds = (
        builders.draft, builders.submitted, builders.examining, with_applicant, builders.approved, refused, withdrawn,
        closed,
    )  # fmt: skip
    dossiers = [build() for build in builds]
    before = {row["id"]: row for row in Dossier.objects.values()}
    assert {row["state"] for row in before.values()} == set(STATES)
    clerk = builders.officer(CLERK)

    for to in (OWN_SOFTWARE, BUILT_IN):
        change_mode(by=admin, mode=to, reason=WHY)
        assert {row["id"]: row for row in Dossier.objects.values()} == before
        seen = set(visible_to(clerk).values_list("id", flat=True))
        assert seen == {dossier.id for dossier in dossiers[1:]}
        for dossier in dossiers[1:]:
            assert at(clerk).get(f"/can-bo/ho-so/{dossier.id}").status_code == 200
    assert [entry.details["to"] for entry in changes()] == [OWN_SOFTWARE, BUILT_IN]


def test_what_needs_a_person_at_the_desk_is_done_on_the_pages_in_either_mode() -> None:
    Department.objects.filter(id=builders.department().id).update(mode=OWN_SOFTWARE)
    dossier = builders.submitted()
    paid = act(at(builders.officer(CLERK)), dossier, "pay", received="135.000")
    assert paid.status_code == 302
    assert dossier.paid_at is not None
    silent = waiting_for_agencies()
    answer = {"subject": "police", "good": "yes", "note": "CV 12 ngày 27/9/2021"}
    assert act(at(builders.officer(CLERK)), silent, "record_answer", **answer).status_code == 302


def test_several_at_once_are_refused_as_one_is() -> None:
    Department.objects.filter(id=builders.department().id).update(mode=OWN_SOFTWARE)
    dossier, leader = builders.proposed(), builders.officer(LEADER)
    browser = at(leader)
    assert "Phê duyệt các hồ sơ đã chọn" not in page(browser.get("/can-bo"))
    browser.post("/can-bo/duyet", {"request_id": builders.fresh(), "dossier": [f"{dossier.id}:{dossier.version}"]})
    assert "trang này chỉ để xem" in page(browser.get("/can-bo"))
    dossier.refresh_from_db()
    assert dossier.approved_at is None
