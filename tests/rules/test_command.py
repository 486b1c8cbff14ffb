"""The law from the command line."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from gplx.rules.command import main
from gplx.rules.law import HERE
from tests.rules.situations import USUAL

SOURCE = HERE.parents[1]
CASE = json.dumps(USUAL.facts)
QR = "001085000001|010000001|Nguyễn Văn Thử|12041985|Nam|Số 1, Phường Thử, Hà Nội|27092021"


class Terminal:
    """Runs commands and keeps what they print."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def run(self, *arguments: str, reads: str = "") -> tuple[int, str, str]:
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(reads.encode()), encoding="utf-8"))
        code = main(arguments)
        printed = self.capsys.readouterr()
        return code, printed.out, printed.err


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(monkeypatch, capsys)


def test_assess_as_json(terminal: Terminal) -> None:
    code, out, err = terminal.run("assess", "--on", "2021-09-27", "--json", reads=CASE)
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert out.count("\n") == 1
    assert list(answer) == ["outcome", "tests", "redirect", "health", "fee", "new_class", "valid_until", "reasons"]
    assert answer["fee"] == {"amount": 135000, "currency": "VND"}
    assert answer["health"] == {"needed": True, "ok": None, "valid_until": None}
    assert {tuple(reason) for reason in answer["reasons"]} == {("code", "text", "article", "confidence")}


def test_assess_in_words(terminal: Terminal) -> None:
    code, out, _ = terminal.run("assess", "--on", "2021-09-27", reads=CASE)
    assert code == 0
    assert out.splitlines()[:5] == [
        "Được đổi giấy phép.",
        "Hạng mới: B2",
        "Có giá trị đến: 27/09/2031",
        "Lệ phí: 135.000 đồng",
        "Giấy khám sức khỏe: cần nộp",
    ]
    assert "[exchange_damaged]" in out
    assert "Điều 37 khoản 2 Thông tư 12/2017/TT-BGTVT" in out


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"lost": True}, ["Phải làm theo cách khác.", "Nơi đến: thủ tục cấp lại giấy phép lái xe, mã 1.002820"]),
        (
            {"issued": "2010-01-01", "expires": "2020-01-01"},
            ["Phải sát hạch lại trước khi được cấp.", "Sát hạch: lý thuyết, thực hành"],
        ),
        ({"class": "A1", "expires": None}, ["Có giá trị đến: không thời hạn", "Giấy khám sức khỏe: không cần"]),
    ],
)
def test_assess_other_outcomes_in_words(terminal: Terminal, changes: dict[str, object], lines: list[str]) -> None:
    facts = USUAL.facts | {"licence": USUAL.facts["licence"] | changes}
    code, out, _ = terminal.run("assess", "--on", "2021-09-27", reads=json.dumps(facts))
    assert code == 0
    assert set(lines) <= set(out.splitlines())


@pytest.mark.parametrize(
    ("paper", "line"),
    [
        ({"concluded": "2021-09-01", "class": "B2", "conclusion": "A0-1"}, "Giấy khám sức khỏe: dùng được"),
        ({"concluded": "2020-09-01", "class": "B2", "conclusion": "A0-1"}, "Giấy khám sức khỏe: không dùng được"),
        ({"concluded": "2021-09-01", "class": "B2", "conclusion": "?"}, "Giấy khám sức khỏe: cán bộ phải xem xét"),
    ],
)
def test_assess_tells_of_the_health_paper(terminal: Terminal, paper: dict[str, str], line: str) -> None:
    _, out, _ = terminal.run("assess", "--on", "2021-09-27", reads=json.dumps(USUAL.facts | {"health": paper}))
    assert line in out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["--received", "2021-09-30T10:00", "--days", "5"], "2021-10-07"),
        (["--received", "2021-09-30T16:00", "--days", "5", "--channel", "counter"], "2021-10-08"),
        (["--received", "2021-02-09", "--days", "5"], "2021-02-23"),
    ],
)
def test_due(terminal: Terminal, arguments: list[str], answer: str) -> None:
    assert terminal.run("due", *arguments, "--json") == (0, f'{{"due":"{answer}"}}\n', "")


def test_due_in_words(terminal: Terminal) -> None:
    assert terminal.run("due", "--received", "2021-09-30T10:00", "--days", "5")[1] == "Hạn trả kết quả: 07/10/2021\n"


def test_qr(terminal: Terminal) -> None:
    code, out, _ = terminal.run("qr", "--json", reads=QR + "\n")
    assert code == 0
    assert json.loads(out) == {
        "number": "001085000001",
        "old_number": "010000001",
        "name": "Nguyễn Văn Thử",
        "born": "1985-04-12",
        "sex": "male",
        "address": "Số 1, Phường Thử, Hà Nội",
        "issued": "2021-09-27",
    }


def test_qr_in_words_with_what_looks_odd(terminal: Terminal) -> None:
    _, out, _ = terminal.run("qr", reads=QR.replace("|Nam|", "|Nữ|"))
    assert "Giới tính: Nữ\n" in out
    assert "Lưu ý: Chữ số thứ tư không khớp giới tính.\n" in out


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("hold_seized", "tạm giữ"),
        ("fees.online", "115000"),
        ("TT12-2017", "Thông tư 12/2017"),
        ("N8", "hold_seized, hold_stripped, warn_unpaid_fine"),
        ("N4", "Điều 34 khoản 2 Thông tư 35/2024"),
        ("N5", "overdue_theory, overdue_theory_practice, overdue_excused"),
        ("E6", "issued_abroad"),
        ("F3", "= 115000: Điều 3 khoản 2 điểm a"),
    ],
)
def test_explain(terminal: Terminal, code: str, says: str) -> None:
    status, out, _ = terminal.run("explain", code)
    assert status == 0
    assert out.startswith(f"{code}\n")
    assert says in out
    assert "từ 01/" in out
    status, out, _ = terminal.run("explain", code, "--json")
    assert json.loads(out)["code"] == code


def test_every_rule_of_the_domain_notes_can_be_explained_by_its_number(terminal: Terminal) -> None:
    numbers = [f"{kind}{n}" for kind, last in (("E", 10), ("N", 14), ("F", 4)) for n in range(1, last + 1)]
    assert [number for number in numbers if terminal.run("explain", number)[0] != 0] == []


def test_a_rule_is_explained_for_its_own_period_only(terminal: Terminal) -> None:
    def periods(number: str) -> list[tuple[str, str | None]]:
        stands = json.loads(terminal.run("explain", number, "--json")[1])["stands"]
        return [(stand["since"], stand["until"]) for stand in stands]

    assert periods("N4") == [("2025-01-01", "2025-03-01")]
    assert periods("F2") == [("2023-08-01", "2023-12-01"), ("2023-08-01", None)]


@pytest.mark.parametrize(
    ("arguments", "reads", "says"),
    [
        (["assess", "--on", "2021-09-27"], "{}", '"holder": còn thiếu'),
        (["assess", "--on", "2021-09-27"], "", "JSON"),
        (["assess", "--on", "27/09/2021"], CASE, "“27/09/2021” không phải ngày"),
        (["assess"], CASE, "--on"),
        (["assess", "--on", "2016-01-01"], CASE, "2017-06-01"),
        (["assess", "--on", "2018-02-28"], CASE, "sau ngày hỏi 2018-02-28"),
        (["assess", "--on", "2100-01-01"], CASE, "đến trước 2100-01-01"),
        (["due", "--received", "soon", "--days", "5"], "", "“soon” không phải thời điểm"),
        (["due", "--received", "2021-09-30T10:00", "--days", "9999999"], "", "vượt quá lịch"),
        (["due", "--received", "0001-01-01T00:00+14:00", "--days", "1"], "", "vượt quá lịch"),
        (["due", "--received", "2021-09-30T10:00", "--days", "0"], "", "từ 1 trở lên"),
        (["due", "--received", "2021-09-30T10:00", "--days", "x"], "", "“x” không phải số nguyên"),
        (["due", "--received", "2017-09-29T10:00", "--days", "5", "--channel", "counter"], "", "counter_cutoff"),
        (["qr"], "001085000001|x", "2 phần"),
        (["qr"], "\x00", "1 phần"),
        (["explain", "fees.onlin"], "", "fees.online"),
        (["explain", "zzzzzz"], "", "zzzzzz"),
        (["dance"], "", "dance"),
        ([], "", "command"),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_2(
    terminal: Terminal, arguments: list[str], reads: str, says: str
) -> None:
    code, out, err = terminal.run(*arguments, reads=reads)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


def test_as_a_process_of_its_own() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "gplx.rules", "assess", "--on", "2021-09-27", "--json"],
        input=CASE,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(SOURCE)},
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["outcome"] == "exchange"


def test_an_assessment_loads_neither_django_nor_the_tables_of_holidays() -> None:
    source = (
        "import sys; from gplx.rules.command import assess; print({'django', 'holidays', 'httpx'} & set(sys.modules))"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter with fixed arguments
        [sys.executable, "-c", source], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(SOURCE)}
    )
    assert run.stdout == "set()\n"


def test_the_page_in_the_docs_is_the_law_as_it_is(terminal: Terminal) -> None:
    _, page, _ = terminal.run("book")
    written = Path(__file__).parents[2] / "docs" / "law.md"
    assert written.read_text("utf-8") == page, "run: ./gplx law book > docs/law.md"


def test_bench_measures_something(terminal: Terminal) -> None:
    code, out, _ = terminal.run("bench", "--seconds", "0.01", "--json")
    figures = json.loads(out)
    assert code == 0
    assert set(figures) == {"assessed_a_second", "answered_a_second", "started_in_seconds"}
    assert all(figure > 0 for figure in figures.values())
    assert "assessed a second: " in terminal.run("bench", "--seconds", "0.01")[1]
