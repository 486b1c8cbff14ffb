"""The address of a form, opened as if it were a page."""

import pytest
from django.test import Client

from gplx.ledger.models import Entry
from tests import builders

pytestmark = pytest.mark.django_db
SAID = "Chưa có gì được gửi hay thay đổi."


def test_an_officer_who_reloads_the_address_of_an_act_is_told_that_nothing_was_done(client: Client) -> None:
    dossier = builders.submitted()
    before = Entry.objects.count()
    builders.sign_in(client, builders.officer())
    response = client.get(f"/can-bo/ho-so/{dossier.id}/accept")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert SAID in response.content.decode() and "Trang này chỉ nhận biểu mẫu" in response.content.decode()
    dossier.refresh_from_db()
    assert (dossier.state, Entry.objects.count()) == ("submitted", before)


def test_a_visitor_is_told_in_their_language(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = client.get("/ngon-ngu")
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert "Nothing was sent or changed." in page.content.decode()


def test_a_form_sent_to_a_page_that_takes_none_is_told_so_too(client: Client) -> None:
    assert SAID in client.post("/tiep-can").content.decode()


def test_who_may_not_enter_is_turned_away_before(client: Client) -> None:
    dossier = builders.submitted()
    response = client.get(f"/can-bo/ho-so/{dossier.id}/accept")
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/can-bo/dang-nhap")


def test_a_program_reads_the_bare_answer(client: Client) -> None:
    response = client.get("/apiDVC-GPLX/tcdbdvcdata/mapi/g")
    assert (response.status_code, response["Allow"], response.content) == (405, "POST", b"")
