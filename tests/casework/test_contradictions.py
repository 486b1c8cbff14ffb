"""A record of the register that contradicts itself: nobody is shown an error, nobody is let through, the office looks it up."""

from datetime import date

import pytest

from gplx.casework.checks import checks_of
from gplx.casework.submit import submit
from gplx.dossiers.actor import citizen
from gplx.dossiers.models import DRAFT, Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.licences.models import Licence
from tests import builders

pytestmark = pytest.mark.django_db

CONTRADICTIONS = {
    "issued before birth": {"issued": date(1984, 1, 1)},
    "a class that was not given then": {"licence_class": "C1"},
    "ended before it began": {"expires": date(2011, 1, 1)},
    "no day of issue": {"issued": None},
}


@pytest.mark.parametrize("wrong", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_it_has_to_be_looked_up_first(wrong: dict[str, object]) -> None:
    dossier = builders.draft()
    builders.learn_all(dossier)
    Licence.objects.filter(id=dossier.licence_id).update(**wrong)
    dossier = Dossier.objects.get(id=dossier.id)
    said = {check.name: check for check in checks_of(dossier)}["eligibility"]
    assert said.verdict == "bad"
    assert "phải tra cứu và xác minh trước" in said.says
    with pytest.raises(NotComplete, match="mời đến bộ phận một cửa"):
        submit(dossier_id=dossier.id, by=citizen(dossier.applicant), request_id="r1", seen=None)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.code) == (DRAFT, None)
