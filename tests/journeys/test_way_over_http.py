"""The whole way of one dossier, from the front page to the card in the hand, as every system around has seen it."""

from collections.abc import Callable

import pytest

from tests.journeys.people import Citizen, Officer
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.stack

REGISTERED, TO_PAY, RECEIVED, PROCESSING, PROCESSED, RETURNED = "1", "6", "2", "4", "9", "10"
WRITTEN_OF = (
    "Đã nhận hồ sơ",
    "để nộp lệ phí",
    "Đã nhận lệ phí",
    "được tiếp nhận",
    "được phê duyệt",
    "đã sẵn sàng",
    "Đã trả",
)


def test_from_the_front_page_to_the_card_in_the_hand(
    stack: Stack, citizen: Callable[..., Citizen], at_desk: Callable[[str, str], Officer], serial: Callable[[], str]
) -> None:
    applicant, blank = citizen(), serial()
    code = applicant.file_and_pay()
    at_desk("tiepnhan", code).do(code, "accept")
    at_desk("thamdinh", code).do(code, "propose")
    at_desk("lanhdao", code).do(code, "approve")
    at_desk("inthe", code).do(code, "print_card", serial=blank)
    at_desk("inthe", code).do(code, "hand_over")
    until(lambda: RETURNED in stack.portal_steps(code))
    assert stack.portal_steps(code) == [REGISTERED, TO_PAY, RECEIVED, PROCESSING, PROCESSED, RETURNED]
    assert "Đã trả kết quả" in applicant.look(code).text
    until(lambda: len(stack.messages(applicant.person)) == len(WRITTEN_OF) * len(("sms", "email")))
    for way in ("sms", "email"):
        said = [message["text"] for message in stack.messages(applicant.person) if message["provider"] == way]
        assert [[words in text for text in said].count(True) for words in WRITTEN_OF] == [1] * len(WRITTEN_OF)
    known = stack.see(f"people/{applicant.person['cccd']}")["register"]["licences"]
    assert [card["SoGPLX"] for card in known if card["SoSeri"] == blank] == applicant.person["licences"]
