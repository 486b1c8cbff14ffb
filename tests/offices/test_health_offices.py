"""The health office beside a department: the place of its people and of clinics' doctors, to which no dossier ever goes."""

import pytest

from gplx.casework.transfer import transfer
from gplx.dossiers.models import Dossier
from gplx.dossiers.questions import queue, visible_to
from gplx.dossiers.refusals import ActRefused
from gplx.offices.changes import open_health_office
from gplx.offices.models import CLERK, DOCTOR, HEALTH_OFFICE, ROLES, Department, health_office_id
from gplx.offices.questions import departments_online, has_role
from gplx.programme.questions import departments
from tests import builders

pytestmark = pytest.mark.django_db


def test_it_bears_the_name_and_the_province_of_its_department() -> None:
    beside = builders.department("H26")
    office = open_health_office(beside)
    assert (office.id, office.name, office.province) == ("Y26", "Sở Y tế Hà Nội", beside.province)
    assert (office.online, office.agency_code, office.account) == (False, "", "")


def test_opened_twice_it_is_one() -> None:
    beside = builders.department("H26")
    Department.objects.filter(id=open_health_office(beside).id).update(name="Sở Y tế thành phố Hà Nội")
    assert open_health_office(beside).name == "Sở Y tế thành phố Hà Nội"
    assert Department.objects.filter(id=health_office_id("H26")).count() == 1


def test_it_is_no_department_where_departments_are_counted_or_chosen() -> None:
    office = builders.health_office()
    assert len(departments()) == 63
    assert office not in departments_online()


def test_no_dossier_is_transferred_there() -> None:
    dossier, office = builders.submitted(green=False), builders.health_office()
    with pytest.raises(ActRefused):
        transfer(
            dossier_id=dossier.id,
            by=builders.officer(CLERK),
            request_id="r",
            seen=None,
            department_id=office.id,
            reason="x",
        )
    assert Dossier.objects.get(id=dossier.id).department_id == "H26"


@pytest.mark.parametrize("role", [DOCTOR, HEALTH_OFFICE])
def test_its_people_have_their_role_and_see_no_dossier(role: str) -> None:
    builders.examining()
    person = builders.officer(role, department_id=builders.health_office().id, clinic=builders.clinic())
    assert has_role(person, role)
    assert not has_role(person, *(set(ROLES) - {role}))
    assert not visible_to(person).exists()
    assert not queue(person).exists()


def test_a_doctor_belongs_to_a_clinic_and_an_officer_to_none() -> None:
    clinic = builders.clinic()
    doctor = builders.officer(DOCTOR, department_id=builders.health_office().id, clinic=clinic)
    assert list(clinic.doctors.all()) == [doctor]
    assert builders.officer(CLERK).clinic is None
