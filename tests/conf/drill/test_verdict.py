"""The examination after a drill: each thing that is not where it should be is told, and nothing is where all is well."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from gplx.casework.deliver import deliver
from gplx.clock.acted import acted
from gplx.conf.drill.verdict import Verdict, answered, examine, wait_until_settled
from gplx.dossiers.actor import officer
from gplx.dossiers.models import CLOSED, DESK, Act, Dossier
from gplx.fees.models import Payment
from gplx.ground.clock import now
from gplx.letters.models import Message
from gplx.offices.models import PRINTER
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, Exchange
from tests import builders
from tests.registers.outside import Answer, Outside, a_world

pytestmark = pytest.mark.django_db(transaction=True)

Look = Callable[..., Verdict]


@pytest.fixture
def world() -> Iterator[Outside]:
    with a_world() as found:
        yield found


@pytest.fixture
def dossier() -> Dossier:
    """A delivered one, whose every call was answered and learnt of, with nothing in the queue."""
    made = builders.handed_over(delivery=DESK)
    by = officer(builders.officer(PRINTER))
    made = deliver(dossier_id=made.id, by=by, request_id=builders.fresh(), seen=None, signed_by="Nguyễn Thử Nghiệm")
    for act in Act.objects.order_by("id"):
        acted({"act": act.id})
    Exchange.objects.update(state=ANSWERED, learnt_at=now(), attempts=1)
    Message.objects.update(state="sent")
    empty_queue()
    return made


def empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM pgqueuer")


def owner() -> str:
    told = connection.get_connection_params()
    parts = (f"{name}={told[name]}" for name in ("user", "password", "host", "port", "dbname") if told.get(name))
    return " ".join(parts)


@pytest.fixture
def look(world: Outside, dossier: Dossier) -> Look:
    steps = [
        str(code) for code in Act.objects.exclude(portal_code=None).order_by("id").values_list("portal_code", flat=True)
    ]

    def examined(*, told: list[str] | None = None, repeats: int = 0, sent: list[str] | None = None) -> Verdict:
        held = {
            "MaHoSo": dossier.code,
            "DanhSachTienDo": [{"TrangThai": one} for one in (steps if told is None else told)],
            "repeats": repeats,
        }
        keys = list(Message.objects.values_list("key", flat=True)) if sent is None else sent
        world.will_answer(Answer({"dossiers": [held]}), Answer({"messages": [{"id": key} for key in keys]}))
        return examine(owner(), world.url)

    return examined


def test_where_all_is_well_nothing_is_wrong(look: Look) -> None:
    found = look(repeats=2)
    assert found.wrong == ()
    assert found.counted["dossiers"] == found.counted["delivered"] == found.counted["payments"] == 1
    assert found.counted["portal steps"] == Act.objects.exclude(portal_code=None).count()
    assert found.counted["portal steps sent again, kept once"] == 2


@pytest.mark.parametrize("told", [[], ["1", "6", "2", "4", "9"], ["1", "6", "4", "2", "9", "10"]])
def test_a_step_that_is_missing_or_out_of_order_is_told(look: Look, dossier: Dossier, told: list[str]) -> None:
    assert look(told=told).wrong == (
        f"the portal was told {told} of {dossier.code}, but {['1', '6', '2', '4', '9', '10']} happened",
    )


def test_messages_not_sent_sent_twice_or_unwanted_are_told(look: Look) -> None:
    keys = list(Message.objects.values_list("key", flat=True))
    assert look(sent=[*keys[1:], keys[1], "sms:other"]).wrong == (
        "1 messages were not sent",
        "1 messages were sent more than once",
        "1 messages were sent that nobody wanted",
    )


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda: Dossier.objects.update(state="approved"), "1 dossiers are approved, not closed"),
        (lambda: Payment.objects.update(state="open"), "1 dossiers were not paid"),
        (lambda: _once(Exchange, state=GIVEN_UP), "1 calls were given_up"),
        (lambda: _once(Exchange, state=REFUSED), "1 calls were refused"),
        (lambda: _once(Exchange, state="wanted"), "1 calls still open"),
        (lambda: _once(Exchange, learnt_at=None), "1 answers that nobody has learnt of"),
        (lambda: _queue("queued"), "1 jobs that nobody does"),
        (lambda: _queue("failed"), "1 jobs that failed for good"),
    ],
)
def test_what_is_left_lying_is_told(look: Look, spoil: Callable[[], Any], told: str) -> None:
    spoil()
    assert look().wrong == (told,)


def test_it_waits_until_nothing_is_under_way(look: Look) -> None:
    assert wait_until_settled(owner(), patience=30) < 1
    _once(Exchange, state="sent")
    assert wait_until_settled(owner(), patience=0) < 1
    assert "1 calls still open" in look().wrong


def test_calls_of_the_others_are_counted(dossier: Dossier) -> None:
    both = Exchange.objects.count()
    sync = Exchange.objects.filter(register="sync").count()
    assert sync > 0
    assert answered(owner(), apart_from="sync") == both - sync
    assert Dossier.objects.get().state == CLOSED


def _once(model: type[Exchange], **changed: Any) -> None:
    model.objects.filter(id=model.objects.order_by("id").values_list("id", flat=True)[0]).update(**changed)


def _queue(status: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pgqueuer (priority, status, entrypoint, execute_after) VALUES (0, %s, 'x', now() - interval '1 h')",
            [status],
        )
