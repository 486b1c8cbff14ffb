"""The ground: the shifted clock, money as written, Vietnamese order, jobs that share the transaction."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from gplx.ground.clock import shift_of
from gplx.ground.jobs import enqueue
from gplx.ground.money import in_words_of_digits
from gplx.ground.names import composed, sort_key

REAL = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("today", "set_on", "days"),
    [
        (None, None, 0),
        ("", None, 0),
        ("2026-11-22", None, 0),
        ("2026-11-23", None, 1),
        ("2021-09-27", None, -1882),
        ("2021-09-27", "2026-11-22", -1882),
        ("2021-09-27", "2026-11-20", -1880),
    ],
)
def test_the_clock_is_moved_by_whole_days_and_runs_on(today: str | None, set_on: str | None, days: int) -> None:
    assert shift_of(today=today, set_on=set_on, real_today=REAL) == timedelta(days=days)


def test_a_day_that_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat string"):
        shift_of(today="27/9/2021", set_on=None, real_today=REAL)


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0 ₫"), (999, "999 ₫"), (1_000, "1.000 ₫"), (135_000, "135.000 ₫"), (19_521_000_000, "19.521.000.000 ₫")],
)
def test_money_is_written_in_whole_dong(amount: int, written: str) -> None:
    assert in_words_of_digits(amount) == written


@pytest.mark.parametrize(
    ("written", "kept"),
    [("Nguyễn  Mẫu An ", "Nguyễn Mẫu An"), ("Nguye\u0302\u0303n", "Nguyễn"), ("", ""), ("\tHà\u00a0Nam\n", "Hà Nam")],
)
def test_text_is_kept_in_one_form(written: str, kept: str) -> None:
    assert composed(written) == kept


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    wanted = ["An", "Ánh", "Ăn", "Ân", "Bình", "Cường", "Dung", "Đông", "Em", "Êm", "Ôn", "Ơn", "Uyên", "Ưng"]
    assert sorted(reversed(wanted), key=sort_key) == wanted


def test_tones_decide_only_between_equal_letters() -> None:
    assert sorted(["mã", "mạ", "má", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sort_key("mạ") < sort_key("man")


@given(st.text())
def test_any_text_has_a_key_whatever_its_form(text: str) -> None:
    assert sort_key(text) == sort_key(composed(text))


def waiting() -> list[tuple[str, dict[str, int]]]:
    """The jobs that wait, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT entrypoint, payload FROM pgqueuer ORDER BY id")
        return [(name, json.loads(bytes(payload))) for name, payload in cursor.fetchall()]


@pytest.mark.django_db
def test_a_job_waits_with_its_payload() -> None:
    enqueue("acted", {"act": 7})
    assert waiting() == [("acted", {"act": 7})]


@pytest.mark.django_db
def test_a_job_of_a_transaction_that_is_undone_never_was() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("acted", {"act": 7})
        _ = 1 / 0
    assert waiting() == []


@pytest.mark.django_db
def test_a_job_can_be_put_off() -> None:
    enqueue("acted", {"act": 7}, after=timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT execute_after > now() + interval '59 minutes' FROM pgqueuer")
        assert cursor.fetchone() == (True,)
