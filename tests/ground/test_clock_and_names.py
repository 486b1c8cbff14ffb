"""The business clock as it stands, and Vietnamese names in every form in which they come."""

import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.ground import clock
from gplx.ground.clock import HANOI, now, shift_of, today
from gplx.ground.money import in_words_of_digits
from gplx.ground.names import composed, sort_key

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


class Frozen(datetime):
    """The real clock, stopped."""

    at = datetime(2026, 11, 22, 16, 59, 30, tzinfo=UTC)

    @classmethod
    def now(cls, tz=None):
        return cls.at.astimezone(tz)


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> type[Frozen]:
    monkeypatch.setattr(clock, "datetime", Frozen)
    monkeypatch.setattr(clock, "_shift", lambda: timedelta(0))
    monkeypatch.setattr(Frozen, "at", Frozen.at)
    return Frozen


def test_a_moment_knows_where_it_is(stopped: type[Frozen]) -> None:
    assert now() == datetime(2026, 11, 22, 23, 59, 30, tzinfo=HANOI)
    assert now().utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 22, 16, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 17, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_begins_at_midnight_in_hanoi(stopped: type[Frozen], at: datetime, day: date) -> None:
    stopped.at = at
    assert today() == day


def test_a_moved_clock_keeps_the_hour_and_runs_on(stopped: type[Frozen], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_shift", lambda: timedelta(days=-1882))
    assert now() == datetime(2021, 9, 27, 23, 59, 30, tzinfo=HANOI)
    stopped.at += timedelta(minutes=1)
    assert (now().time().isoformat(), today()) == ("00:00:30", date(2021, 9, 28))


@given(DAYS, DAYS, DAYS)
def test_from_the_day_on_which_it_was_set_the_clock_runs_day_by_day(told: date, set_on: date, real: date) -> None:
    shift = shift_of(today=told.isoformat(), set_on=set_on.isoformat(), real_today=real)
    assert set_on + shift == told
    assert (real + shift) - told == real - set_on


@given(DAYS, DAYS)
def test_nobody_who_set_no_day_gets_another(real: date, set_on: date) -> None:
    assert shift_of(today=None, set_on=set_on.isoformat(), real_today=real) == timedelta(0)
    assert shift_of(today=real.isoformat(), set_on=None, real_today=real) == timedelta(0)


@pytest.mark.parametrize("wrong", ["27/9/2021", "2021-13-01", "2021-02-30", "hôm nay"])
def test_a_day_on_which_it_was_set_must_be_one(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|out of range|must be in"):
        shift_of(today="2021-09-27", set_on=wrong, real_today=date(2026, 1, 1))


# ---- money


@given(st.integers(0, 10**15))
def test_an_amount_can_be_read_back(amount: int) -> None:
    written = in_words_of_digits(amount)
    groups = written.removesuffix(" ₫").split(".")
    assert int("".join(groups)) == amount
    assert all(len(group) == 3 for group in groups[1:])
    assert 1 <= len(groups[0]) <= 3


# ---- names

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
VIETNAMESE = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " áàảãạếềểễệ"), max_size=20)


@given(VIETNAMESE)
def test_composed_or_not_it_is_the_same_name(name: str) -> None:
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len({composed(one) for one in forms}) == 1
    assert len({sort_key(one) for one in forms}) == 1


@given(st.text())
def test_composing_twice_is_composing_once(text: str) -> None:
    once = composed(text)
    assert composed(once) == once
    assert once == once.strip()
    assert "  " not in once


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Nguyễn\u00a0Văn\u2003A", "Nguyễn Văn A"),
        ("\u200bNguyễn", "\u200bNguyễn"),
        ("Đặng\r\nThử", "Đặng Thử"),
        ("  ", ""),
        ("NGUYỄN", "NGUYỄN"),
    ],
    ids=["other blanks", "what is no blank stays", "lines", "only blanks", "capitals stay"],
)
def test_blanks_are_single_and_letters_are_left_alone(written: str, kept: str) -> None:
    assert composed(written) == kept


def test_every_letter_has_its_place_in_the_alphabet() -> None:
    keys = [sort_key(letter) for letter in LETTERS]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(LETTERS)


@given(VIETNAMESE)
def test_capitals_do_not_change_the_order(name: str) -> None:
    assert sort_key(name.upper()) == sort_key(name.lower()) == sort_key(name)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("An", "An Giang"),
        ("Bà Rịa", "Bạc Liêu"),
        ("Cần Thơ", "Đà Nẵng"),
        ("Đắk Lắk", "Đắk Nông"),
        ("Hà Nam", "Hà Nội"),
        ("Quảng Nam", "Quảng Ngãi"),
        ("Nguyễn Thị Hà", "Nguyễn Thị Hạ"),
        ("Lê Hoa", "Lê Hòa"),
        ("Thanh Hóa", "Thừa Thiên Huế"),
    ],
)
def test_people_find_names_where_they_look_for_them(first: str, then: str) -> None:
    assert sort_key(first) < sort_key(then)


@given(VIETNAMESE, VIETNAMESE)
def test_the_tones_decide_only_where_all_letters_are_the_same(one: str, other: str) -> None:
    plain = [sort_key(name).partition(" ")[0] for name in (one, other)]
    if plain[0] != plain[1]:
        assert (sort_key(one) < sort_key(other)) == (plain[0] < plain[1])
