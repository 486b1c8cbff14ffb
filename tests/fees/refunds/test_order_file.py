"""The files between office and treasury: what is written can be read by the other side, what was changed is refused."""

import csv
import hashlib
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gplx.fees.refunds.accounts import is_account
from gplx.fees.refunds.models import number_of
from gplx.fees.refunds.order_file import Answer, Head, Line, Result, UnableToReadAnswer, read, written
from sandbox.treasury.files import BadOrderError, answer, read_order

DAY = date(2021, 9, 27)
HEAD = Head(code="HT-H26-20210927-1", agency="000.00.99.H26", account="THU-1", day=DAY)
NAMES = st.sampled_from(["NGUYEN THU NGHIEM", "Trần Thị Bưởi", "Lê-Văn Ổi", "Ðỗ Thử, Nghiệm", 'Vũ "Thử"'])
LINES = st.lists(
    st.builds(
        Line,
        reference=st.integers(1, 10**8 - 1).map(lambda number: f"HT{number:08d}L1"),
        holder=NAMES,
        account=st.from_regex(r"[0-9A-Z]{6,24}", fullmatch=True),
        bank=st.sampled_from(["Ngân hàng Thử", "Ngân hàng A, chi nhánh B"]),
        amount=st.integers(1, 10**9),
        what_for=st.just("Hoàn trả lệ phí hồ sơ 000.00.99.H26-210927-0001"),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda line: line.reference,
)


@given(lines=LINES)
def test_the_other_side_reads_what_was_written(lines: list[Line]) -> None:
    file, digest = written(HEAD, lines)
    assert [
        (one["MaHoan"], one["ChuTaiKhoan"], one["TaiKhoan"], one["NganHang"], one["SoTien"]) for one in read_order(file)
    ] == [(line.reference, line.holder, line.account, line.bank, line.amount) for line in lines]
    assert file.endswith(f"{digest}\r\n")
    head, *_, end = csv.reader(file.splitlines())
    assert head == [
        "LENH",
        HEAD.code,
        HEAD.agency,
        HEAD.account,
        "2021-09-27",
        str(len(lines)),
        str(sum(one.amount for one in lines)),
    ]
    assert end[:3] == ["TONG", *head[5:]]


@given(lines=LINES, place=st.integers(0, 10**6), sign=st.sampled_from("0123456789abcXYZ,"))
def test_one_sign_changed_is_found(lines: list[Line], place: int, sign: str) -> None:
    file, _ = written(HEAD, lines)
    place %= len(file) - 2
    assume(file[place] not in (sign, "\r", "\n"))
    with pytest.raises(BadOrderError):
        read_order(file[:place] + sign + file[place + 1 :])


@given(lines=LINES, paid=st.lists(st.booleans(), min_size=8, max_size=8))
def test_we_read_what_the_other_side_answers(lines: list[Line], paid: list[bool]) -> None:
    told = [
        {
            "MaHoan": line.reference,
            "KetQua": "CHI" if good else "TRA",
            "SoTien": line.amount,
            "LyDo": "" if good else "Sai, số",
        }
        for line, good in zip(lines, paid, strict=False)
    ]
    assert read(answer(HEAD.code, DAY.isoformat(), told)) == Answer(
        code=HEAD.code,
        results=tuple(
            Result(reference=line.reference, paid=good, amount=line.amount, day=DAY, reason="" if good else "Sai, số")
            for line, good in zip(lines, paid, strict=False)
        ),
    )


def good_answer() -> str:
    told = [{"MaHoan": f"HT0000000{number}L1", "KetQua": "CHI", "SoTien": 135_000, "LyDo": ""} for number in range(3)]
    return answer("HT-1", "2021-09-27", told)


def sealed(*lines: str) -> str:
    """An answer whose sum is right, whatever its lines say."""
    body = "".join(f"{line}\r\n" for line in lines)
    return f"{body}TONG,{len(lines) - 1},{hashlib.sha256(body.encode()).hexdigest()}\r\n"


@given(cut=st.integers(0, 400))
def test_an_answer_that_was_cut_is_refused(cut: int) -> None:
    whole = good_answer()
    assume(cut < len(whole) - 2)
    with pytest.raises(UnableToReadAnswer):
        read(whole[:cut])


def test_lines_that_were_swapped_or_left_out_are_found() -> None:
    lines = good_answer().splitlines(keepends=True)
    for one, other in pairwise(range(1, 4)):
        swapped = [*lines]
        swapped[one], swapped[other] = lines[other], lines[one]
        with pytest.raises(UnableToReadAnswer, match="sửa"):
            read("".join(swapped))
    with pytest.raises(UnableToReadAnswer, match="cắt"):
        read("".join(lines[:2] + lines[3:]))


@pytest.mark.parametrize(
    "change", [lambda text: text.replace("\r\n", "\n"), lambda text: "\ufeff" + text, lambda text: text + "\n"]
)
def test_what_programs_do_to_the_ends_of_lines_is_no_change(change: Callable[[str], str]) -> None:
    assert read(change(good_answer())) == read(good_answer())


@pytest.mark.parametrize(
    "line",
    [
        "KETQUA,HT00000001L1,CHI,135000,2021-09-27",
        "KETQUA,HT00000001L1,CHI,135000,2021-09-27,,",
        "KETQUA,HT00000001L1,PAID,135000,2021-09-27,",
        "KETQUA,HT00000001L1,CHI,-1,2021-09-27,",
        "KETQUA,HT00000001L1,CHI,135000,27/09/2021,",
        "KHAC,HT00000001L1,CHI,135000,2021-09-27,",
        "",
    ],
)
def test_a_line_that_says_nothing_is_refused_as_a_whole(line: str) -> None:
    with pytest.raises(UnableToReadAnswer):
        read(sealed("TRALOI,HT-1,2021-09-27", line))


def test_an_answer_may_name_nobody_yet() -> None:
    assert read(sealed("TRALOI,HT-1,2021-09-27")) == Answer(code="HT-1", results=())


@given(text=st.text(max_size=200))
def test_whatever_is_brought_it_is_read_or_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(UnableToReadAnswer) as refused:
        read(text)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        ("HT00000012L1", 12),
        ("HT12345678L34", 12345678),
        ("HT0000001L1", 0),
        ("HT00000012", 0),
        ("xHT00000012L1", 0),
        ("", 0),
    ],
)
def test_the_number_of_a_reference(reference: str, number: int) -> None:
    assert number_of(reference) == number


# ---- what can be an account


@given(bank=st.text(max_size=30), account=st.text(max_size=30), holder=st.text(max_size=30))
def test_no_account_begins_like_a_formula_or_breaks_a_line(bank: str, account: str, holder: str) -> None:
    if is_account(bank=bank, account=account, holder=holder):
        assert not {"\n", "\r", "\t", ",", ";", '"', "|"} & set(bank + account + holder)
        assert all(part[0].isalnum() for part in (bank, account, holder))


@pytest.mark.parametrize(
    "holder", ["Nguyễn Thử Nghiệm", "NGUYEN THI THU", "Lê-Văn Ổi", "Y Moan Êban", "H'Hen Niê", "Trần Thị B."]
)
def test_names_of_people_are_names(holder: str) -> None:
    assert is_account(bank="Ngân hàng A (chi nhánh B) & C", account="0123456789", holder=holder)
