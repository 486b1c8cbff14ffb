"""A clinic's software sends an exam: the citizen has nothing to upload, and what the clinic edits later reaches the leader."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.conftest import A_CROWD, TOO_OLD
from tests.journeys.people import Citizen, Officer, refused
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.stack
GREEN, MISSING = "Giấy khám sức khỏe còn hiệu lực và đúng hạng.", "Chưa tìm thấy giấy khám sức khỏe"


@pytest.fixture
def unexamined(stack: Stack) -> Iterator[Citizen]:
    """Somebody who lacks nothing but an exam."""
    people = stack.see(f"people?kind=no_exam&pilot=1&limit={A_CROWD}")["people"]
    known = ((one, stack.see(f"people/{one['cccd']}")["register"]) for one in people if one["cccd"] not in MET)
    person = next(one for one, register in known if register["photo"] and register["photo"]["taken"] > TOO_OLD)
    MET.add(person["cccd"])
    found = Citizen(stack, person)
    yield found
    found.browser.client.close()


MET: set[str] = set()


def examine(stack: Stack, person: dict[str, Any], **asked: Any) -> dict[str, Any]:
    """The first clinic of the person's province examines them and sends the result; what it was answered."""
    address = f"/_sandbox/clinics/{person['province']}901/exam"
    told = stack.sandbox.post(address, json={"person": person["cccd"]} | asked).raise_for_status().json()
    assert told["status"] == 200
    return {**told["reply"], "sent": told["message"]}


def looks(applicant: Citizen, words: str) -> bool:
    """Whether the citizen's list of tasks says so now."""
    return words in applicant.browser.look_at(applicant.page.path).text


def test_with_an_exam_from_a_clinic_one_files_without_a_single_upload(
    stack: Stack, unexamined: Citizen, at_desk: Callable[[str, str], Officer]
) -> None:
    unexamined.start()
    assert looks(unexamined, MISSING)
    assert examine(stack, unexamined.person, dirty="tampered")["MSG_STATE"] == "0"
    assert examine(stack, unexamined.person)["MSG_TEXT"] == "Đã tiếp nhận giấy khám sức khỏe."
    until(lambda: looks(unexamined, GREEN))
    code = unexamined.submit()
    unexamined.pay()
    unexamined.browser.wait_until("Đã nhận lúc")
    for desk, act in (("tiepnhan", "accept"), ("thamdinh", "propose"), ("lanhdao", "approve")):
        at_desk(desk, code).do(code, act)
    assert "Đã duyệt" in unexamined.look(code).text
    files = "SELECT kind FROM documents_document d JOIN dossiers_dossier o ON o.id = d.dossier_id WHERE o.code = %s"
    brought = {kind for (kind,) in stack.ask(files, code)} - {"fee_bill"}
    assert brought == {"photo"}, "the register's own picture, and nothing else but the bill of the fee"


def test_what_the_clinic_edits_after_the_proposal_stops_the_approval(
    stack: Stack, unexamined: Citizen, at_desk: Callable[[str, str], Officer]
) -> None:
    unexamined.start()
    sent = examine(stack, unexamined.person)["sent"]
    until(lambda: looks(unexamined, GREEN))
    code = unexamined.submit()
    unexamined.pay()
    unexamined.browser.wait_until("Đã nhận lúc")
    for desk, act in (("tiepnhan", "accept"), ("thamdinh", "propose")):
        at_desk(desk, code).do(code, act)
    edited = examine(stack, unexamined.person, number=sent["SO"], state="EDIT", drugs="1")
    assert edited["MSG_STATE"] == "1"
    leader = at_desk("lanhdao", code)
    leader.open(code)
    page = refused(leader.browser, action="/approve")
    assert "Có mục kiểm tra đã thay đổi sau khi trình." in page.text
