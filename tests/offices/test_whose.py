"""Whose officer somebody was, and whose software it was, as the ledger signs them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.offices.questions import departments_by_signature, officers_by_signature
from tests import builders

pytestmark = pytest.mark.django_db
UNKNOWN = [set(), {"officer:department"}, {"officer:999999"}, {"officer:"}, {""}, {"citizen:1"}]


def test_each_officer_with_the_department() -> None:
    here, there = builders.officer(), builders.officer(department_id="H24")
    found = officers_by_signature({f"officer:{here.pk}", f"officer:{there.pk}", "system:checks"})
    assert {signature: one.department.name for signature, one in found.items()} == {
        f"officer:{here.pk}": "Sở Giao thông vận tải Hà Nội",
        f"officer:{there.pk}": "Sở Giao thông vận tải thành phố Hải Phòng",
    }


def test_each_departments_software() -> None:
    builders.department()
    found = departments_by_signature({"system:department:H26", "system:department:none", "officer:1"})
    assert {signature: one.name for signature, one in found.items()} == {
        "system:department:H26": "Sở Giao thông vận tải Hà Nội"
    }


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_nobody_where_there_is_none(unknown: set[str]) -> None:
    assert officers_by_signature(unknown) == {}
    assert departments_by_signature(unknown) == {}


def test_one_question_for_all() -> None:
    officers = {f"officer:{builders.officer().pk}" for _ in range(4)}
    with CaptureQueriesContext(connection) as asked:
        assert len({one.department.name for one in officers_by_signature(officers).values()}) == 1
    assert len(asked) == 1
