"""The daily comparison: what a portal lacks is found, counted by kind, and sent again in order; what is on its way is left alone."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from django.db import connection
from pytest_django import Settings

from gplx.casework.accept import accept
from gplx.clock.acted import acted
from gplx.clock.answers import answered
from gplx.clock.calendar import CALENDAR
from gplx.clock.portal import compare
from gplx.clock.portal.compare import (
    begin_comparison,
    begin_comparisons,
    compare_chunk,
    compare_with_portals,
    learn_comparison,
)
from gplx.clock.portal.told import steps_of
from gplx.dossiers.models import Act, Dossier
from gplx.ground.clock import now
from gplx.offices.models import CLERK
from gplx.portals.models import Comparison, Difference
from gplx.portals.questions import last_comparisons
from gplx.registers.models import ANSWERED, GIVEN_UP, REFUSED, WANTED, Exchange
from gplx.registers.sync.port import Compared, HeldDossier, HeldStep, Report
from gplx.registers.wire_text import stamp
from tests import builders
from tests.builders import fresh
from tests.clock.portal.conftest import Opened

pytestmark = pytest.mark.django_db


def told(dossier: Dossier, *, portal: str = "sync") -> Dossier:
    """The portal has been told everything, and has taken it."""
    for act in Act.objects.filter(dossier=dossier).order_by("id"):
        acted({"act": act.id})
    Exchange.objects.filter(register=portal, operation="report").update(state=ANSWERED, ended_at=now())
    return dossier


def asked(*, portal: str = "sync", occasion: str = "thử") -> tuple[Comparison, list[Exchange]]:
    """A comparison that has put its questions."""
    comparison = begin_comparison(portal=portal, occasion=occasion)
    assert comparison is not None
    compare_chunk({"comparison": comparison.id, "after": None})
    sent = now() + timedelta(seconds=1)
    questions = Exchange.objects.filter(about=f"comparison:{comparison.id}").order_by("id")
    questions.update(sent_at=sent, attempts=1)
    return comparison, list(questions)


def answer(question: Exchange, *held: HeldDossier) -> None:
    question.state, question.ended_at = ANSWERED, now()
    question.answer = msgspec.to_builtins(Compared(dossiers=held))
    question.save()
    answered({"exchange": question.id})


def holds(dossier: Dossier, *, without: tuple[int, ...] = (), **said: Any) -> HeldDossier:
    """The portal's record of a dossier, as it should be but for the steps of these codes."""
    steps = [step for _, step in steps_of(dossier)]
    held = tuple(
        HeldStep(moment=stamp(step.done_at), status=str(step.status)) for step in steps if step.status not in without
    )
    whole = {"code": dossier.code or "", "known": True, "status": str(steps[-1].status), "steps": held}
    return HeldDossier(**(whole | said))


def kinds(comparison: Comparison) -> dict[str, int]:
    found: dict[str, int] = {}
    for kind in Difference.objects.filter(comparison=comparison).values_list("kind", flat=True):
        found[kind] = found.get(kind, 0) + 1
    return found


def mends(dossier: Dossier, *, portal: str = "sync") -> list[Report]:
    wanted = Exchange.objects.filter(register=portal, key__contains=":mend:", about=f"dossier:{dossier.id}")
    return [msgspec.convert(one.ask, Report) for one in wanted.order_by("id")]


def queued(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pgqueuer WHERE entrypoint = %s", [name])
        return int(cursor.fetchone()[0])


def test_where_nothing_differs_nothing_is_sent() -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    answer(question, holds(dossier))
    assert (kinds(comparison), mends(dossier)) == ({}, [])
    comparison.refresh_from_db()
    assert (comparison.dossiers, comparison.questions, comparison.answered, comparison.is_over) == (1, 1, 1, True)


def test_a_dossier_that_is_missing_there_is_sent_with_all_its_steps_in_order() -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    answer(question, HeldDossier(code=dossier.code or "", known=False))
    assert kinds(comparison) == {"missing": 1}
    [mend] = mends(dossier)
    assert (mend.dossier.code, mend.dossier.status) == (dossier.code, 2)
    assert [step.status for step in mend.steps] == [1, 6, 2]


@pytest.mark.parametrize(("without", "sent"), [((6,), [6]), ((1, 2), [1, 2]), ((1, 6, 2), [1, 6, 2])])
def test_only_the_steps_that_are_missing_are_sent_in_order(without: tuple[int, ...], sent: list[int]) -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    answer(question, holds(dossier, without=without))
    assert kinds(comparison) == {"fewer_steps": 1}
    [mend] = mends(dossier)
    assert [step.status for step in mend.steps] == sent


def test_another_state_is_put_right_by_the_dossier_alone() -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    answer(question, holds(dossier, status="6"))
    assert kinds(comparison) == {"other_state": 1}
    [mend] = mends(dossier)
    assert (mend.dossier.status, mend.steps) == (2, ())


def test_both_at_once_are_counted_as_both_and_mended_by_one_call() -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    answer(question, holds(dossier, without=(2,), status="6"))
    assert kinds(comparison) == {"fewer_steps": 1, "other_state": 1}
    assert [[step.status for step in mend.steps] for mend in mends(dossier)] == [[2]]


@pytest.mark.parametrize("said", [{"steps": None}, {"status": None}, {"steps": None, "status": None}])
def test_what_the_portal_does_not_say_is_no_difference(said: dict[str, None]) -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    answer(question, holds(dossier, **said))
    assert (kinds(comparison), mends(dossier)) == ({}, [])


def test_a_step_too_many_there_is_no_harm() -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    held = holds(dossier)
    more = HeldStep(moment="20210101000000", status="4")
    answer(question, msgspec.structs.replace(held, steps=(*(held.steps or ()), more)))
    assert kinds(comparison) == {}


def test_the_mend_goes_out_in_the_lane_and_what_happens_next_behind_it() -> None:
    dossier = told(builders.paid())
    _, (question,) = asked()
    answer(question, HeldDossier(code=dossier.code or "", known=False))
    accepted = accept(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=fresh(), seen=None)
    acted({"act": Act.objects.get(dossier=accepted, act="accept").id})
    lane = list(Exchange.objects.filter(lane=f"sync:{dossier.id}", state=WANTED).order_by("id"))
    assert [":mend:" in one.key for one in lane] == [True, False]


def test_learnt_twice_it_is_mended_once() -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    answer(question, holds(dossier, without=(2,)))
    answered({"exchange": question.id})
    comparison.refresh_from_db()
    assert (len(mends(dossier)), comparison.answered) == (1, 1)


def test_what_is_on_its_way_is_left_alone() -> None:
    dossier = builders.examining()
    for act in Act.objects.filter(dossier=dossier):
        acted({"act": act.id})
    comparison, (question,) = asked()
    answer(question, HeldDossier(code=dossier.code or "", known=False))
    assert (kinds(comparison), mends(dossier)) == ({}, [])


def test_what_was_told_since_the_question_is_left_alone() -> None:
    dossier = told(builders.examining())
    comparison, (question,) = asked()
    Exchange.objects.filter(operation="report").update(ended_at=question.sent_at + timedelta(seconds=1))
    answer(question, HeldDossier(code=dossier.code or "", known=False))
    assert (kinds(comparison), mends(dossier)) == ({}, [])


def test_what_was_given_up_is_asked_again() -> None:
    dossier = told(builders.examining())
    last = Exchange.objects.filter(operation="report").latest("id")
    Exchange.objects.filter(id=last.id).update(state=GIVEN_UP)
    comparison, (question,) = asked()
    answer(question, holds(dossier, without=(2,)))
    last.refresh_from_db()
    assert (kinds(comparison), last.state, mends(dossier)) == ({"given_up": 1}, WANTED, [])


def test_what_the_portal_refuses_is_shown_and_not_sent_again() -> None:
    dossier = told(builders.examining())
    last = Exchange.objects.filter(operation="report").latest("id")
    Exchange.objects.filter(id=last.id).update(state=REFUSED)
    comparison, (question,) = asked()
    answer(question, holds(dossier, without=(2,)))
    last.refresh_from_db()
    assert (kinds(comparison), last.state, mends(dossier)) == ({"refused": 1}, REFUSED, [])


def test_steps_that_were_never_sent_are_sent_and_compared_the_next_time() -> None:
    dossier = builders.examining()
    assert not Exchange.objects.filter(register="sync").exists()
    comparison, questions = asked()
    assert (questions, kinds(comparison)) == ([], {"unsent": 1})
    reports = Exchange.objects.filter(register="sync", operation="report").order_by("id")
    assert [msgspec.convert(one.ask, Report).steps[0].status for one in reports] == [1, 6, 2]
    reports.update(state=ANSWERED, ended_at=now())
    _, (question,) = asked(occasion="hôm sau")
    assert question.ask == {"codes": [dossier.code]}


def test_drafts_and_what_ended_long_ago_are_not_asked_about(settings: Settings) -> None:
    builders.draft()
    old, new = told(builders.examining()), told(builders.examining())
    days = settings.SYNC_COMPARE_DAYS
    Dossier.objects.filter(id=old.id).update(state="refused", ended_at=now() - timedelta(days=days + 1))
    Dossier.objects.filter(id=new.id).update(state="refused", ended_at=now() - timedelta(days=days - 1))
    _, (question,) = asked()
    assert question.ask == {"codes": [new.code]}


def test_a_portal_of_a_province_is_asked_about_its_own_alone(portal_of: Opened) -> None:
    own = portal_of("H25")
    told(builders.examining(department_id="H26"))
    mine = told(builders.examining(department_id="H25"), portal=own)
    comparison, (question,) = asked(portal=own)
    assert (question.register, question.ask) == (own, {"codes": [mine.code]})
    answer(question, holds(mine, without=(1,)))
    assert kinds(comparison) == {"fewer_steps": 1}
    assert ([len(one.steps) for one in mends(mine, portal=own)], mends(mine)) == ([1], [])


def test_it_goes_on_in_chunks_each_asked_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "CHUNK", 3)
    monkeypatch.setattr(compare, "AT_ONCE", 2)
    dossiers = [told(builders.submitted()) for _ in range(4)]
    comparison = begin_comparison(portal="sync", occasion="thử")
    assert comparison is not None
    order = sorted(dossiers, key=lambda one: one.id)
    after: str | None = None
    for end in (order[2], order[3]):
        compare_chunk({"comparison": comparison.id, "after": after})
        after = str(end.id)
    compare_chunk({"comparison": comparison.id, "after": after})
    questions = Exchange.objects.filter(operation="compare").order_by("id")
    codes = [one.code for one in order]
    assert [one.ask["codes"] for one in questions] == [codes[:2], codes[2:3], codes[3:]]
    comparison.refresh_from_db()
    assert (comparison.questions, comparison.dossiers) == (3, 4)
    assert queued("compare_with_portal") == 3


def test_a_chunk_that_is_worked_through_twice_asks_once() -> None:
    told(builders.submitted())
    comparison = begin_comparison(portal="sync", occasion="thử")
    assert comparison is not None
    for _ in range(2):
        compare_chunk({"comparison": comparison.id, "after": None})
    comparison.refresh_from_db()
    assert (Exchange.objects.filter(operation="compare").count(), comparison.questions) == (1, 1)


def test_a_question_that_was_given_up_is_counted_as_unanswered() -> None:
    told(builders.submitted())
    comparison, (question,) = asked()
    question.state, question.error_kind = WANTED, "try_later"
    question.save()
    answered({"exchange": question.id})
    comparison.refresh_from_db()
    assert (comparison.unanswered, comparison.is_over) == (0, False)
    question.state, question.ended_at = GIVEN_UP, now()
    question.save()
    answered({"exchange": question.id})
    comparison.refresh_from_db()
    assert (comparison.answered, comparison.unanswered, comparison.is_over) == (0, 1, True)


def test_what_is_unknown_here_is_passed_over() -> None:
    told(builders.submitted())
    comparison, (question,) = asked()
    learn_comparison(question, None)
    question.state = ANSWERED
    learn_comparison(question, Compared(dossiers=(HeldDossier(code="không có", known=True),)))
    assert kinds(comparison) == {}


def test_the_calendar_compares_once_a_day_with_every_portal(portal_of: Opened) -> None:
    own = portal_of("H26")
    for _ in range(2):
        compare_with_portals()
    assert sorted(Comparison.objects.values_list("portal", flat=True)) == ["sync", own]
    assert queued("compare_with_portal") == 2
    assert CALENDAR["compare_with_portals"] == ("10 4 * * *", compare_with_portals)


def test_on_demand_it_is_begun_beside_the_daily_one() -> None:
    compare_with_portals()
    assert [one.occasion for one in begin_comparisons(occasion="20210927-100000")] == ["20210927-100000"]
    assert begin_comparisons(occasion="20210927-100000") == []


def test_the_last_of_each_portal_is_shown_with_its_counts(portal_of: Opened) -> None:
    own = portal_of("H26")
    dossier = told(builders.examining())
    Exchange.objects.filter(register=own).update(state=ANSWERED, ended_at=now() - timedelta(hours=1))
    asked(occasion="cũ")
    last, (question,) = asked(occasion="mới")
    answer(question, holds(dossier, without=(2,), status="1"))
    begin_comparison(portal=own, occasion="mới")
    national, local = last_comparisons()
    assert (national.comparison, national.kinds) == (last, {"fewer_steps": 1, "other_state": 1})
    assert (local.comparison.portal, local.kinds) == (own, {})
