"""What the health database says: the certificate that serves best, judged by the law of the filing day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import pytest

from gplx.applicants.models import Applicant
from gplx.casework.checks import checks_of
from gplx.casework.learn_health import learn_health
from gplx.dossiers.models import Dossier
from gplx.fees.models import Payment
from gplx.health.models import INVALID, NOT_FOUND, UNVERIFIED, VALID, Evidence
from gplx.health.questions import evidence_of
from gplx.registers.health.port import Certificate, FoundCertificates
from tests import builders
from tests.casework.acts.tries import TRIES
from tests.moments import at

pytestmark = pytest.mark.django_db
GOOD = date(2021, 9, 20)


def paper(who: Applicant, **more: Any) -> Certificate:
    """A certificate of the applicant with single words changed."""
    return msgspec.structs.replace(builders.certificate(who, concluded=GOOD), **more)


def learn(dossier: Dossier, *certificates: Certificate) -> None:
    learn_health(dossier_id=dossier.id, found=FoundCertificates(certificates=certificates))


def health_check(dossier: Dossier) -> tuple[str, str]:
    (check,) = (one for one in checks_of(Dossier.objects.get(id=dossier.id)) if one.name == "health")
    return check.verdict, check.source


@dataclass(frozen=True)
class Judged:
    """How a certificate is judged, and what the check says of it."""

    verdict: str
    check: str


@pytest.mark.parametrize(
    ("more", "judged"),
    [
        ({}, Judged(VALID, "ok")),
        ({"concluded": date(2021, 3, 27)}, Judged(VALID, "ok")),  # six months to the day
        ({"concluded": date(2021, 3, 26)}, Judged(INVALID, "missing")),
        ({"concluded": date(2021, 9, 28)}, Judged(INVALID, "missing")),  # of tomorrow
        ({"classes": ("C",)}, Judged(VALID, "ok")),  # the same group
        ({"classes": ("A1",)}, Judged(INVALID, "missing")),  # milder
        ({"classes": ("A1", "B2")}, Judged(VALID, "ok")),
        ({"classes": ("ZZ",)}, Judged(UNVERIFIED, "officer")),
        ({"conclusion": "A0-2"}, Judged(INVALID, "missing")),
        ({"conclusion": "A0-3"}, Judged(UNVERIFIED, "officer")),
        ({"conclusion": "A0-9"}, Judged(UNVERIFIED, "officer")),
        ({"conclusion": ""}, Judged(UNVERIFIED, "officer")),
        ({"name": "NGUYEN THU NGHIEM"}, Judged(VALID, "ok")),
        ({"name": "Trần Thử Nghiệm"}, Judged(NOT_FOUND, "missing")),
        ({"born": date(1985, 12, 4)}, Judged(NOT_FOUND, "missing")),
    ],
)
def test_a_certificate_is_judged_as_the_law_judges_it(more: dict[str, Any], judged: Judged) -> None:
    with at("2021-09-27"):
        dossier = builders.draft()
        learn(dossier, paper(dossier.applicant, **more))
        assert Evidence.objects.get().verdict == judged.verdict
        assert health_check(dossier)[0] == judged.check


def test_what_counts_is_kept_as_it_came() -> None:
    dossier = builders.draft()
    learn(dossier, paper(dossier.applicant, number="77/GKSKLX-00001/21", classes=("B2", "C")))
    kept = Evidence.objects.get()
    assert (kept.channel, kept.certificate, kept.classes) == ("database", "77/GKSKLX-00001/21", "B2,C")
    assert (kept.concluded, kept.conclusion, kept.facility) == (GOOD, "A0-1", "Bệnh viện Thử nghiệm")
    assert kept.document is None
    assert kept.says
    assert health_check(dossier) == ("ok", "Bệnh viện Thử nghiệm")


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_the_good_one_counts_even_if_a_worse_one_is_newer(order: int) -> None:
    dossier = builders.draft()
    who = dossier.applicant
    papers = [
        paper(who, number="old", concluded=date(2021, 5, 3)),
        paper(who, number="new", concluded=date(2021, 8, 3)),
        paper(who, number="unfit", concluded=date(2021, 9, 20), conclusion="A0-2"),
        paper(who, number="unclear", concluded=date(2021, 9, 21), conclusion="A0-3"),
        paper(builders.applicant(name="Trần Mẫu Khác"), number="another's", concluded=date(2021, 9, 26)),
    ]
    learn(dossier, *papers[::order])
    assert Evidence.objects.get().certificate == "new"


def test_where_none_is_good_the_newest_is_shown() -> None:
    dossier = builders.draft()
    who = dossier.applicant
    learn(dossier, paper(who, concluded=date(2020, 1, 2)), paper(who, number="newest", concluded=date(2020, 5, 2)))
    assert (Evidence.objects.get().certificate, Evidence.objects.get().verdict) == ("newest", INVALID)


def test_a_result_that_was_edited_takes_the_place_of_the_one_before() -> None:
    dossier = builders.draft()
    same = paper(dossier.applicant)
    learn(dossier, same)
    assert health_check(dossier)[0] == "ok"
    learn(dossier, msgspec.structs.replace(same, conclusion="A0-2", state="EDIT"))
    assert health_check(dossier)[0] == "missing"
    learn(dossier, msgspec.structs.replace(same, state="EDIT"))
    assert health_check(dossier)[0] == "ok"


def test_one_that_was_taken_back_is_no_longer_there() -> None:
    dossier = builders.draft()
    learn(dossier, paper(dossier.applicant))
    learn(dossier)
    evidence = evidence_of(dossier)
    assert evidence is not None
    assert evidence.verdict == NOT_FOUND
    assert health_check(dossier) == ("missing", "Cơ sở dữ liệu khám sức khỏe lái xe")


def test_it_is_judged_by_the_day_of_filing_not_by_the_day_of_the_answer() -> None:
    with at("2021-09-20"):
        dossier = builders.submitted(green=False)
    with at("2021-10-12"):
        learn(dossier, paper(dossier.applicant, concluded=date(2021, 3, 22)))
        assert health_check(dossier)[0] == "ok"
        learn(dossier, paper(dossier.applicant, concluded=date(2021, 3, 19)))
        assert health_check(dossier)[0] == "missing"


def test_the_class_that_is_wanted_is_the_one_that_must_be_covered() -> None:
    dossier = builders.draft()
    Dossier.objects.update(wanted_class="B1")
    learn(dossier, paper(dossier.applicant, classes=("B1",)))
    assert Evidence.objects.get().verdict == VALID


def test_the_answer_that_was_missing_asks_for_the_fee() -> None:
    dossier = builders.submitted(green=False)
    learn(dossier)  # taken back meanwhile
    builders.learn_violations_clear(dossier)
    assert not Payment.objects.exists()
    learn(dossier, paper(dossier.applicant))
    assert Payment.objects.get().dossier_id == dossier.id


def test_a_class_that_needs_no_certificate_is_green_without_one() -> None:
    person = builders.applicant()
    builders.department()
    held = builders.licence(person, licence_class="A1")
    dossier = Dossier.objects.create(
        applicant=person,
        licence=held,
        department=builders.department(),
        reason="damaged",
        created_at=person.joined_at,
    )
    assert health_check(dossier) == ("ok", "Quy định về đổi giấy phép lái xe")


def test_after_the_proposal_an_unfit_result_stops_the_approval() -> None:
    dossier = builders.proposed()
    learn(dossier, paper(dossier.applicant, conclusion="A0-2"))
    with pytest.raises(Exception, match="Có mục kiểm tra đã thay đổi sau khi trình"):
        TRIES["approve"].do(dossier, builders.officer("leader"), request_id="r1")
