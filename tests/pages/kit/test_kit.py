"""The building blocks: what they show, and that nothing of others runs in a page."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError

from gplx.pages.kit.fields import DayField, choice, upload, words
from gplx.pages.kit.page import render
from tests.pages.kit.showing import shown

HOSTILE = '"><script>alert(1)</script>{{ 7*7 }}'


class Everything(forms.Form):
    name = words(label="Tên", longest=5, help_text="Như trên giấy")
    day = DayField(label="Ngày")
    way = choice(label="Cách", choices={"a": "A", "b": "B"})
    paper = upload(label="Giấy")


def test_a_field_ties_label_hint_and_error_to_its_input() -> None:
    html = shown("{{ k.text(form.name) }}", form=Everything({"name": "quá dài rồi"}))
    assert '<label class="govuk-label" for="id_name">Tên</label>' in html
    assert 'aria-describedby="id_name-hint id_name-error"' in html
    assert 'id="id_name-error"' in html and "Tên: tối đa 5 ký tự." in html and 'value="quá dài rồi"' in html


def test_the_error_summary_leads_to_each_field() -> None:
    html = shown("{{ k.error_summary(form) }}", form=Everything({}))
    assert [f'href="#id_{name}"' in html for name in ("name", "day", "way", "paper")] == [True] * 4
    assert shown("{{ k.error_summary(form) }}", form=Everything()) == ""


@pytest.mark.parametrize(
    "source",
    [
        "{{ k.text(form.name) }}",
        "{{ k.textarea(form.name) }}",
        "{{ k.tag(hostile) }}",
        "{{ k.button(hostile) }}",
        "{{ k.warning(hostile) }}",
        "{{ k.summary_list([(hostile, hostile), (hostile, [hostile, hostile])]) }}",
        "{{ k.table(hostile, [hostile], [[hostile]]) }}",
        "{{ k.task_list([{'title': hostile, 'status': hostile, 'colour': '', 'hint': hostile, 'href': hostile}]) }}",
        "{{ k.timeline([{'title': hostile, 'state': 'now', 'when': hostile, 'text': hostile}]) }}",
        "{{ k.waiting([{'who': hostile, 'text': hostile, 'done': False}], hostile) }}",
        "{% call k.panel(hostile) %}{{ hostile }}{% endcall %}",
        "{{ _('Xin chào %(name)s', name=hostile) }}",
    ],
)
def test_hostile_text_stays_text(source: str) -> None:
    html = shown(source, hostile=HOSTILE, form=Everything({"name": HOSTILE}))
    assert "<script" not in html
    assert "&lt;script&gt;" in html and "{{ 7*7 }}" in html


def test_lines_are_lines_and_words_are_words() -> None:
    html = shown("{{ k.summary_list([('a', word), ('b', ['1', '2'])]) }}", word=translation.gettext_lazy("Nam"))
    assert '<dd class="govuk-summary-list__value">Nam</dd>' in html
    assert '<dd class="govuk-summary-list__value">1<br>2</dd>' in html


def test_a_change_link_names_what_it_changes() -> None:
    html = shown("{{ k.summary_list([('Phí', '1', '/x'), ('Hạng', 'B2')]) }}")
    assert 'href="/x">Thay đổi<span class="govuk-visually-hidden"> Phí</span>' in html
    assert html.count("govuk-summary-list__row--no-actions") == 1


def test_an_acts_form_carries_version_and_a_request_id_of_its_own() -> None:
    html = shown("{% call k.form('/x', version=3) %}y{% endcall %}" * 2)
    ids = html.split('name="request_id" value="')
    assert html.count('name="version" value="3"') == 2
    assert ids[1][:32] != ids[2][:32]
    assert html.count("csrfmiddlewaretoken") == 2


def test_a_form_that_only_asks_sends_no_token() -> None:
    assert "csrfmiddlewaretoken" not in shown("{% call k.form('/x', method='get') %}y{% endcall %}")


def test_what_is_awaited_looks_again_by_itself_or_by_a_link() -> None:
    source = "{{ k.waiting([{'who': 'A', 'text': 'b', 'done': True}, {'who': 'C', 'text': 'd', 'done': False}]) }}"
    html = shown(source, refresh_after=2)
    assert 'hx-get="/x?a=1" hx-trigger="every 2s"' in html and 'max="2" value="1"' in html
    assert 'href="/x?a=1"' in html
    assert "hx-get" not in shown(source)


def answer(*, refresh_after: int | None, polling: bool) -> HttpResponse:
    request = RequestFactory().get("/", headers={"HX-Request": "true"} if polling else {})
    request.citizen = None
    return render(request, "public/about/help.html", refresh_after=refresh_after)


@pytest.mark.parametrize(
    ("refresh_after", "polling", "reloads"), [(2, True, False), (None, True, True), (None, False, False)]
)
def test_a_page_that_waits_no_more_is_loaded_as_a_whole(
    refresh_after: int | None, polling: bool, reloads: bool
) -> None:
    assert ("HX-Refresh" in answer(refresh_after=refresh_after, polling=polling)) is reloads


def test_without_script_a_waiting_page_refreshes_and_a_ready_one_does_not() -> None:
    assert (
        '<noscript><meta http-equiv="refresh" content="2">' in answer(refresh_after=1, polling=False).content.decode()
    )
    assert "refresh" not in answer(refresh_after=None, polling=False).content.decode()


def test_no_page_has_script_or_style_of_its_own() -> None:
    html = answer(refresh_after=2, polling=False).content.decode()
    assert "<style" not in html and "style=" not in html and "onclick" not in html
    assert html.count("<script") == html.count('<script src="/static/') == 1


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        shown("{{ nothing.here }}")


def test_money_days_and_moments() -> None:
    at = datetime(2021, 9, 27, 3, 5, tzinfo=UTC)
    html = shown("{{ 135000|money }} {{ day|day }} {{ at|moment }}", day=date(2021, 9, 7), at=at)
    assert html == "135.000 ₫ 07/09/2021 10:05 ngày 27/09/2021"


@pytest.mark.parametrize("typed", ["7/9/2021", "07-09-2021", "7.9.2021", "2021-09-07"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert DayField(label="Ngày").clean(typed) == date(2021, 9, 7)


@pytest.mark.parametrize("typed", ["9/2021", "31/9/2021", "hôm qua", "7/9/21"])
def test_what_is_no_day_is_refused_in_words(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match=r"Ngày cần ghi theo ngày/tháng/năm, ví dụ 15/3/2012\."):
        DayField(label="Ngày").clean(typed)
