"""A department's own software from its key to the closed dossier: told, tried, acting, and back to the pages; everything over HTTP."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from gplx.conf.demo.browser import Browser
from tests.journeys.people import Citizen, Officer, department_of
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.stack
AtDesk = Callable[[str, str], Officer]
PAGE = "/can-bo/phan-mem"
SECRET = re.compile(r"whsec_[0-9A-Za-z+/=]{44}")
KEY = re.compile(r"Khóa mới của phần mềm\s+([\w-]{43})")
OWN, HERE = "own_software", "built_in"


@dataclass(frozen=True)
class Software:
    """The software of a department in the practice world, and the administrator who connects it."""

    stack: Stack
    department: str
    admin: Browser

    @property
    def steer(self) -> str:
        return f"/_sandbox/software/{self.department}"

    def behave(self, variant: str = "good", **told: Any) -> None:
        """It behaves so from now on."""
        self.stack.sandbox.put(self.steer, json={"variant": variant, **told}).raise_for_status()

    def connect(self) -> None:
        """Key and address are given on the page; the software is told both secrets."""
        self.admin.open(PAGE)
        key = KEY.search(self.admin.send(action="/khoa").text)
        address = str(self.stack.sandbox.base_url.join(f"/software/{self.department}/hook"))
        shown = self.admin.send(action="/dia-chi", fill={"address": address})
        # A department that was connected before has its secret already, and takes a new one.
        secret = SECRET.search(shown.text) or SECRET.search(self.admin.send(action="/bi-mat").text)
        assert key
        assert secret
        self.behave(key=key[1], secret=secret[0], user=f"so-{self.department.lower()}")

    def work_in(self, mode: str) -> str:
        """The department works there from now on; what the page says."""
        self.admin.open(PAGE)
        return self.admin.send(action="/noi-xu-ly", fill={"mode": mode, "reason": "Thử kết nối"}).text

    def ask(self, service: str, **more: str) -> Any:
        body = {"service": service, "donViXuLy": self.department, **more}
        return self.stack.sandbox.post(f"{self.steer}/read", json=body).raise_for_status().json()["reply"]

    def act(self, code: str, act: str, desk: str, **order: Any) -> dict[str, Any]:
        said = {"officer": f"{desk}.{self.department.lower()}", **order}
        answer = self.stack.sandbox.post(f"{self.steer}/act", json={"code": code, "act": act, "order": said})
        return dict(answer.raise_for_status().json())

    def told(self, code: str) -> list[str]:
        """The acts on a dossier of which it was rightly told, in the order in which they came."""
        rows = self.stack.sandbox.get(self.steer).raise_for_status().json()["told"]
        return [
            re.findall(r'"act":"(\w+)"', one["body"])[0] for one in rows if code in one["body"] and one["status"] == 200
        ]


@pytest.fixture
def software(stack: Stack, citizen: Callable[..., Citizen], at_desk: AtDesk) -> Iterator[tuple[Software, Citizen, str]]:
    """Connected, with somebody's paid dossier before it; in the end the department works on the pages again."""
    applicant = citizen()
    code = applicant.file()
    admin = at_desk("quantri", code).browser
    theirs = Software(stack, department_of(code).upper(), admin)
    theirs.connect()
    applicant.pay()
    applicant.browser.wait_until("Đã nhận lúc")
    yield theirs, applicant, code
    theirs.behave()
    theirs.work_in(HERE)
    admin.open(PAGE)
    admin.send(action="/ngung")


def test_from_the_key_to_the_closed_dossier(
    software: tuple[Software, Citizen, str], at_desk: AtDesk, serial: Callable[[], str]
) -> None:
    theirs, applicant, code = software
    assert theirs.act(code, "accept", "tiepnhan")["status"] == 409
    assert "Xử lý trên phần mềm riêng của Sở" in theirs.work_in(OWN)

    assert theirs.act(code, "accept", "tiepnhan")["status"] == 200
    listed = theirs.ask("DanhSachHoSo", ngayNhan1="2021-09-27", ngayNhan2="2021-09-30")
    assert code in [row["maHoSo"] for row in listed["data"]]
    assert theirs.ask("TraCuuHoSo", mahoso=code)["data"][0]["MaTrangThai"] == "2"
    assert theirs.act(code, "progress", "thamdinh", note="Đang đối chiếu")["status"] == 200
    assert theirs.act(code, "propose", "thamdinh")["status"] == 200
    assert "Sở đang xử lý hồ sơ trên phần mềm riêng." in at_desk("lanhdao", code).open(code).text
    until(lambda: theirs.act(code, "approve", "lanhdao")["status"] == 200)
    number = theirs.stack.ask("SELECT number FROM licences_electroniclicence WHERE dossier_code = %s", code)[0][0]
    assert theirs.act(code, "result", "inthe", serial=serial(), number=number)["status"] == 200
    assert theirs.act(code, "hand-over", "inthe", waybill="EG000000777VN")["status"] == 200

    until(lambda: "Đã trả kết quả" in applicant.look(code).text)
    story = ["pay", "accept", "progress", "propose", "approve", "print_card", "hand_over", "deliver"]
    until(lambda: theirs.told(code)[-len(story) :] == story)
    until(lambda: theirs.stack.portal_steps(code)[-1] == "10")


def test_the_page_says_what_is_wrong_with_it_and_then_that_all_is_well(
    software: tuple[Software, Citizen, str],
) -> None:
    theirs, _applicant, _code = software

    def check(variant: str) -> str:
        theirs.behave(variant)
        theirs.admin.open(f"{PAGE}/kiem-tra")
        theirs.admin.send("Bắt đầu kiểm tra")
        return theirs.admin.look_again_while(f"{PAGE}/kiem-tra", "Đang gửi.").text

    assert "ai cũng có thể giả tin của GPLX" in check("trusting")
    assert "Tin gửi lại bị từ chối (HTTP 409)." in check("doubling")
    assert "Phần mềm gặp lỗi (HTTP 500)." in check("broken")
    well = check("good")
    assert "Phần mềm trả lời HTTP 200" in well
    assert "Tin ký sai bị từ chối (HTTP 401)." in well
    assert "Tin cũ bị từ chối (HTTP 401)." in well


def test_what_it_missed_while_it_was_down_comes_in_order_afterwards(
    software: tuple[Software, Citizen, str], at_desk: AtDesk
) -> None:
    theirs, _applicant, code = software
    until(lambda: "pay" in theirs.told(code))
    theirs.behave("broken")
    at_desk("tiepnhan", code).do(code, "accept")
    at_desk("thamdinh", code).do(code, "propose")
    until(lambda: theirs.stack.sandbox.get(theirs.steer).json()["told"])
    theirs.behave("good")
    until(lambda: theirs.told(code)[-2:] == ["accept", "propose"])
