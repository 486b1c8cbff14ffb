"""Cards that do not arrive at the first try: the post's words come over HTTP, and the card reaches its owner all the same."""

from collections.abc import Callable

import pytest

from tests.journeys.people import Citizen, Officer
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.stack
AtDesk = Callable[[str, str], Officer]
Granted = Callable[..., tuple[Citizen, str]]


@pytest.fixture
def granted(stack: Stack, citizen: Callable[..., Citizen], at_desk: AtDesk, serial: Callable[[], str]) -> Granted:
    """Somebody whose card has just been given to the post, which fares as ``way`` says."""

    def grant(**plan: object) -> tuple[Citizen, str]:
        applicant = citizen()
        code = applicant.file_and_pay()
        for desk, act in (("tiepnhan", "accept"), ("thamdinh", "propose"), ("lanhdao", "approve")):
            at_desk(desk, code).do(code, act)
        at_desk("inthe", code).do(code, "print_card", serial=serial())
        stack.sandbox.put("/_sandbox/post", json=plan).raise_for_status()
        at_desk("inthe", code).do(code, "hand_over")
        return applicant, code

    return grant


def parcels(stack: Stack, code: str) -> dict[str, list[int]]:
    """What the post has said of each parcel of a dossier, by our number of it."""
    found = [one for one in stack.see("post")["parcels"] if one["order"]["OrderNumber"].startswith(code)]
    return {one["order"]["OrderNumber"]: [event["statusCode"] for event in one["events"]] for one in found}


def told(stack: Stack, applicant: Citizen, words: str) -> int:
    return sum(words in one["text"] for one in stack.messages(applicant.person))


def test_nobody_was_there_and_then_somebody_was(stack: Stack, granted: Granted) -> None:
    applicant, code = granted(way="absent")
    until(lambda: "người nhận vắng mặt" in applicant.look(code).text)
    until(lambda: "Đã trả kết quả" in applicant.look(code).text)
    assert parcels(stack, code) == {code: [1, 2, 3, 5, 3, 4]}
    until(lambda: stack.portal_steps(code)[-1] == "10")
    until(lambda: "Bưu điện đã chuyển về Sở" in applicant.look(code).text)


def test_a_card_that_came_back_is_fetched_instead(stack: Stack, granted: Granted, at_desk: AtDesk) -> None:
    applicant, code = granted(way="refused")
    until(lambda: "Đã về Sở" in applicant.look(code).text)
    until(lambda: told(stack, applicant, "đã được chuyển về Sở") == 2)
    applicant.browser.open(applicant.page.link("Đổi cách nhận thẻ"))
    applicant.browser.send("Lưu cách nhận", fill={"delivery": "desk"})
    assert "Khi thẻ về đến Sở, GPLX nhắn ông/bà đến nhận." in applicant.page.text
    printer = at_desk("inthe", code)
    printer.do(code, "hand_over")
    printer.do(code, "deliver", signed_by="Nguyễn Mẫu Ký", old_licence="cut")
    assert "Đã cắt góc" in printer.open(code).text
    assert "Đã trả kết quả" in applicant.look(code).text
    assert parcels(stack, code) == {code: [1, 2, 3, 8, 7]}
    until(lambda: stack.portal_steps(code)[-1] == "10")


def test_turned_round_on_its_way_it_goes_to_another_address(stack: Stack, granted: Granted, at_desk: AtDesk) -> None:
    applicant, code = granted(way="silent")
    until(lambda: parcels(stack, code))
    stack.sandbox.put(f"/_sandbox/post/{code}", json={"statusCode": 5, "go_on": True}).raise_for_status()
    until(lambda: "Chưa giao được" in applicant.look(code).text)
    until(lambda: applicant.look(code).has_link("Đổi cách nhận thẻ"))
    until(lambda: told(stack, applicant, "Bưu điện chưa giao được thẻ") == 2)
    applicant.browser.open(applicant.page.link("Đổi cách nhận thẻ"))
    applicant.browser.send("Lưu cách nhận", fill={"delivery_address": "Số 9 ngõ Mẫu, thành phố Hải Phòng"})
    until(lambda: "Đã về Sở" in applicant.look(code).text)
    at_desk("inthe", code).do(code, "hand_over")
    until(lambda: "Đã trả kết quả" in applicant.look(code).text)
    second = f"{code}-L2"
    assert parcels(stack, code) == {code: [1, 5, 6, 7], second: [1, 2, 3, 4]}
    (order,) = [one["order"] for one in stack.see("post")["parcels"] if one["order"]["OrderNumber"] == second]
    assert (order["ReceiverProvince"], order["ReceiverAddress"]) == (31, "Số 9 ngõ Mẫu, thành phố Hải Phòng")


def test_a_lost_card_is_printed_anew(
    stack: Stack, granted: Granted, at_desk: AtDesk, serial: Callable[[], str]
) -> None:
    applicant, code = granted(way="lost")
    until(lambda: "Bị thất lạc" in applicant.look(code).text)
    printer = at_desk("inthe", code)
    printer.do(code, "print_card", serial=serial())
    printer.do(code, "hand_over")
    until(lambda: "Đã trả kết quả" in applicant.look(code).text)
    assert parcels(stack, code) == {code: [1, 2, 10], f"{code}-L2": [1, 2, 3, 4]}
    assert told(stack, applicant, "bị thất lạc khi chuyển phát") == 2


def test_words_that_nobody_knows_are_shown_and_deliver_nothing(stack: Stack, granted: Granted) -> None:
    applicant, code = granted(way="odd")
    until(lambda: "Bưu cục phát đang xử lý" in applicant.look(code).text)
    assert "Đã trả kết quả" not in applicant.page.text
    until(lambda: "Đã trả kết quả" in applicant.look(code).text)
    assert parcels(stack, code) == {code: [1, 77, 2, 78, 3, 77, 4]}
