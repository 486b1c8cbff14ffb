"""People met at a counter: known again by number, name and birth date together, and one with their account once they sign in."""

from datetime import date

import pytest

from gplx.applicants.changes import link, meet, welcome
from gplx.applicants.models import CHIP_QR, OFFICER, PORTAL, Applicant
from gplx.applicants.questions import met_at_counter, numbers_of
from gplx.casework.join_visits import join_visits
from gplx.dossiers.models import CLOSED, Dossier, Visit
from gplx.dossiers.questions import of_applicant
from gplx.ground.clock import now
from gplx.ledger.models import Entry
from gplx.licences.models import ElectronicLicence, Licence
from tests import builders

pytestmark = pytest.mark.django_db
NUMBER, CMND = "001085000777", "012345678"
SHOWN = {"name": "Trần Thử Gặp", "born": builders.BORN, "sex": "female", "address": "3 phố Thử"}


def met(**other: object) -> Applicant:
    return meet(**({"number": NUMBER, "officer": 7, "at": now()} | SHOWN | other))


def signed_in(*numbers: str, tech_id: str = "t-777", **other: object) -> Applicant:
    told = {"name": SHOWN["name"], "born": SHOWN["born"], "sex": "female"} | other
    contact = {"email": "gap@example.vn", "phone": "", "address": "5 phố Khác"}
    return welcome(tech_id=tech_id, numbers=numbers or (NUMBER,), contact=contact, assurance="2", at=now(), **told)


def test_a_new_person_has_no_account_and_the_number_that_an_officer_saw() -> None:
    person = met()
    assert (person.tech_id, person.name, person.address) == (None, "Trần Thử Gặp", "3 phố Thử")
    (known,) = numbers_of(person)
    assert (known.number, known.source, known.evidence) == (NUMBER, OFFICER, {"officer": 7, "seen": "card"})


@pytest.mark.parametrize("name", ["Trần Thử Gặp", "TRẦN THỬ GẶP", "Tran Thu Gap"])
def test_the_next_time_it_is_the_same_person(name: str) -> None:
    assert met() == met(name=name)
    assert Applicant.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"born": date(1985, 4, 13)}, {"name": "Lê Hoàn Toàn Khác"}, {"number": "001085000778"}]
)
def test_a_number_alone_makes_nobody_the_same(other: dict[str, object]) -> None:
    assert met() != met(**other)
    assert Applicant.objects.count() == 2


def test_many_people_without_an_account_are_kept_side_by_side() -> None:
    assert len({met(number=f"00108500{n:04d}").id for n in range(3)}) == 3


def test_who_has_an_account_is_met_as_the_account_and_it_stays_as_it_is() -> None:
    account = signed_in()
    assert met(address="chỗ khác") == account
    account.refresh_from_db()
    assert (account.tech_id, account.address) == ("t-777", "5 phố Khác")
    assert [known.source for known in numbers_of(account)] == [PORTAL, OFFICER]


def test_a_number_that_only_a_picture_of_a_card_links_makes_nobody_the_same() -> None:
    other = signed_in("001085000999", tech_id="t-9")
    link(applicant=other, number=NUMBER, source=CHIP_QR, evidence={"card": NUMBER}, at=now())
    assert met() != other


def test_at_the_first_sign_in_the_person_becomes_the_account() -> None:
    person = met()
    account = signed_in()
    assert (account.id, account.tech_id, account.address) == (person.id, "t-777", "5 phố Khác")
    entry = Entry.objects.get(subject=f"applicant:{person.id}", kind="link")
    assert (entry.act, entry.actor) == ("account", f"citizen:{person.id}")
    assert signed_in() == account
    assert Entry.objects.filter(kind="link").count() == 1


@pytest.mark.parametrize("other", [{"born": date(1985, 4, 13)}, {"name": "Lê Hoàn Toàn Khác"}])
def test_somebody_else_with_the_number_does_not(other: dict[str, object]) -> None:
    person = met()
    assert signed_in(**other).id != person.id
    person.refresh_from_db()
    assert person.tech_id is None


def test_nine_digits_are_no_identity_number() -> None:
    person = met()
    link(applicant=person, number=CMND, source=OFFICER, evidence={}, at=now())
    assert signed_in(CMND).id != person.id


def test_two_accounts_do_not_share_a_person() -> None:
    person = met()
    first, second = signed_in(), signed_in(tech_id="t-778")
    assert first.id == person.id != second.id


# ---- an account that did not have the number then


def both() -> tuple[Applicant, Dossier]:
    """An account that had another number, and a dossier that was entered for the same person at a counter."""
    account = signed_in(CMND)
    dossier = builders.filed_at_counter(builders.visit(number=NUMBER, name=SHOWN["name"], born=SHOWN["born"]))
    assert dossier.applicant_id != account.id
    return signed_in(CMND, NUMBER), dossier


def test_all_that_was_entered_comes_to_the_account() -> None:
    account, dossier = both()
    person = dossier.applicant
    assert met_at_counter(account) == [person]
    assert join_visits(applicant=account) == 1
    assert [one.id for one in of_applicant(account)] == [dossier.id]
    dossier.refresh_from_db()
    assert (dossier.licence.holder, Visit.objects.get().applicant_id) == (account.id, account.id)
    assert {known.number for known in numbers_of(account)} == {CMND, NUMBER}
    assert numbers_of(person) == ()
    assert Entry.objects.get(subject=f"applicant:{account.id}", act="join").details == {"from": str(person.id)}


def test_joined_again_nothing_changes() -> None:
    account, _dossier = both()
    join_visits(applicant=account)
    assert (join_visits(applicant=account), Entry.objects.filter(act="join").count()) == (0, 1)


def test_a_licence_that_the_account_had_looked_up_too_is_there_once() -> None:
    account, dossier = both()
    twin = Licence.objects.get(id=dossier.licence_id)
    twin.pk, twin.holder = None, account.id
    twin.id = builders.uuid4()
    twin.save(force_insert=True)
    join_visits(applicant=account)
    assert [one.id for one in Licence.objects.filter(holder=account.id)] == [dossier.licence_id]


def test_the_licence_of_an_earlier_dossier_of_the_account_stays() -> None:
    account, dossier = both()
    twin = Licence.objects.get(id=dossier.licence_id)
    twin.id, twin.holder = builders.uuid4(), account.id
    twin.save(force_insert=True)
    earlier = builders.draft(account)
    Dossier.objects.filter(id=earlier.id).update(licence=twin, state=CLOSED)
    join_visits(applicant=account)
    assert Licence.objects.filter(holder=account.id, id=twin.id).exists()
    assert of_applicant(account).filter(id=dossier.id).get().licence_id == dossier.licence_id


def test_an_electronic_licence_goes_along() -> None:
    account, dossier = both()
    ElectronicLicence.objects.create(
        dossier_code=dossier.code, holder=dossier.applicant_id, number="1", licence_class="B2", issued=now().date()
    )
    join_visits(applicant=account)
    assert ElectronicLicence.objects.get().holder == account.id
