"""The teller: every step of the stories in both languages, with its time, once it is done."""

import ast
import inspect
import io
import re
from itertools import count

import pytest
from rich.console import Console

from gplx.conf.demo import citizen, office, stories, teller
from gplx.conf.demo.teller import LANGUAGES, STEPS, Teller

PLACE = re.compile(r"{(\w*)}")
VIETNAMESE = re.compile("[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)


def told_steps() -> set[str]:
    """The names of steps that stand in the source; a loop over names counts with all of them."""
    source = "\n".join(inspect.getsource(module) for module in (citizen, office, stories))
    calls = [
        node.args[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "step"
    ]
    named = {one.value for one in calls if isinstance(one, ast.Constant)}
    return named | ({"accept", "propose", "approve"} if any(isinstance(one, ast.Name) for one in calls) else set())


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock is a second and a quarter later."""
    beats = count()
    monkeypatch.setattr(teller.time, "monotonic", lambda: next(beats) * 1.25)


def a_teller(out: io.StringIO, language: str = "vi") -> Teller:
    return Teller(Console(file=out, width=200, force_terminal=False), language)


def test_every_step_of_the_stories_is_there_and_no_other() -> None:
    assert told_steps() == set(STEPS)


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_told_in_both_languages_with_the_same_places(name: str) -> None:
    vietnamese, english = STEPS[name]
    assert PLACE.findall(vietnamese) == PLACE.findall(english)
    assert set(PLACE.findall(english)) <= {"what"}
    assert VIETNAMESE.search(vietnamese)
    assert not VIETNAMESE.search(english)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_told_with_its_time_and_what_was_found(out: io.StringIO, name: str, language: str) -> None:
    with a_teller(out, language).step(name) as told:
        told["what"] = "B2"
    words = STEPS[name][LANGUAGES.index(language)].replace("{what}", "B2")
    assert out.getvalue() == f"    1.2 s  {words}\n"


def test_a_step_is_told_only_when_it_is_done(out: io.StringIO) -> None:
    with a_teller(out).step("submit"):
        assert out.getvalue() == ""
    assert out.getvalue().endswith("Xem lại và nộp hồ sơ\n")


def test_a_step_that_fails_is_not_told(out: io.StringIO) -> None:
    with pytest.raises(ZeroDivisionError), a_teller(out).step("submit"):
        _ = 1 / 0
    assert out.getvalue() == ""


def test_what_a_page_says_is_no_markup(out: io.StringIO) -> None:
    with a_teller(out).step("found", what="[red]B2[/red] [bold]"):
        pass
    assert out.getvalue().endswith("Cơ sở dữ liệu trả lời: [red]B2[/red] [bold]\n")


def test_a_heading_stands_apart(out: io.StringIO) -> None:
    a_teller(out).heading("Mọi thứ [đã] sẵn sàng")
    assert out.getvalue() == "\nMọi thứ [đã] sẵn sàng\n"


def test_an_unknown_step_is_a_defect(out: io.StringIO) -> None:
    with pytest.raises(KeyError), a_teller(out).step("fly"):
        pass


def test_what_a_step_needs_must_be_put_in(out: io.StringIO) -> None:
    with pytest.raises(KeyError, match="what"), a_teller(out).step("receipt"):
        pass
