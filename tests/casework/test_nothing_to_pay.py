"""Where the law exempts a dossier from its fee nobody pays, and it goes on by itself; the platform's own receipt is kept."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any
from unittest.mock import patch

import msgspec
import pytest

from gplx.casework.accept import accept
from gplx.casework.keep_bill import keep_bill
from gplx.casework.withdraw import withdraw
from gplx.clock.acted import acted
from gplx.clock.answers import answered
from gplx.documents.models import FEE_BILL, Document
from gplx.documents.questions import content_of
from gplx.dossiers.models import EXAMINING, Act, Dossier
from gplx.fees.models import Payment
from gplx.fees.questions import amount_due
from gplx.offices.models import CLERK
from gplx.registers.models import ANSWERED, Exchange
from gplx.rules import fees
from gplx.rules.law import LAW, Law, Value
from tests import builders
from tests.pdfs import pdf, with_in_root

pytestmark = pytest.mark.django_db


def law_with(*granted: dict[str, object]) -> Law:
    """The law, and an exemption that there is not."""
    row = Value(
        from_=date(2021, 1, 1),
        value=list(granted),
        text="TT188-2016",
        article="Điều thử",
        checked_on=date(2026, 11, 25),
        confidence="L",
    )
    return Law(values={**LAW.values, "fees.exemptions": (row,)}, rules=LAW.rules, texts=LAW.texts)


@pytest.fixture
def exempt() -> Iterator[None]:
    law = law_with({"amount": 0, "article": "Điều thử khoản 1"})
    with patch("gplx.fees.questions.fees.fee", partial(fees.fee, law=law)):
        yield


@pytest.mark.usefixtures("exempt")
def test_with_nothing_due_nobody_pays_and_the_dossier_can_be_accepted() -> None:
    dossier = builders.submitted()
    assert amount_due(dossier).amount == 0
    assert dossier.paid_at is not None
    assert not Payment.objects.exists()
    assert not Exchange.objects.filter(register="payments").exists()
    paid = Act.objects.get(dossier=dossier, act="pay")
    assert (paid.by_kind, paid.details["amount"]) == ("system", 0)
    assert paid.details["article"] == "Điều thử khoản 1 Thông tư 188/2016/TT-BTC"
    taken = accept(dossier_id=dossier.id, by=builders.officer(CLERK), request_id=builders.fresh(), seen=None)
    assert taken.state == EXAMINING


@pytest.mark.usefixtures("exempt")
def test_what_follows_from_it_is_told_as_for_any_other() -> None:
    dossier = builders.submitted()
    for act in Act.objects.filter(dossier=dossier):
        acted({"act": act.id})
    assert Exchange.objects.filter(register="sync", about=f"dossier:{dossier.id}").count() == 2


@pytest.mark.usefixtures("exempt")
def test_taken_back_there_is_nothing_to_be_refunded() -> None:
    dossier = builders.submitted()
    withdraw(dossier_id=dossier.id, by=dossier.applicant, request_id=builders.fresh(), seen=None)
    assert not Payment.objects.exists()


@pytest.mark.usefixtures("exempt")
def test_while_a_check_is_open_nothing_counts_as_paid() -> None:
    dossier = builders.submitted(green=False)
    assert dossier.paid_at is None
    builders.learn_violations_clear(dossier)
    dossier.refresh_from_db()
    assert dossier.paid_at is not None


def test_an_exemption_for_another_reason_takes_nothing_away() -> None:
    law = law_with({"amount": 0, "article": "Điều thử", "reasons": ["data_changed"]})
    with patch("gplx.fees.questions.fees.fee", partial(fees.fee, law=law)):
        dossier = builders.submitted()
        assert (dossier.reason, dossier.paid_at) != ("data_changed", None)
        assert Payment.objects.get().amount == 135_000
        Dossier.objects.filter(id=dossier.id).update(reason="data_changed")
        assert amount_due(Dossier.objects.get()).amount == 0


# ---- the platform's own receipt


def bill_of(dossier: Dossier) -> Exchange:
    return Exchange.objects.get(register="payments", operation="bill", about=f"dossier:{dossier.id}")


def test_after_a_payment_the_platforms_receipt_is_fetched_once() -> None:
    dossier = builders.paid()
    payment = Payment.objects.get()
    assert bill_of(dossier).ask == {"reference": payment.reference}
    assert bill_of(dossier).key == f"bill:{payment.reference}"


def test_when_it_came_it_lies_with_the_dossier_however_often_it_is_told() -> None:
    asked = bill_of(builders.paid())
    paper = pdf()
    asked.state, asked.answer = ANSWERED, as_recorded(paper)
    asked.save()
    for _ in range(3):
        answered({"exchange": asked.id})
    kept = Document.objects.get(kind=FEE_BILL)
    assert (kept.content_type, kept.source) == ("application/pdf", "gateway")
    assert content_of(kept) == paper


def as_recorded(paper: bytes) -> Any:
    """An answer as the record of the exchange holds it."""
    return msgspec.to_builtins({"pdf": paper})


def test_one_that_does_more_than_show_pages_is_not_kept() -> None:
    dossier = builders.paid()
    assert keep_bill(dossier_id=dossier.id, pdf=b"not a PDF") is None
    assert keep_bill(dossier_id=dossier.id, pdf=with_in_root(OpenAction={"S": "/JavaScript", "JS": "1"})) is None
    assert not Document.objects.filter(kind=FEE_BILL).exists()


def test_another_receipt_for_another_try_lies_beside_it() -> None:
    dossier = builders.paid()
    first, second = (keep_bill(dossier_id=dossier.id, pdf=pdf(pages=pages)) for pages in (1, 2))
    assert first is not None
    assert second is not None
    assert first.id != second.id
