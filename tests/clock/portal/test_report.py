"""Which portals are told: the national one always, a province's own where it has one, each in its own queue and order."""

import msgspec
import pytest
from django.db import connection

from gplx.casework.transfer import transfer
from gplx.clock.acted import acted
from gplx.clock.portal.report import report_act
from gplx.dossiers.models import Act, Dossier
from gplx.offices.models import CLERK
from gplx.registers.models import ANSWERED, GIVEN_UP, Exchange
from gplx.registers.sync.port import Report
from tests import builders
from tests.builders import fresh
from tests.clock.portal.conftest import Opened

pytestmark = pytest.mark.django_db


def follow(dossier: Dossier) -> None:
    """What follows from every act of the dossier so far."""
    for act in Act.objects.filter(dossier=dossier).order_by("id"):
        acted({"act": act.id})


def told(portal: str, dossier: Dossier) -> list[int]:
    """The codes of the steps that a portal is told of a dossier, in the order of its lane."""
    asks = Exchange.objects.filter(register=portal, lane=f"{portal}:{dossier.id}").order_by("id")
    return [step.status for one in asks for step in msgspec.convert(one.ask, Report).steps]


def queued(portal: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE entrypoint = %s", [f"register.{portal}"])
        return int(cursor.fetchone()[0])


def test_a_province_without_a_portal_is_told_nothing(portal_of: Opened) -> None:
    portal_of("H25")
    dossier = builders.submitted(department_id="H26")
    follow(dossier)
    assert told("sync", dossier) == [1, 6]
    assert set(Exchange.objects.filter(register__startswith="sync").values_list("register", flat=True)) == {"sync"}


def test_a_province_with_a_portal_is_told_the_same_in_a_queue_of_its_own(portal_of: Opened) -> None:
    own = portal_of("H26")
    dossier = builders.examining(department_id="H26")
    follow(dossier)
    assert told("sync", dossier) == told(own, dossier) == [1, 6, 2]
    assert (queued("sync"), queued(own)) == (3, 3)
    national, local = (list(Exchange.objects.filter(register=one).order_by("id")) for one in ("sync", own))
    assert [one.ask for one in national] == [one.ask for one in local]
    assert [one.key for one in local] == [one.key.replace("sync:", "sync_h26:") for one in national]


def test_told_again_nothing_is_doubled(portal_of: Opened) -> None:
    own = portal_of("H26")
    dossier = builders.submitted()
    follow(dossier)
    last = Act.objects.filter(dossier=dossier, portal_code__isnull=False).latest("id")
    assert report_act(last) == 0
    assert told("sync", dossier) == told(own, dossier) == [1, 6]


def test_a_portal_that_opens_later_is_told_all_steps_from_the_first(portal_of: Opened) -> None:
    dossier = builders.submitted()
    follow(dossier)
    own = portal_of("H26")
    last = Act.objects.filter(dossier=dossier, portal_code__isnull=False).latest("id")
    assert report_act(last) == 2
    assert told(own, dossier) == [1, 6]
    assert told("sync", dossier) == [1, 6]


def test_after_a_transfer_the_other_provinces_portal_is_told_from_the_first_step(portal_of: Opened) -> None:
    own, other = portal_of("H26"), portal_of("H25")
    dossier = builders.submitted(green=False)
    follow(dossier)
    assert (told(own, dossier), told(other, dossier)) == ([1], [])
    transfer(
        dossier_id=dossier.id,
        by=builders.officer(CLERK),
        request_id=fresh(),
        seen=None,
        department_id="H25",
        reason="Nơi cư trú.",
    )
    builders.learn_violations_clear(dossier)
    follow(dossier)
    assert (told(own, dossier), told(other, dossier)) == ([1], [1, 6])
    assert told("sync", dossier) == [1, 6]


@pytest.mark.parametrize("down", ["sync", "sync_h26"])
def test_a_portal_that_was_given_up_on_holds_only_its_own_order(portal_of: Opened, down: str) -> None:
    own = portal_of("H26")
    dossier = builders.submitted()
    follow(dossier)
    Exchange.objects.filter(register=down).update(state=GIVEN_UP)
    well = own if down == "sync" else "sync"
    first, second = Exchange.objects.filter(register=well).order_by("id")
    assert first.lane == second.lane != Exchange.objects.filter(register=down).first().lane
    first.state = ANSWERED
    first.save()
    ahead = Exchange.objects.filter(lane=second.lane, id__lt=second.id).exclude(state=ANSWERED)
    assert not ahead.exists()
