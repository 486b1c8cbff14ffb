"""People of a drill do not give up: a page that does not come is loaded again, what was done already is not done again."""

from collections.abc import Iterator
from unittest import mock

import httpx
import pytest

from gplx.conf.demo.browser import Browser, UnableToGoOn
from gplx.conf.drill import patience
from gplx.conf.drill.patience import PatientCitizen, PatientOffice, patient_browser, persist
from tests.registers.outside import Answer, Outside, a_world, closed_port


@pytest.fixture
def world() -> Iterator[Outside]:
    with a_world() as found:
        yield found


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSE", 0.01)


def html(body: str, status: int = 200) -> Answer:
    return Answer(f"<html><body>{body}</body></html>".encode(), status=status, headers={"Content-Type": "text/html"})


def test_errors_of_the_server_and_broken_answers_are_tried_again(world: Outside) -> None:
    world.will_answer(html("", 500), html("", 503), Answer(b"half", half=True), html("<h1>Đây rồi</h1>"))
    assert patient_browser(world.url).open("/x").title == "Đây rồi"
    assert len(world.asked) == 4


def test_a_form_is_sent_again_as_it_was(world: Outside) -> None:
    form = '<form method="post" action="/act"><input name="request_id" value="r-1"><button>Gửi</button></form>'
    world.will_answer(html(form), html("", 502), html("<h1>Xong</h1>"))
    browser = patient_browser(world.url)
    browser.open("/x")
    assert browser.send("Gửi").title == "Xong"
    first, second = world.asked[1:]
    assert first.raw == second.raw == b"request_id=r-1"


def test_a_refusal_is_an_answer(world: Outside) -> None:
    world.will_answer(html("không", 409))
    with pytest.raises(UnableToGoOn, match="409"):
        patient_browser(world.url).open("/x")
    assert len(world.asked) == 1


def test_in_the_end_even_the_patient_give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "LIMIT", 0.05)
    with pytest.raises(httpx.ConnectError):
        patient_browser(f"http://127.0.0.1:{closed_port()}").open("/x")
    with pytest.raises(UnableToGoOn):
        persist(mock.Mock(side_effect=UnableToGoOn("never")))


def test_whoever_has_waited_for_long_looks_one_last_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What they waited for may have come while the last try went wrong."""
    monkeypatch.setattr(patience, "LIMIT", -1.0)
    with pytest.raises(UnableToGoOn):
        persist(mock.Mock(side_effect=[UnableToGoOn("at the limit"), None]))
    monkeypatch.setattr(patience, "LIMIT", 0.0)
    tried = mock.Mock(side_effect=[UnableToGoOn("before the limit"), None])
    monkeypatch.setattr(patience.time, "monotonic", mock.Mock(side_effect=[0.0, 0.0, 5.0]))
    persist(tried)
    assert tried.call_count == 2


def test_what_leads_elsewhere_is_done_anew_until_it_succeeds() -> None:
    do = mock.Mock(side_effect=[UnableToGoOn("once"), httpx.ReadError("twice"), None])
    persist(do)
    assert do.call_count == 3


DONE = '<li class="gplx-timeline__step gplx-timeline__step--done"><p class="gplx-timeline__title">Tiếp nhận <span>x</span></p></li>'


@pytest.mark.parametrize(
    ("page", "sends"),
    [('<form method="post" action="/accept"><button>Tiếp nhận</button></form>', True), (DONE, False)],
)
def test_an_act_that_is_in_the_history_is_not_done_again(world: Outside, page: str, sends: bool) -> None:
    world.will_answer(html(page), html("ok"))
    office = PatientOffice(world.url, "H26", mock.Mock(), desks={"tiepnhan": Browser(world.url)})
    office._do_once("tiepnhan", "d", "accept", "Tiếp nhận")
    assert [asked.method for asked in world.asked] == (["GET", "POST"] if sends else ["GET"])


@pytest.mark.parametrize(("address", "pays"), [("/ho-so/d/bien-nhan", False), ("/ho-so/d/nop-phi", True)])
def test_a_fee_that_came_meanwhile_is_not_paid_again(world: Outside, address: str, pays: bool) -> None:
    """The word of the platform may come while its payer looks elsewhere: to pay then leads to the receipt."""
    lead = Answer(b"", status=302, headers={"Location": f"/base{address}"})
    shown = html('<h1>Đã nộp hồ sơ</h1><span class="gplx-code">000.00.99.H26-210927-0001</span> Đã nhận lúc 8:00')
    world.will_answer(lead, shown)
    citizen = PatientCitizen({}, Browser(world.url), mock.Mock())
    citizen.dossier = "d"
    with mock.patch.object(PatientCitizen, "pay") as pay:
        citizen._settle_the_fee()
    assert pay.called is pays
    assert citizen.code == ("" if pays else "000.00.99.H26-210927-0001")


def test_a_fee_that_is_not_asked_for_yet_is_waited_for(world: Outside) -> None:
    """Where an agency takes long, the way to pay leads to the receipt as well: that is not the end."""
    lead = Answer(b"", status=302, headers={"Location": "/base/ho-so/d/bien-nhan"})
    world.will_answer(lead, html('<span class="gplx-code">000.00.99.H26-210927-0001</span> Chưa nộp'))
    citizen = PatientCitizen({}, Browser(world.url), mock.Mock())
    citizen.dossier = "d"
    with pytest.raises(UnableToGoOn, match="not asked for yet"):
        citizen._settle_the_fee()
    assert citizen.code == ""


def test_an_act_that_is_neither_offered_nor_done_is_waited_for(world: Outside) -> None:
    world.will_answer(html("<p>Đang chờ</p>"))
    office = PatientOffice(world.url, "H26", mock.Mock(), desks={"tiepnhan": Browser(world.url)})
    with pytest.raises(UnableToGoOn, match="accept is not offered yet"):
        office._do_once("tiepnhan", "d", "accept", "Tiếp nhận")
