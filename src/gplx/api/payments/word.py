"""What is kept of a gateway's word, whatever it holds."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from gplx.fees.changes import keep_notice
from gplx.fees.models import Payment
from gplx.ground.clock import now
from gplx.registers.payments.callback import ReplyCode

LONGEST = 1000


def kept(said: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """The word as it came; of one that the database could not keep (numbers without end, depths) the known fields, as text."""
    try:
        plain = json.dumps(dict(said), allow_nan=False)
    except (ValueError, RecursionError):
        return {name: repr(said.get(name))[:LONGEST] for name in fields}
    if "\\u0000" in plain:
        return {name: repr(said.get(name))[:LONGEST] for name in fields}
    return dict(said)


def note_refused(*, reference: str, code: ReplyCode, said: dict[str, Any]) -> None:
    """Keep a word that was truly hashed and still could not be taken, so that somebody looks at it."""
    payment = Payment.objects.filter(reference=reference).first()
    keep_notice(payment=payment, result=code.value, said=said, at=now())
