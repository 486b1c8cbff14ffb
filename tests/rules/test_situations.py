"""Every situation that a lawyer wrote down comes out as written, for the reasons and articles named."""

import json
from collections import Counter
from typing import Any

import pytest

from gplx.rules.eligibility import assess
from gplx.rules.law import LAW
from tests.rules.situations import SITUATIONS, Situation


def at(answer: dict[str, Any], path: str) -> Any:
    found: Any = answer
    for name in path.split("."):
        found = found[name]
    return found


@pytest.mark.parametrize("situation", SITUATIONS, ids=str)
def test_the_law_answers_as_written(situation: Situation) -> None:
    assessment = assess(case=situation.case, on=situation.on)
    answer = json.loads(assessment.to_json())
    articles = {reason["code"]: reason["article"] for reason in answer["reasons"]}

    assert answer["outcome"] == situation.outcome
    for code, article in situation.because.items():
        assert articles.get(code, f"{code} is not among {sorted(articles)}").startswith(article)
    sure = {reason["code"]: reason["confidence"] for reason in answer["reasons"]}
    for path, expected in situation.expect.items():
        if path == "silent_codes":
            assert not set(expected) & set(articles)
        elif path.startswith("confidence."):
            assert sure[path.removeprefix("confidence.")] == expected
        elif path == "fee.article":
            assert assessment.fee is not None
            assert assessment.fee.article.startswith(expected)
        else:
            wanted = None if expected == "none" else expected
            assert at(answer, path) == (wanted.isoformat() if hasattr(wanted, "isoformat") else wanted), path


def test_the_main_reason_comes_first() -> None:
    """The first reason is one of those that the situation names, wherever something stands in the way."""
    for situation in SITUATIONS:
        if situation.outcome != "exchange":
            first = assess(case=situation.case, on=situation.on).reasons[0]
            assert first.code in situation.because, str(situation)


def test_there_are_enough_situations_and_no_two_alike() -> None:
    assert len(SITUATIONS) >= 150
    titles = Counter((situation.file, situation.title) for situation in SITUATIONS)
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_reason_is_given_in_some_situation() -> None:
    """A reason that no situation reaches is untested, or can be deleted."""
    given = {code for situation in SITUATIONS for code in situation.because}
    assert sorted(set(LAW.rules) - given) == []
