"""Every act of the main table that an officer does: its form, and how it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gplx.casework.accept import accept
from gplx.casework.approve import approve
from gplx.casework.ask_correction import ask_correction
from gplx.casework.ask_payment import ask_payment
from gplx.casework.change_delivery import change_delivery
from gplx.casework.deliver import deliver
from gplx.casework.fail_pick_up import fail_pick_up
from gplx.casework.hand_over import hand_over
from gplx.casework.lose_card import lose_card
from gplx.casework.pay_at_counter import pay_at_counter
from gplx.casework.postpone import postpone
from gplx.casework.print_card import print_card
from gplx.casework.progress import progress
from gplx.casework.propose import propose
from gplx.casework.record_answer import record_answer
from gplx.casework.refuse import refuse
from gplx.casework.refuse_file import refuse_file
from gplx.casework.reopen import reopen
from gplx.casework.send_back import send_back
from gplx.casework.take_back import take_back
from gplx.casework.transfer import transfer
from gplx.dossiers.actor import officer as as_actor
from gplx.dossiers.models import Dossier
from gplx.offices.models import Officer
from gplx.pages.officer.acts import forms


@dataclass(frozen=True, kw_only=True)
class Order:
    """Who wants it, of which dossier as they saw it, under which request id; the form with what they said."""

    dossier: Dossier
    by: Officer
    request_id: str
    seen: int
    form: Any

    @property
    def common(self) -> dict[str, Any]:
        """What every act takes."""
        return {"dossier_id": self.dossier.id, "by": self.by, "request_id": self.request_id, "seen": self.seen}

    @property
    def said(self) -> dict[str, Any]:
        """What the form said."""
        return dict(self.form.cleaned_data)


@dataclass(frozen=True)
class Doing:
    """An act: its form, and the doing."""

    form: type[forms.ActForm]
    do: Callable[[Order], Dossier]


def _by_actor(order: Order) -> dict[str, Any]:
    return order.common | {"by": as_actor(order.by)}


def _refuse(order: Order) -> Dossier:
    return refuse(**order.common, reason=order.said["reason"], article=order.said["article"])


def _refuse_file(order: Order) -> Dossier:
    return refuse_file(**_by_actor(order), document_id=order.said["document"], why=order.said["why"])


DOINGS: dict[str, Doing] = {
    "accept": Doing(forms.ActForm, lambda order: accept(**order.common)),
    "propose": Doing(forms.ActForm, lambda order: propose(**order.common)),
    "approve": Doing(forms.ActForm, lambda order: approve(**order.common)),
    "ask_payment": Doing(forms.ActForm, lambda order: ask_payment(**_by_actor(order))),
    "pay": Doing(forms.PayAtCounter, lambda order: pay_at_counter(**order.common, **order.said)),
    "print_card": Doing(forms.PrintCard, lambda order: print_card(**order.common, **order.said)),
    "hand_over": Doing(forms.ActForm, lambda order: hand_over(**order.common)),
    "change_delivery": Doing(
        forms.ChangeDelivery, lambda order: change_delivery(**_by_actor(order), wish=order.form.wish())
    ),
    "take_back": Doing(forms.ActForm, lambda order: take_back(**_by_actor(order))),
    "lose_card": Doing(forms.WithReason, lambda order: lose_card(**_by_actor(order), **order.said)),
    "deliver": Doing(forms.Deliver, lambda order: deliver(**_by_actor(order), **order.form.said())),
    "record_answer": Doing(forms.RecordAnswer, lambda order: record_answer(**order.common, answer=order.form.answer())),
    "refuse_file": Doing(forms.RefuseFile, _refuse_file),
    "ask_correction": Doing(forms.AskCorrection, lambda order: ask_correction(**order.common, **order.said)),
    "postpone": Doing(forms.Postpone, lambda order: postpone(**order.common, **order.said)),
    "progress": Doing(forms.Progress, lambda order: progress(**order.common, **order.said)),
    "fail_pick_up": Doing(forms.WithReason, lambda order: fail_pick_up(**order.common, **order.said)),
    "send_back": Doing(forms.WithReason, lambda order: send_back(**order.common, **order.said)),
    "transfer": Doing(forms.Transfer, lambda order: transfer(**order.common, **order.said)),
    "reopen": Doing(forms.WithReason, lambda order: reopen(**order.common, **order.said)),
    "refuse": Doing(forms.Refuse, _refuse),
}
