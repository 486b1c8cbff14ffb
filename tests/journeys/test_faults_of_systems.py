"""Other systems that are down, slow, talk nonsense or hang up: filing goes on, the page says who is silent, it heals by itself."""

from collections.abc import Callable

import pytest

from gplx.conf.demo.browser import UnableToGoOn
from tests.journeys.people import Citizen, Officer
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.stack

FAULTS = ("500", "timeout", "garbage", "half")
BEHIND = ("health", "police", "inspectorate", "payments", "sync", "sms", "sms2", "email", "email2")
WILL_BE_TOLD = "Khi mọi mục kiểm tra đã đạt, ông/bà nhận tin nhắn mời nộp lệ phí."
SILENT = "Chưa có trả lời. Ông/bà vẫn nộp được hồ sơ."


def has_struck(stack: Stack, *systems: str) -> bool:
    """Whether every one of these systems has failed a call."""
    return all(any(one["fault"] for one in stack.received(system)) for system in systems)


def forget(stack: Stack) -> None:
    stack.sandbox.delete("/_sandbox/received").raise_for_status()


def messages_about(stack: Stack, applicant: Citizen) -> list[tuple[str, str]]:
    return sorted((one["to"], one["text"][:20]) for one in stack.messages(applicant.person))


@pytest.mark.parametrize("fault", FAULTS)
def test_filing_goes_on_while_nobody_answers_and_all_is_made_good_afterwards(
    stack: Stack, citizen: Callable[..., Citizen], fault: str
) -> None:
    forget(stack)
    stack.faults(*BEHIND, fault=fault)
    applicant = citizen()
    draft = applicant.start()
    assert draft.text.count(SILENT) == 2
    applicant.bring_paper()
    code = applicant.submit()
    until(lambda: WILL_BE_TOLD in applicant.browser.open(f"{draft.path.rstrip('/')}/nop-phi").text)
    assert {"Cục Cảnh sát giao thông", "Thanh tra giao thông"} <= set(waited_for(applicant, code))
    until(lambda: has_struck(stack, "health", "police", "inspectorate", "sync"))
    assert stack.portal_steps(code) == [] or fault == "half"
    stack.heal()
    until(lambda: "Nộp lệ phí" in applicant.look(code).text)
    assert waited_for(applicant, code) == ["Ông/bà"]
    applicant.browser.open(applicant.page.link("Nộp lệ phí"))
    applicant.pay()
    applicant.browser.wait_until("Đã nhận lúc")
    until(lambda: stack.portal_steps(code) == ["1", "6"])
    until(lambda: len(messages_about(stack, applicant)) >= 6)
    assert len(set(messages_about(stack, applicant))) == len(messages_about(stack, applicant)) == 6


def waited_for(applicant: Citizen, code: str) -> list[str]:
    """Whom the page names as the one that holds the dossier up."""
    rows = applicant.look(code).body.xpath("//dt[normalize-space()='Đang chờ']/following-sibling::dd[1]")
    return [line.strip().partition(", từ ")[0] for line in rows[0].itertext() if line.strip()]


@pytest.mark.parametrize("fault", ["500", "timeout", "garbage"])
def test_a_silent_licence_register_lets_a_person_go_on(
    stack: Stack, citizen: Callable[..., Citizen], fault: str
) -> None:
    applicant = citizen()
    [held] = stack.see(f"people/{applicant.person['cccd']}")["register"]["licences"]
    stack.faults("licences", fault=fault)
    applicant.sign_in()
    said = applicant.settled().text
    assert "Cơ sở dữ liệu giấy phép lái xe chưa trả lời. Ông/bà vẫn làm tiếp được" in said
    days = {field: day(held[name]) for field, name in (("issued", "NgayCapGPLX"), ("expires", "NgayHHGPLX"))}
    applicant.browser.send("Tiếp tục", fill={"number": held["SoGPLX"], "licence_class": held["HangGPLX"], **days})
    applicant.settled()
    assert applicant.page.text.count(SILENT) == 1
    applicant.bring_photo()
    applicant.settled()
    code = applicant.submit()
    assert waited_for(applicant, code) == ["Cơ sở dữ liệu giấy phép lái xe"]
    stack.heal()
    until(lambda: "Nộp lệ phí" in applicant.look(code).text)
    assert len(stack.ask("SELECT 1 FROM licences_licence WHERE number = %s", held["SoGPLX"])) == 1


def day(compact: str) -> str:
    """``20120301`` as people write it."""
    return f"{compact[6:]}/{compact[4:6]}/{compact[:4]}"


@pytest.mark.parametrize("fault", ["500", "timeout"])
def test_a_portal_that_fails_at_sign_in_costs_no_draft(
    stack: Stack, citizen: Callable[..., Citizen], fault: str
) -> None:
    applicant = citizen()
    draft = applicant.start().path
    applicant.browser.send(action="/dang-xuat")
    applicant.browser.open(draft)
    page = applicant.browser.send("Đăng nhập qua Cổng Dịch vụ công Quốc gia")
    known = dict(page.form("Đăng nhập").form_values()) | {"number": applicant.person["cccd"]}
    back = applicant.browser.client.post(page.url, data=known).headers["location"]
    stack.faults("portal", fault=fault)
    with pytest.raises(UnableToGoOn, match="503"):
        applicant.browser.open(back)
    assert "Hồ sơ đã lưu vẫn còn: vui lòng thử lại sau ít phút." in applicant.page.text
    stack.heal()
    applicant.browser.send("Đăng nhập qua Cổng Dịch vụ công Quốc gia")
    assert applicant.pass_portal().path == draft


@pytest.mark.parametrize("fault", ["500", "half"])
def test_a_post_that_breaks_off_gets_one_parcel(
    stack: Stack,
    citizen: Callable[..., Citizen],
    at_desk: Callable[[str, str], Officer],
    serial: Callable[[], str],
    fault: str,
) -> None:
    applicant = citizen()
    code = applicant.file_and_pay()
    for desk, act in (("tiepnhan", "accept"), ("thamdinh", "propose"), ("lanhdao", "approve")):
        at_desk(desk, code).do(code, act)
    at_desk("inthe", code).do(code, "print_card", serial=serial())
    forget(stack)
    stack.faults("post", fault=fault)
    at_desk("inthe", code).do(code, "hand_over")
    until(lambda: has_struck(stack, "post"))
    assert "Đã duyệt" in applicant.look(code).text
    stack.heal()
    until(lambda: "Đã trả kết quả" in applicant.look(code).text)
    parcels = [one for one in stack.see("post")["parcels"] if code.replace(".", "") in str(one).replace(".", "")]
    assert len(parcels) == 1
