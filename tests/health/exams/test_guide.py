"""The guide for clinics holds every sentence that their software may read, and an example that is taken."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from gplx.api.clinic import receive
from gplx.health.exams import changes, inspection, reading, registered, signature, twins
from tests.api.clinic.calls import send
from tests.health.exams import sender

GUIDE = (Path(__file__).parents[3] / "docs/guides/co-so-kham-ket-noi.md").read_text("utf-8")
SENTENCES = [
    value
    for module in (receive, changes, inspection, reading, registered, signature, twins)
    for name, value in vars(module).items()
    if name.isupper() and isinstance(value, str) and value.endswith(".")
]


def test_there_are_sentences() -> None:
    assert len(SENTENCES) > 15


@pytest.mark.parametrize("sentence", sorted(set(SENTENCES)))
def test_each_sentence_stands_in_the_guide(sentence: str) -> None:
    assert sentence in unescape(GUIDE)


@pytest.mark.django_db
def test_the_example_is_taken() -> None:
    sender.connected()
    (example, answer) = (json.loads(found) for found in re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL))
    signed = sender.message(**{name: value for name, value in example.items() if name != "SIGNDATA"})
    assert set(signed) == set(example)
    assert send(signed) | {"UUID": "…"} == answer
