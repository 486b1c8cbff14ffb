"""A blank serves once: for its dossier and for every other, also after the post lost the card on it."""

import pytest

from gplx.casework.lose_card import lose_card
from gplx.casework.print_card import print_card
from gplx.dossiers.actor import system
from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import NotComplete
from gplx.licences.models import Blank, ElectronicLicence
from gplx.offices.models import PRINTER
from tests import builders

pytestmark = pytest.mark.django_db
LOST = "TH000001"


def printing(dossier: Dossier, serial: str, *, request_id: str = "") -> Dossier:
    return print_card(
        dossier_id=dossier.id,
        by=builders.officer(PRINTER),
        request_id=request_id or builders.fresh(),
        seen=None,
        serial=serial,
    )


@pytest.fixture
def losing() -> Dossier:
    """A dossier whose card, printed on the blank ``LOST``, the post lost."""
    dossier = builders.approved()
    printing(dossier, LOST)
    builders.hand_over(dossier_id=dossier.id, by=builders.officer(PRINTER), request_id=builders.fresh(), seen=None)
    return lose_card(dossier_id=dossier.id, by=system("post"), request_id=builders.fresh())


def refused(dossier: Dossier, serial: str) -> None:
    before = list(Blank.objects.values()), ElectronicLicence.objects.get(dossier_code=dossier.code).serial
    with pytest.raises(NotComplete, match=f"Phôi {LOST} đã được dùng cho thẻ khác"):
        printing(dossier, serial)
    dossier.refresh_from_db()
    after = list(Blank.objects.values()), ElectronicLicence.objects.get(dossier_code=dossier.code).serial
    assert (after, dossier.printed_at) == (before, None)


def test_a_lost_blank_serves_no_other_dossier(losing: Dossier) -> None:
    refused(builders.approved(), LOST)


@pytest.mark.parametrize("serial", [LOST, "th 000001"])
def test_nor_its_own_again(losing: Dossier, serial: str) -> None:
    refused(losing, serial)


def test_nor_another_after_its_own_got_a_new_card(losing: Dossier) -> None:
    printing(losing, "TH000002")
    refused(builders.approved(), LOST)
    assert {blank.serial: blank.dossier_code for blank in Blank.objects.all()} == {
        LOST: losing.code,
        "TH000002": losing.code,
    }


def test_the_licence_bears_the_blank_that_was_printed_last(losing: Dossier) -> None:
    printing(losing, "TH000002")
    assert ElectronicLicence.objects.get(dossier_code=losing.code).serial == "TH000002"


def test_the_same_click_twice_uses_one_blank() -> None:
    dossier = builders.approved()
    for _ in range(2):
        printing(dossier, LOST, request_id="once")
    assert [(blank.serial, blank.dossier_code) for blank in Blank.objects.all()] == [(LOST, dossier.code)]


def test_a_form_that_is_wrong_uses_none() -> None:
    dossier = builders.approved()
    with pytest.raises(NotComplete, match="Số phôi gồm 2 chữ cái"):
        printing(dossier, "TH1")
    assert not Blank.objects.exists()
