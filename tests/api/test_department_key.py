"""The operator gives a department's software its key."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gplx.offices.api_keys import department_by_key, department_by_login
from gplx.offices.models import Department
from tests import builders

pytestmark = pytest.mark.django_db


def given(*arguments: str) -> tuple[str, str]:
    """User name and key, as the operator reads them below the department's code."""
    told = StringIO()
    call_command("department_key", *arguments, stdout=told)
    unit, user, key = (line.split()[1] for line in told.getvalue().splitlines())
    assert unit == f"000.00.99.{arguments[0]}"
    return user, key


def test_the_key_that_is_shown_opens_and_is_not_kept() -> None:
    department = builders.department("H26")

    user, key = given("H26")

    assert user == "so-h26"
    assert len(key) == 43
    assert department_by_key(key) == department
    assert department_by_login(user="so-h26", key=key) == department
    assert not Department.objects.filter(api_key_hash__contains=key).exists()


def test_a_second_key_takes_the_place_of_the_first() -> None:
    builders.department("H26")

    (_, first), (user, second) = given("H26"), given("H26", "--user", "phan-mem")

    assert (user, first != second) == ("phan-mem", True)
    assert department_by_key(first) is None
    assert department_by_login(user="so-h26", key=second) is None


def test_departments_without_a_key_are_opened_by_nothing() -> None:
    builders.department("H26")

    assert department_by_key("") is None
    assert department_by_login(user="", key="") is None


def test_an_unknown_department_is_said_so() -> None:
    with pytest.raises(CommandError, match="There is no department H99"):
        call_command("department_key", "H99")
