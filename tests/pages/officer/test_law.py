"""The law as staff ask it: for any day, and what another day's law would change."""

from datetime import date

import pytest
from django.test import Client

from gplx.dossiers.models import Dossier
from gplx.offices.changes import open_directorate
from gplx.offices.models import DIRECTORATE, DIRECTORATE_ID
from gplx.programme.law_days import decision_of, decisions_that_would_differ
from gplx.rules.replay import replay
from tests import builders

pytestmark = pytest.mark.django_db

ASKED = {
    "on": "27/9/2021",
    "held": "pet",
    "licence_class": "B2",
    "issued": "1/3/2012",
    "expires": "1/3/2022",
    "born": "12/4/1985",
    "sex": "male",
    "hold": "none",
}


@pytest.fixture
def clerk(client: Client) -> Client:
    return builders.sign_in(client, builders.officer("clerk"))


@pytest.fixture
def directorate(client: Client) -> Client:
    open_directorate()
    return builders.sign_in(client, builders.officer(DIRECTORATE, department_id=DIRECTORATE_ID))


def ask(client: Client, **changed: str) -> str:
    return client.get("/can-bo/hoi-luat", ASKED | changed).content.decode()


def test_the_page_asks_for_the_day_first_with_today_filled_in(clerk: Client) -> None:
    page = clerk.get("/can-bo/hoi-luat").content.decode()
    assert 'value="27/09/2021"' in page
    assert "có lỗi" not in page


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Ông/bà đổi được giấy phép lái xe"),
        ({"on": "2/6/2022"}, "Ông/bà phải sát hạch lại trước"),
        ({"on": "2/3/2022"}, "Ông/bà đổi được giấy phép lái xe"),
        ({"on": "2/3/2025", "expires": "1/3/2025"}, "Ông/bà phải sát hạch lại trước"),
        ({"held": "lost"}, "Trường hợp của ông/bà làm theo thủ tục khác"),
        ({"hold": "seized"}, "Phải giải quyết xong việc đang vướng rồi mới đổi được"),
        ({"hold": "unresolved"}, "Ông/bà đổi được giấy phép lái xe"),
        ({"on": "2/1/2024", "issued": "1/3/2023", "expires": "1/3/2033"}, "Ông/bà đổi được giấy phép lái xe"),
        ({"hold": "unresolved", "on": "2/1/2025", "expires": "1/3/2026"}, "Phải giải quyết xong việc đang vướng"),
    ],
)
def test_each_day_is_answered_by_its_own_law(clerk: Client, changed: dict[str, str], said: str) -> None:
    assert said in ask(clerk, **changed)


@pytest.mark.parametrize(("on", "fee"), [("27/9/2021", "135.000"), ("2/1/2024", "115.000"), ("2/1/2026", "135.000")])
def test_the_fee_is_that_of_the_day(clerk: Client, on: str, fee: str) -> None:
    assert f"{fee} ₫" in ask(clerk, on=on, expires="1/3/2027")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"on": "31/5/2017"}, "Chỉ trả lời được cho các ngày từ 1/6/2017."),
        ({"on": "28/2/2018", "issued": "1/3/2018"}, "Ngày cấp không thể sau ngày được hỏi."),
        ({"issued": "1/3/1980"}, "Các ngày không khớp nhau"),
    ],
)
def test_what_cannot_be_answered_is_said(clerk: Client, changed: dict[str, str], said: str) -> None:
    assert said in ask(clerk, **changed)


def test_a_decision_is_kept_so_that_it_can_be_replayed_byte_for_byte() -> None:
    dossier = Dossier.objects.get(id=builders.submitted().id)
    decision = decision_of(dossier)
    assert (decision.outcome, decision.on) == ("exchange", date(2021, 9, 27))
    assert decision.values
    assert decision.texts
    assert replay(decision)


def test_the_decision_is_made_anew_at_approval_with_what_was_learnt_since() -> None:
    dossier = Dossier.objects.get(id=builders.approved().id)
    assert decision_of(dossier).assessment["health"]["ok"] is True
    assert replay(decision_of(dossier))


def test_drafts_have_no_decision() -> None:
    builders.draft()
    assert decisions_that_would_differ(on=date(2025, 1, 1)) == (0, ())


def test_the_law_of_the_same_day_changes_nothing() -> None:
    builders.submitted()
    assert decisions_that_would_differ(on=date(2021, 9, 27)) == (1, ())


def test_the_law_of_2025_would_name_another_class() -> None:
    code = builders.submitted().code
    compared, changed = decisions_that_would_differ(on=date(2025, 3, 2))
    assert (compared, [one.code for one in changed]) == (1, [code])
    assert changed[0].changes["new_class"] == ("B2", "B")


def test_the_discount_would_change_the_fee_alone() -> None:
    builders.submitted()
    _, changed = decisions_that_would_differ(on=date(2024, 1, 2))
    assert list(changed[0].changes) == ["fee"]
    assert changed[0].changes["fee"][1]["amount"] == 115_000


def test_the_directorate_sees_what_would_change_and_no_person(directorate: Client) -> None:
    dossier = builders.submitted()
    page = directorate.get("/tong-cuc/luat", {"on": "2/3/2025"}).content.decode()
    assert "1 trên 1 quyết định sẽ khác" in page
    assert dossier.code in page
    assert dossier.applicant.name not in page


def test_nothing_that_changes_is_said_too(directorate: Client) -> None:
    builders.submitted()
    page = directorate.get("/tong-cuc/luat", {"on": "28/9/2021"}).content.decode()
    assert "Không quyết định nào khác đi." in page


def test_a_clerk_does_not_see_the_whole_country(clerk: Client) -> None:
    assert clerk.get("/tong-cuc/luat").status_code == 403
