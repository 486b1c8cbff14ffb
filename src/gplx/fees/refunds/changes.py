"""Begin a refund, and end it. The acts of people are in casework."""

from datetime import datetime

from django.db.models import QuerySet

from gplx.dossiers.models import Dossier
from gplx.fees.books.postings import fee_counts_again, fee_owed_back
from gplx.fees.models import Payment
from gplx.fees.refunds.accounts import PLATFORM, set_account, told_by_platform
from gplx.fees.refunds.models import ACCOUNT, BEFORE_ORDER, STOPPED, Refund
from gplx.ground.jobs import enqueue
from gplx.ledger.changes import append
from gplx.rules import refunds as law
from gplx.rules.law import UnableToApplyLaw


def owe_back(payment: Payment, *, why: law.Why, at: datetime) -> Refund:
    """A fee that counted counts no longer: it is owed back, and its refund begins."""
    payment.refund_due = True
    payment.save(update_fields=["refund_due"])
    fee_owed_back(payment, at=at, turn=Refund.objects.filter(payment=payment).count() + 1)
    return begin_refund(payment, why=why, at=at)


def begin_refund(
    payment: Payment, *, why: law.Why, at: datetime, paid: int | None = None, transaction: str | None = None
) -> Refund:
    """The refund of a payment, or of another transaction of it: once for each, as a constraint sees to.

    ``paid`` đồng came (none given: what was asked). The account is that of the platform's word where its holder bears the applicant's
    name; else the applicant is asked.
    """
    came, known = payment.amount if paid is None else paid, payment.transaction if transaction is None else transaction
    amount, article, confidence = _by_law(why, came, payment.amount, at)
    refund = Refund(
        payment=payment,
        transaction=known,
        dossier=payment.dossier,
        department_id=payment.dossier.department_id,
        amount=amount,
        why=why,
        article=article,
        confidence=confidence,
        begun_at=at,
        waits_since=at,
    )
    told = told_by_platform(payment)
    if told:
        set_account(refund, bank=told[0], account=told[1], holder=told[2], told_by=PLATFORM)
        if refund.name_verdict != "same":
            _forget_account(refund)
    refund.save()
    record(refund, act="refund_begun", actor="system:fees", at=at, why=why)
    return refund


def stop_refund(payment: Payment, *, at: datetime) -> bool:
    """The fee counts after all; tells whether it could still be stopped: what the treasury was told to pay is on its way."""
    refund = Refund.objects.select_for_update().filter(payment=payment, transaction=payment.transaction)
    live = refund.exclude(state=STOPPED).first()
    if live is None or live.state not in BEFORE_ORDER:
        return False
    live.state, live.ended_at = STOPPED, at
    live.save()
    payment.refund_due = False
    payment.save(update_fields=["refund_due"])
    fee_counts_again(payment, at=at, turn=Refund.objects.filter(payment=payment).count())
    record(live, act="refund_stopped", actor="system:fees", at=at)
    return True


def hold_dossiers(refunds: QuerySet[Refund]) -> None:
    """Lock the dossiers of refunds, in the order of their ids, before the refunds themselves: every act locks a dossier before what
    hangs on it, and an entry in the books refers to its dossier when the work is committed.
    """
    dossiers = Dossier.objects.select_for_update(of=("self",)).filter(id__in=refunds.values("dossier_id"))
    list(dossiers.order_by("id").values_list("id"))


def await_account(refund: Refund, *, trouble: str, at: datetime) -> None:
    """The account was no good: the applicant is asked anew."""
    _forget_account(refund)
    refund.trouble, refund.waits_since, refund.reminders = trouble, at, 0


def record(refund: Refund, *, act: str, actor: str, at: datetime, **said: str | int) -> None:
    """Have the ledger record what became of a refund, and the applicant be told. Of the account nothing is said there."""
    enqueue("refund_moved", {"refund": refund.pk, "act": act, "turn": refund.turn, "reminders": refund.reminders})
    details = {"refund": refund.pk, "amount": refund.amount, "state": refund.state, **said}
    append(subject=f"dossier:{refund.dossier_id}", kind="money", act=act, actor=actor, at=at, details=details)


def _forget_account(refund: Refund) -> None:
    refund.state, refund.bank, refund.account, refund.holder = ACCOUNT, "", "", ""
    refund.name_verdict, refund.account_from, refund.checked_by = "", "", None


def _by_law(why: law.Why, paid: int, fee: int, at: datetime) -> tuple[int, str, str]:
    try:
        found = law.refund(why=why, paid=paid, fee=fee, on=at.date())
    except UnableToApplyLaw:
        # What was taken in vain is owed back on every day, also where no text at hand says by which way.
        return paid, "", ""
    return found.amount, found.article, found.confidence
