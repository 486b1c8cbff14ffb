"""Nothing to complain of, at 320 px and in both languages, on the pages that no other journey looks over in both."""

from collections.abc import Callable

import pytest

from tests.journeys.browser.looking import at_desk_of, look
from tests.journeys.people import Citizen, Officer, department_of
from tests.journeys.stack import Stack
from tests.journeys.window import Window

pytestmark = [pytest.mark.stack, pytest.mark.browser, pytest.mark.parametrize("language", ["vi", "en"])]
Open = Callable[..., Window]


def test_a_citizen_who_prepares(citizen: Callable[..., Citizen], in_window: Open, language: str) -> None:
    theirs = in_window(citizen("no_exam"), width=320)
    theirs.press("Đổi giấy phép này")
    theirs.wait_for("Còn 2 việc cần làm trước khi nộp")
    here = theirs.pages[-1]
    if language == "en":
        theirs.press("English")
    steps = [f"{here}/{step}" for step in ("suc-khoe", "anh", "nhan-ket-qua", "yeu-cau", "nho-giup")]
    look(theirs, language, ["/cua-toi", "/cua-toi/chung-minh", "/cua-toi/ai-da-xem", here, *steps])


def test_a_citizen_who_follows(
    stack: Stack,
    citizen: Callable[..., Citizen],
    in_window: Open,
    window: Open,
    at_desk: Callable[[str, str], Officer],
    language: str,
) -> None:
    before = in_window(citizen(), width=320)
    before.press("Đổi giấy phép này")
    before.wait_for("Đã đủ để nộp")
    review = f"{before.pages[-1]}/kiem-tra"
    applicant = citizen()
    code = applicant.file_and_pay()
    here = f"/ho-so/{applicant.dossier_id(code)}"
    theirs = in_window(applicant, width=320)
    if language == "en":
        before.press("English")
        theirs.press("English")
    look(before, language, [review])
    look(theirs, language, ["/cua-toi", f"{here}/tien-do", f"{here}/bien-nhan", f"{here}/rut"])
    for desk, act in (("tiepnhan", "accept"), ("thamdinh", "propose")):
        at_desk(desk, code).do(code, act)
    office = f"/can-bo/ho-so/{applicant.dossier_id(code)}"
    look(at_desk_of(window, f"lanhdao.{department_of(code)}", language), language, [office])
    look(window(width=320), "vi", [f"/tra-cuu/{code}"])


def test_desks_without_a_dossier(window: Open, language: str) -> None:
    look(at_desk_of(window, "thamdinh.h26", language), language, ["/can-bo", "/can-bo/hoi-luat"])
    look(at_desk_of(window, "inthe.h26", language), language, ["/can-bo", "/can-bo/in-the"])
    look(at_desk_of(window, "quantri.h26", language), language, ["/can-bo/phan-mem", "/can-bo/phan-mem/kiem-tra"])
    look(at_desk_of(window, "theodoi.tcdb", language), language, ["/tong-cuc", "/tong-cuc/he-thong", "/tong-cuc/luat"])
