"""Dossiers that were with the post before there was a fact for it, and the words of every state of a parcel."""

from importlib import import_module

import pytest
from django.db import connection

from gplx.delivery import models
from gplx.delivery.changes import STATE_AFTER
from gplx.delivery.models import ENDED, TROUBLED, Parcel
from gplx.dossiers.models import DESK, Dossier
from gplx.dossiers.states import acts_open, facts_of
from gplx.offices.changes import open_departments
from gplx.offices.models import DIRECTORATE_ID, PRINTER, Department
from gplx.offices.questions import province_in
from gplx.pages.citizen.following.parcel import ADVICE
from gplx.pages.kit.parcel import STATES
from tests import builders

pytestmark = pytest.mark.django_db
CARD = import_module("gplx.dossiers.migrations.0002_where_the_card_is")
PARCELS = import_module("gplx.delivery.migrations.0002_parcels_one_after_another")


def carry_over() -> None:
    with connection.cursor() as cursor:
        cursor.execute(CARD.UNDER_WAY)
        cursor.execute(PARCELS.ORDERED_BEFORE)


def test_what_was_under_way_is_with_the_post_and_nothing_else_is() -> None:
    under_way, at_desk, printed = builders.handed_over(), builders.handed_over(delivery=DESK), builders.printed()
    Dossier.objects.update(posted_at=None)
    carry_over()
    under_way.refresh_from_db()
    assert under_way.posted_at == under_way.handed_over_at
    assert list(Dossier.objects.exclude(posted_at=None)) == [under_way]
    assert {one.state for one in (at_desk, printed)} == {"approved"}
    assert "take_back" in acts_open(state="approved", facts=facts_of(under_way), roles=[PRINTER])


def test_a_parcel_that_was_ordered_before_keeps_its_number() -> None:
    dossier = builders.handed_over()
    Parcel.objects.update(number="", waybill=dossier.code)
    carry_over()
    assert Parcel.objects.get().number == dossier.code


def test_every_state_of_a_parcel_has_its_words_and_every_trouble_its_advice() -> None:
    states = {value for name, value in vars(models).items() if name.isupper() and isinstance(value, str)}
    assert set(STATES) == states
    assert set(STATE_AFTER.values()) == states - {models.NOT_TAKEN}
    assert set(TROUBLED) <= set(ADVICE)
    assert set(ADVICE) <= states
    assert not set(ENDED) & {models.FAILED, models.REFUSED, models.CANCELLED, models.NOT_TAKEN}


def test_each_of_the_63_provinces_is_found_in_an_address() -> None:
    open_departments()
    offices = list(Department.objects.exclude(id=DIRECTORATE_ID))
    assert len(offices) == 63
    for office in offices:
        assert province_in(f"Số 1 đường Hà Nội, huyện Mẫu 1, tỉnh {office.province_name}") == office.province
        assert province_in(f"số 1, {office.province_name.upper()}") == office.province
