"""The files between the office and the treasury: exact totals and digests, and no file that is cut, changed or hostile is read."""

import csv
import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gplx.fees.refunds.models import number_of
from gplx.fees.refunds.order_file import LONGEST, Answer, Head, Line, Result, UnableToReadAnswer, read, written

DAY = date(2021, 9, 27)
HEAD = Head(code="HT-H26-20210927-1", agency="000.00.99.H26", account="9999000001", day=DAY)
GOOD = "KETQUA,HT00000001L1,CHI,135000,2021-09-28,"


def line(number: int, amount: int, holder: str = "NGUYEN THU") -> Line:
    return Line(
        reference=f"HT{number:08d}L1",
        holder=holder,
        account="0123456789",
        bank="Ngân hàng Thử",
        amount=amount,
        what_for="Hoàn trả lệ phí hồ sơ thử",
    )


def answer(*lines: str, head: str = "TRALOI,HT-H26-20210927-1,2021-09-28", count: str = "", digest: str = "") -> str:
    """An answer whose last line is right, unless the test says otherwise."""
    body = "".join(f"{one}\r\n" for one in (head, *lines))
    return f"{body}TONG,{count or len(lines)},{digest or hashlib.sha256(body.encode()).hexdigest()}\r\n"


# ---- the order


@given(amounts=st.lists(st.integers(1, 10**12), max_size=20))
def test_the_totals_are_those_of_the_lines_and_the_digest_is_of_all_before(amounts: list[int]) -> None:
    file, digest = written(HEAD, [line(number, amount) for number, amount in enumerate(amounts, start=1)])
    head, *lines, end = csv.reader(file.splitlines())
    total = str(sum(amounts))
    assert head == ["LENH", HEAD.code, HEAD.agency, HEAD.account, "2021-09-27", str(len(amounts)), total]
    assert [int(one[6]) for one in lines] == amounts
    assert [int(one[1]) for one in lines] == [*range(1, len(amounts) + 1)]
    body = file[: file.rindex("TONG,")]
    assert end == ["TONG", str(len(amounts)), total, digest]
    assert digest == hashlib.sha256(body.encode()).hexdigest()


@pytest.mark.parametrize("holder", ['A,B"C', "A\nTONG,0,0", 'x";HOAN,9'])
def test_a_field_stays_one_field(holder: str) -> None:
    file, _ = written(HEAD, [line(1, 5, holder)])
    rows = [row for row in csv.reader(file.splitlines(keepends=True)) if row]
    assert (len(rows), rows[1][3], rows[1][6]) == (3, holder, "5")


def test_one_changed_digit_is_another_digest() -> None:
    digests = {written(HEAD, [line(1, amount)])[1] for amount in (135_000, 135_001, 13_500)}
    assert len(digests) == 3


# ---- the answer


def test_a_whole_answer() -> None:
    returned = "KETQUA,HT00000002L3,TRA,120000,2021-09-29,Sai số tài khoản"
    found = read(answer(GOOD, returned))
    assert found == Answer(
        code="HT-H26-20210927-1",
        results=(
            Result(reference="HT00000001L1", paid=True, amount=135_000, day=date(2021, 9, 28), reason=""),
            Result(
                reference="HT00000002L3", paid=False, amount=120_000, day=date(2021, 9, 29), reason="Sai số tài khoản"
            ),
        ),
    )


@pytest.mark.parametrize(
    "change", [str, lambda file: "\ufeff" + file, lambda file: file.replace("\r\n", "\n"), str.rstrip]
)
def test_marks_and_ends_of_lines_of_other_programs_do_no_harm(change: object) -> None:
    assert len(read(change(answer(GOOD))).results) == 1


def test_an_answer_about_nothing_is_an_answer() -> None:
    assert read(answer()).results == ()


@pytest.mark.parametrize(
    "bad",
    [
        "KETQUA,HT00000001L1,CHI,135000,2021-09-28",
        "KETQUA,HT00000001L1,CHI,135000,2021-09-28,,",
        "KETQUA,HT00000001L1,PAID,135000,2021-09-28,",
        "HOAN,HT00000001L1,CHI,135000,2021-09-28,",
        "KETQUA,HT00000001L1,CHI,-135000,2021-09-28,",
        "KETQUA,HT00000001L1,CHI,135.000,2021-09-28,",
        "KETQUA,HT00000001L1,CHI,,2021-09-28,",
        "KETQUA,HT00000001L1,CHI,135000,28/09/2021,",
        "KETQUA,HT00000001L1,CHI,135000,2021-02-30,",
        "",
    ],
)
def test_a_line_that_cannot_be_read_spoils_the_whole(bad: str) -> None:
    with pytest.raises(UnableToReadAnswer, match="không đọc được"):
        read(answer(GOOD, bad))


@pytest.mark.parametrize("amount", ["000000000135000000", "135000" + "0" * 12, "١٣٥٠٠٠", "1" * 5000, "135000 "])
def test_an_amount_is_read_as_it_stands_or_not_at_all(amount: str) -> None:
    with pytest.raises(UnableToReadAnswer):
        read(answer(f"KETQUA,HT00000001L1,CHI,{amount},2021-09-28,"))


@pytest.mark.parametrize("reason", ["a\rb", "x" * 140_000])
def test_what_is_no_csv_is_refused_with_a_sentence(reason: str) -> None:
    with pytest.raises(UnableToReadAnswer, match="không đọc được"):
        read(answer(GOOD + reason))


@pytest.mark.parametrize(
    "wrong", [{"count": "2"}, {"count": "0"}, {"count": "1 "}, {"digest": "0" * 64}, {"digest": "0" * 63}]
)
def test_another_count_or_digest_is_a_file_that_was_cut_or_changed(wrong: dict[str, str]) -> None:
    with pytest.raises(UnableToReadAnswer, match="bị cắt hoặc bị sửa"):
        read(answer(GOOD, **wrong))


@pytest.mark.parametrize("text", ["", "\n", "TRALOI", "TRALOI,x,y", "LENH,x\nTONG,0,0", "TONG,0,0\nTRALOI,x", "{}"])
def test_what_is_something_else(text: str) -> None:
    with pytest.raises(UnableToReadAnswer, match="không phải trả lời"):
        read(text)


def test_a_head_without_a_code_is_no_answer() -> None:
    with pytest.raises(UnableToReadAnswer):
        read(answer(GOOD, head="TRALOI"))


@pytest.mark.parametrize("text", ["x" * (LONGEST + 1), answer(GOOD + "\0")])
def test_too_long_or_no_text(text: str) -> None:
    with pytest.raises(UnableToReadAnswer, match="quá dài"):
        read(text)


def test_a_reason_is_cut_to_what_is_kept() -> None:
    assert read(answer(GOOD + "x" * 900)).results[0].reason == "x" * 200


@given(text=st.text(max_size=60), place=st.integers(0, 200))
def test_whatever_is_put_in_or_taken_out_the_reader_answers_with_a_sentence_or_with_the_same(
    text: str, place: int
) -> None:
    whole = answer(GOOD)
    spoilt = whole[:place] + text + whole[place + 1 :]
    try:
        found = read(spoilt)
    except UnableToReadAnswer as trouble:
        assert str(trouble).startswith("Tệp")
    else:
        assert found == read(whole)


# ---- references


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        ("HT00000012L1", 12),
        ("HT123456789L9999", 123_456_789),
        ("HT00000012L", 0),
        ("HT0000012L1", 0),
        ("ht00000012L1", 0),
        ("HT00000012L1\n", 0),
        (" HT00000012L1", 0),
        ("HT00000012L10000", 0),
        ("HT1234567890123456L1", 0),
        ("", 0),
    ],
)
def test_the_number_in_a_reference(reference: str, number: int) -> None:
    assert number_of(reference) == number
