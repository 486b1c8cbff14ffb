"""A name that is only near the person's is told as such: to the officer with the difference, to the citizen with a proposal."""

import msgspec
import pytest

from gplx.casework.assessment import assess
from gplx.casework.checks import all_green, checks_of
from gplx.casework.learn_licences import learn_licences
from gplx.casework.start_draft import start_draft
from gplx.casework.submit import submit
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import Dossier
from gplx.licences.models import ElectronicLicence, Licence
from gplx.registers.licences.port import FoundPersons
from gplx.rules.identity import is_near_name
from tests import builders
from tests.casework.learning.registered import person as registered

pytestmark = pytest.mark.django_db


def draft(name: str, *, card: str = "pet") -> Dossier:
    """A draft of *Nguyễn Thử Nghiệm*, whom the register calls ``name`` under the same number."""
    holder = builders.applicant()
    told = registered(holder, identity_number=holder.numbers.get().number, name=name)
    one = msgspec.structs.replace(told.licences[0], card=card)
    learn_licences(
        applicant_id=holder.id, found=FoundPersons(persons=(msgspec.structs.replace(told, licences=(one,)),)), asked=()
    )
    builders.department()
    return start_draft(applicant=holder, licence=Licence.objects.get(holder=holder.id))


@pytest.mark.parametrize("name", ["NGUYEN THU NGHIEM", "Thử Nghiệm Nguyễn", "Nguyễn Thửnghiệm"])
def test_a_near_name_goes_on_but_is_not_told_as_the_same(name: str) -> None:
    dossier = draft(name)
    assert dossier.licence.match == "strong"
    found = checks_of(dossier)[0]
    assert found.verdict == "near"
    assert found.says.startswith("Họ tên trong cơ sở dữ liệu chỉ gần giống")
    assert all_green((found,))


@pytest.mark.parametrize("name", ["Nguyễn Thử Nghiệm", "NGUYỄN THỬ NGHIỆM", "Nguyễn  Thử Nghiệm"])
def test_the_same_name_is_told_as_matching(name: str) -> None:
    dossier = draft(name)
    assert checks_of(dossier)[0].verdict == "ok"
    assert dossier.reason != "data_changed"


@pytest.mark.parametrize("card", ["pet", "paper"])
def test_a_near_name_is_proposed_to_be_put_right(card: str) -> None:
    dossier = draft("NGUYEN THU NGHIEM", card=card)
    assert dossier.reason == "data_changed"
    assessment = assess(dossier)
    assert assessment.outcome == "exchange"
    assert assessment.reasons[0].code == "exchange_data_changed"
    assert "Điều 37 khoản 4" in assessment.reasons[0].article


def test_the_new_licence_bears_the_right_name() -> None:
    dossier = draft("NGUYEN THU NGHIEM")
    builders.keep(dossier=dossier, kind=builders.PHOTO, data=builders.picture(), at=builders.now())
    builders.learn_all(dossier)
    filed = submit(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id="s", seen=None)
    assert filed.payment_asked_at is not None, "a proven number and the birth date are enough to go on"
    paid = builders.pay_for(filed)
    builders.accept(dossier_id=paid.id, by=builders.officer("clerk"), request_id="a", seen=None)
    builders.propose(dossier_id=paid.id, by=builders.officer("examiner"), request_id="p", seen=None)
    builders.agencies_answer_again(paid)
    builders.approve(dossier_id=paid.id, by=builders.officer("leader"), request_id="d", seen=None)
    assert ElectronicLicence.objects.get().holder_name == "Nguyễn Thử Nghiệm"


@pytest.mark.parametrize(
    ("evidence", "near"),
    [(["portal:number", "born", "name:near"], True), (["portal:number", "born", "name:same"], False), ([], False)],
)
def test_the_rule_reads_it_from_the_evidence(evidence: list[str], near: bool) -> None:
    assert is_near_name(evidence) is near
