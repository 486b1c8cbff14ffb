"""Whose officer somebody was, as the ledger signs them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gplx.offices.questions import offices_of
from tests import builders

pytestmark = pytest.mark.django_db


def test_the_department_of_each() -> None:
    here, there = builders.officer(), builders.officer(department_id="H24")
    assert offices_of({str(here.pk), str(there.pk)}) == {
        f"officer:{here.pk}": "Sở Giao thông vận tải Hà Nội",
        f"officer:{there.pk}": "Sở Giao thông vận tải thành phố Hải Phòng",
    }


@pytest.mark.parametrize("unknown", [set(), {"department"}, {"999999"}, {""}])
def test_nobody_where_there_is_none(unknown: set[str]) -> None:
    assert offices_of(unknown) == {}


def test_one_question_for_all() -> None:
    officers = {str(builders.officer().pk) for _ in range(4)}
    with CaptureQueriesContext(connection) as asked:
        assert len(offices_of(officers)) == 4
    assert len(asked) == 1
