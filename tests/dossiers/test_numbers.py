"""Dossier codes: the form of the law, running on within a department's day, to the last that has four digits."""

from datetime import date

import pytest
from django.db import transaction

from gplx.dossiers.models import DayNumber
from gplx.dossiers.numbers import MOST_A_DAY, UnableToNumber, next_code
from gplx.offices.models import Department
from tests import builders
from tests.moments import at

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2021, 9, 27), date(2021, 9, 28)


@pytest.fixture
def office() -> Department:
    return builders.department()


def test_it_begins_at_one_each_day_in_each_department(office: Department) -> None:
    other = builders.department("H24")
    taken = [next_code(department=one, day=day) for one in (office, other) for day in (MONDAY, MONDAY, TUESDAY)]
    assert taken == [
        "000.00.99.H26-210927-0001",
        "000.00.99.H26-210927-0002",
        "000.00.99.H26-210928-0001",
        "000.00.99.H24-210927-0001",
        "000.00.99.H24-210927-0002",
        "000.00.99.H24-210928-0001",
    ]


@pytest.mark.parametrize(
    ("day", "said"), [(date(2021, 1, 2), "210102"), (date(2021, 12, 31), "211231"), (date(2030, 2, 28), "300228")]
)
def test_the_day_is_written_year_month_day(office: Department, day: date, said: str) -> None:
    assert next_code(department=office, day=day) == f"000.00.99.H26-{said}-0001"


@pytest.mark.parametrize(("last", "code"), [(8, "0009"), (99, "0100"), (9_997, "9998"), (9_998, "9999")])
def test_four_digits_to_the_last(office: Department, last: int, code: str) -> None:
    DayNumber.objects.create(department=office, day=MONDAY, last=last)
    assert next_code(department=office, day=MONDAY) == f"000.00.99.H26-210927-{code}"


def test_after_the_last_number_of_a_day_there_is_none_but_another_day_goes_on(office: Department) -> None:
    DayNumber.objects.create(department=office, day=MONDAY, last=MOST_A_DAY)
    with pytest.raises(UnableToNumber, match=r"^H26 2021-09-27$"), transaction.atomic():
        next_code(department=office, day=MONDAY)
    assert DayNumber.objects.get(day=MONDAY).last == 9_999
    assert next_code(department=office, day=TUESDAY) == "000.00.99.H26-210928-0001"


def test_a_number_of_an_undone_transaction_is_given_again(office: Department) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        next_code(department=office, day=MONDAY)
        _ = 1 / 0
    assert next_code(department=office, day=MONDAY) == "000.00.99.H26-210927-0001"


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2021-09-27T00:00", "210927"), ("2021-09-27T06:59", "210927"), ("2021-09-27T23:59", "210927")],
)
def test_the_day_of_a_code_is_that_of_hanoi(moment: str, day: str) -> None:
    with at(moment):
        assert builders.submitted().code == f"000.00.99.H26-{day}-0001"
