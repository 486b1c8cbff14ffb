"""The description of the API for other developers: every example is a good one, every error is told as it is sent."""

from typing import Any

import pytest
from ninja import Schema

from gplx.api.acts import orders
from gplx.api.acts.api import API
from gplx.api.acts.problems import Problem, article_of
from gplx.dossiers.models import APPROVED, CLOSED, DRAFT, EXAMINING, SUBMITTED
from gplx.dossiers.states import TABLE

SCHEMA = API.get_openapi_schema()
ACTS = [(path, told["post"]) for path, told in SCHEMA["paths"].items() if "post" in told]
DESCRIBED = [
    one for one in vars(orders).values() if isinstance(one, type) and issubclass(one, Schema) and one is not Schema
]


@pytest.mark.parametrize("order", DESCRIBED, ids=lambda order: order.__name__)
def test_every_order_has_an_example_that_it_takes(order: type[Schema]) -> None:
    (example,) = (
        SCHEMA["components"]["schemas"][order.__name__]["examples"]
        if order is not orders.Reasoned
        else (order.model_json_schema()["examples"])
    )
    assert order.model_validate(example).model_dump(mode="json", exclude_unset=True) == example


@pytest.mark.parametrize(("path", "told"), ACTS, ids=[path for path, _ in ACTS])
def test_every_act_tells_its_errors_as_problems(path: str, told: dict[str, Any]) -> None:
    assert set(told["responses"]) == {200, 400, 401, 403, 404, 409, 422}
    for status, answer in told["responses"].items():
        (content,) = answer["content"]
        assert content == ("application/json" if status == 200 else "application/problem+json")
    key, code = (next(one for one in told["parameters"] if one["name"] == name) for name in ("Idempotency-Key", "code"))
    assert (key["in"], key["required"], code["in"]) == ("header", True, "path")
    assert told["summary"]
    assert "Vai trò:" in told["description"]
    assert told["security"] == [{"DepartmentKey": []}]


def test_the_example_of_a_problem_is_one() -> None:
    (example,) = SCHEMA["components"]["schemas"]["Problem"]["examples"]
    assert Problem.model_validate(example).model_dump(exclude_unset=True) == example


@pytest.mark.parametrize(
    ("act", "state", "article"),
    [
        ("accept", SUBMITTED, "NĐ 61/2018/NĐ-CP Điều 17.1.c"),
        ("accept", APPROVED, "NĐ 61/2018/NĐ-CP Điều 17.1.c"),
        ("refuse", EXAMINING, "NĐ 61/2018/NĐ-CP Điều 19.8"),
        ("approve", CLOSED, "TT 12/2017/TT-BGTVT Điều 38"),
        ("expire", DRAFT, ""),
        ("no such act", SUBMITTED, ""),
    ],
)
def test_the_article_about_an_act(act: str, state: str, article: str) -> None:
    assert article_of(act, state) == article


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.act} {row.before}")
def test_every_row_of_the_table_has_its_article_but_for_the_houses_own_rule(row: Any) -> None:
    assert bool(article_of(row.act, row.before)) == (not row.law.startswith("GPLX"))
