"""The three stories of the demonstration, played through a hand-made house: who does what, in which order, and what is counted."""

import io
from datetime import date

import pytest
from PIL import Image
from rich.console import Console

from gplx.conf.demo import stories
from gplx.conf.demo.browser import Browser, UnableToGoOn
from gplx.conf.demo.citizen import EXCHANGE, Citizen, picture
from gplx.conf.demo.office import Office
from gplx.conf.demo.stories import PILOT_DAY, TITLES, Outcome, Stage, people, play
from gplx.conf.demo.teller import STEPS, Teller
from tests.conf.practice import CODE, DOSSIER, Practice
from tests.conf.site import Answer, Site

AT_THE_END = ["desk", "accept", "desk", "propose", "desk", "approve", "desk", "print_card", "hand_over"]


@pytest.fixture
def practice(site: Site, browser: Browser) -> Practice:
    """The house; the ``browser`` fixture makes every browser impatient."""
    return Practice(site)


@pytest.fixture
def told() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def stage(site: Site, told: io.StringIO) -> Stage:
    teller = Teller(Console(file=told, width=200), "en")
    return Stage(site.url, site.url, date.fromisoformat(PILOT_DAY), teller)


def steps(told: io.StringIO) -> list[str]:
    """The names of the steps that were told, in order."""
    names = {english.partition("{")[0]: name for name, (_, english) in STEPS.items()}
    lines = [line.partition(" s  ")[2] for line in told.getvalue().splitlines()]
    return [next(name for words, name in names.items() if line.startswith(words)) for line in lines]


def test_all_green_goes_from_the_first_question_to_the_card(
    practice: Practice, stage: Stage, told: io.StringIO
) -> None:
    outcome = play(stage, "all_green")
    assert (outcome.code, outcome.outcome, outcome.pages, outcome.typed_fields) == (CODE, "delivered", 7, 0)
    assert 0 < outcome.seconds < 30
    assert practice.done == ["sign in", "signed in", "start", "submit", "pay", *AT_THE_END]
    assert steps(told) == [
        *["precheck", "sign_in", "found", "start", "submit", "pay", "receipt"],
        *["accept", "propose", "approve", "print", "delivered"],
    ]


def test_an_old_number_is_proved_before_the_dossier_is_started(
    practice: Practice, stage: Stage, told: io.StringIO
) -> None:
    practice.missing.add("proof")
    outcome = play(stage, "old_cmnd")
    assert practice.done[:4] == ["sign in", "signed in", "proof", "start"]
    assert dict(practice.sent_to("/chung-minh")[0].fields) == {"code": practice.people[0]["qr"]}
    assert outcome.typed_fields == 1, "the text of the card's code is pasted, and nothing else typed"
    assert steps(told)[2:5] == ["found", "prove", "start"]


def test_an_old_number_that_the_register_knows_need_not_be_proved(practice: Practice, stage: Stage) -> None:
    play(stage, "old_cmnd")
    assert "proof" not in practice.done


def test_a_paper_exam_is_brought_corrected_and_recorded_before_the_fee(
    practice: Practice, stage: Stage, told: io.StringIO
) -> None:
    practice.missing.add("paper")
    play(stage, "no_exam")
    before_paying = practice.done[practice.done.index("start") + 1 : practice.done.index("pay")]
    assert before_paying == ["paper", "submit", "desk", "ask_correction", "paper", "correct", "record_answer"]
    (asked,) = practice.sent_to("/ask_correction")
    assert dict(asked.fields)["items"] == "health"
    (recorded,) = practice.sent_to("/record_answer")
    assert dict(recorded.fields) == {
        "subject": "health",
        "good": "yes",
        "note": "Giấy khám số 0001/THU",
        "concluded": "17/09/2021",
        "classes": "B2",
    }
    assert steps(told)[3:9] == ["start", "paper", "submit", "ask_correction", "correct", "record"]


def test_a_portrait_is_brought_where_there_is_none(practice: Practice, stage: Stage) -> None:
    practice.missing |= {"paper", "photo"}
    play(stage, "all_green")
    assert practice.done[2:6] == ["start", "paper", "photo", "submit"]
    assert b'filename="anh.jpg"' in practice.sent_to("/chan-dung")[0].body


def test_who_signs_in_is_the_person_of_the_register(practice: Practice, stage: Stage) -> None:
    practice.people = [{"cccd": "001085009999", "qr": ""}]
    play(stage, "all_green")
    assert dict(practice.sent_to("/cong/vao")[0].fields) == {"number": "001085009999"}


def test_each_desk_is_an_officer_of_the_departments_own_with_a_browser_of_its_own(
    practice: Practice, stage: Stage
) -> None:
    play(stage, "all_green")
    asked = [one.address for one in practice.site.sent if one.path == "/can-bo/dang-nhap" and one.method == "GET"]
    names = [address.partition("tai-khoan=")[2] for address in asked]
    assert names == ["tiepnhan.h26", "thamdinh.h26", "lanhdao.h26", "inthe.h26"]


def test_an_officer_signs_in_once(practice: Practice, stage: Stage) -> None:
    office = Office(stage.web, "H24", stage.teller)
    first = office.desk("tiepnhan")
    assert office.desk("tiepnhan") is first
    assert office.desk("lanhdao") is not first
    assert practice.done == ["desk", "desk"]


def test_no_two_cards_are_printed_on_one_blank(practice: Practice, stage: Stage) -> None:
    office = Office(stage.web, "H26", stage.teller)
    for _ in range(3):
        office.grant(DOSSIER)
    serials = [dict(one.fields)["serial"] for one in practice.sent_to("/print_card")]
    assert len(set(serials)) == 3
    assert all(len(serial) == 8 and serial[:2] == "TH" and serial[2:].isdecimal() for serial in serials)


def test_what_is_said_is_asked_of_people_who_live_in_a_pilot_province(practice: Practice, site: Site) -> None:
    assert people(site.url, "old_cmnd", limit=5) == practice.people
    assert site.sent[-1].fields == [("kind", "old_cmnd"), ("limit", "5"), ("pilot", "1")]


def test_a_world_without_such_people_is_told(practice: Practice, stage: Stage) -> None:
    practice.people = []
    with pytest.raises(UnableToGoOn, match="nobody of the kind no_exam"):
        play(stage, "no_exam")
    assert practice.done == []


def test_a_page_that_does_not_lead_on_ends_the_story(practice: Practice, stage: Stage, told: io.StringIO) -> None:
    practice.site.pages["/can-bo/ho-so/d-1/approve"] = Answer("<p>Cần hai người khác nhau.</p>", status=409)
    with pytest.raises(UnableToGoOn, match=r"409 · Cần hai người khác nhau\."):
        play(stage, "all_green")
    assert steps(told)[-1] == "propose", "a step that failed is not told as done"
    assert "print_card" not in practice.done


def test_a_receipt_without_a_code_is_told(practice: Practice, stage: Stage) -> None:
    practice.site.pages["/ho-so/d-1/bien-nhan"] = Answer("<h1>Biên nhận</h1>")
    with pytest.raises(UnableToGoOn, match="no dossier code · Biên nhận"):
        play(stage, "all_green")


def test_a_register_that_knows_no_licence_is_told_so(practice: Practice, stage: Stage, told: io.StringIO) -> None:
    practice.missing.add("proof")
    citizen = Citizen(practice.people[0], Browser(stage.web), stage.teller)
    citizen.arrive()
    assert told.getvalue().splitlines()[-1].endswith("The register answers: –")
    assert (citizen.dossier, citizen.code) == ("", "")


@pytest.mark.parametrize(
    ("code", "department"), [("000.00.26.H26-210927-0001", "H26"), ("000.00.01.H05-240101-1234", "H05")]
)
def test_the_department_is_read_from_the_code(practice: Practice, stage: Stage, code: str, department: str) -> None:
    practice.site.pages["/ho-so/d-1/bien-nhan"] = Answer(f'<p class="gplx-code"> {code}\n</p>')
    citizen = Citizen(practice.people[0], Browser(stage.web), stage.teller)
    citizen.dossier = DOSSIER
    assert stories._department(citizen) == department
    assert citizen.browser.pages == 0, "a look at the receipt is no page of the way"


@pytest.mark.parametrize("size", [(600, 800), (60, 80)])
def test_a_made_up_scan_is_a_jpeg_of_its_size(size: tuple[int, int]) -> None:
    drawn = Image.open(io.BytesIO(picture("Giấy khám", size=size)))
    assert (drawn.format, drawn.size) == ("JPEG", size)


def test_a_scan_that_can_be_read_is_another_picture_than_a_blurred_one() -> None:
    assert picture("bản chụp mờ") != picture("bản chụp rõ")


def test_there_are_three_stories_with_titles_in_both_languages() -> None:
    assert list(TITLES) == ["all_green", "old_cmnd", "no_exam"]
    assert all(len(titles) == 2 and all(titles) for titles in TITLES.values())
    assert date.fromisoformat(PILOT_DAY).strftime("%A") == "Monday"
    assert EXCHANGE == "Đổi giấy phép này"


def test_an_outcome_cannot_be_changed_afterwards() -> None:
    outcome = Outcome(code=CODE, outcome="delivered", seconds=1.0, pages=7, typed_fields=0)
    with pytest.raises(AttributeError):
        outcome.pages = 3
