"""The API is what its description says: whatever is sent, rightly or wrongly, is answered as described, and never by a fault."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.http import HttpResponse, JsonResponse
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import ServerError, not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    UndefinedStatusCode,
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from gplx.api.acts.api import API
from gplx.dossiers.models import Dossier
from tests import builders
from tests.api.acts.software import Software

pytestmark = pytest.mark.django_db

OPERATIONS = [(method, path) for path, told in API.get_openapi_schema()["paths"].items() for method in told]
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
BUILDS = (builders.submitted, builders.paid, builders.examining, builders.approved, builders.handed_over)
EXAMPLES = 10


@dataclass(frozen=True)
class Stage:
    """The API as it is served, dossiers in several states, and an officer who may do everything."""

    schema: Any
    headers: dict[str, str]
    dossiers: list[Dossier]
    officer: str


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """A request ends without closing the connection of the test, as with the test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def stage(software: Software, _one_connection: None) -> Stage:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    dossiers = [build() for build in BUILDS]
    headers = {"Authorization": f"Bearer {software.key}"}
    return Stage(schema, headers, dossiers, builders.officer().username)


def made_real(case: Any, stage: Stage, nth: int) -> None:
    """Two of three well-formed calls are about a dossier that there is, by an officer that there is."""
    if nth % 3 == 0:
        return
    dossier = stage.dossiers[nth % len(stage.dossiers)]
    if "code" in case.path_parameters:
        case.path_parameters["code"] = dossier.code
    if isinstance(case.body, dict):
        case.body |= {"officer": stage.officer, "seen": dossier.version}


def check(stage: Stage, method: str, path: str, mode: GenerationMode) -> Counter[int]:
    """Call one address in ``EXAMPLES`` ways and hold each answer against the description; how often it answered with which status."""
    statuses: Counter[int] = Counter()

    @seed(2021)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=stage.schema[path][method.upper()].as_strategy(mode))
    def answers(case: Any) -> None:
        if mode == GenerationMode.POSITIVE:
            made_real(case, stage, statuses.total())
        with transaction.atomic():
            answer = case.call_and_validate(headers=stage.headers, checks=CHECKS)
            statuses[answer.status_code] += 1
            transaction.set_rollback(True)

    answers()
    return statuses


def test_what_is_well_formed_is_answered_as_described(stage: Stage) -> None:
    met: Counter[int] = Counter()
    for method, path in OPERATIONS:
        met += check(stage, method, path, GenerationMode.POSITIVE)
    assert {200, 404, 409, 422} <= set(met)


def test_what_is_malformed_is_refused_as_described(stage: Stage) -> None:
    met: Counter[int] = Counter()
    for method, path in OPERATIONS:
        met += check(stage, method, path, GenerationMode.NEGATIVE)
    assert met[422] > met.total() / 2
    assert {400, 401, 404} <= set(met)


def test_a_fault_or_an_answer_that_is_not_described_would_be_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_dossier: object) -> None:
        raise ZeroDivisionError

    def other(_dossier: object) -> HttpResponse:
        return JsonResponse({"code": 7}, status=418)

    for fault, found in ((broken, ServerError), (other, UndefinedStatusCode)):
        monkeypatch.setattr("gplx.api.acts.reading.details_of", fault)
        with pytest.raises(FailureGroup) as failed:
            check(stage, "get", "/api/acts/dossiers/{code}", GenerationMode.POSITIVE)
        assert any(isinstance(one, found) for one in failed.value.exceptions)


def test_the_description_is_valid_and_names_every_act(stage: Stage) -> None:
    stage.schema.validate()
    assert len(OPERATIONS) == 21
