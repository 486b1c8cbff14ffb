"""The payment platform's callback: believed only with its hash, answered always with a code and our own hash."""

from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from gplx.api.body import UnableToRead, read
from gplx.api.payments.word import kept, note_refused
from gplx.casework.pay import Word, pay
from gplx.fees.models import ONLINE
from gplx.fees.refused import note_forged
from gplx.ground.clock import now
from gplx.offices.entry import SYSTEM, entry
from gplx.registers.payments.callback import BadHash, PlatformNotice, ReplyCode, UnableToTrust, parse, reply
from gplx.registers.payments.http import PaymentAddress
from gplx.registers.payments.wire import CALLBACK_FIELDS

KIND = "CONFIRM"

Said = dict[str, Any]

log = structlog.get_logger()


@csrf_exempt
@entry(SYSTEM)
@require_POST
def payment_callback(request: HttpRequest) -> HttpResponse:
    """Take the platform's word about one payment. 200 with a code for any JSON object, else 400 or 413."""
    try:
        said = read(request, Said)
    except UnableToRead as trouble:
        return _answer({}, ReplyCode.BAD_HASH, status=trouble.status)
    try:
        notice = _believed(said)
    except UnableToTrust as doubt:
        log.warning("payment callback not believed", code=doubt.code.value, reason=type(doubt).__name__)
        if doubt.code == ReplyCode.BAD_HASH:
            note_forged(ONLINE)
        else:
            note_refused(reference=_reference(said), code=doubt.code, said=kept(said, CALLBACK_FIELDS))
        return _answer(said, doubt.code)
    return _answer(said, ReplyCode(pay(_word(notice, said))))


def _believed(said: Said) -> PlatformNotice:
    account = _account()
    # Without a secret anybody could hash; an answer to a QUERY carries the same hash, but confirms nothing.
    if not account.secret or said.get("LoaiBanTin") != KIND:
        raise BadHash
    return parse(said, partner=account.partner, secret=account.secret)


def _word(notice: PlatformNotice, said: Said) -> Word:
    return Word(
        reference=notice.reference,
        paid=notice.paid,
        amount=notice.amount,
        currency=notice.currency,
        transaction=notice.transaction,
        said=kept(said, CALLBACK_FIELDS),
    )


def _answer(said: Said, code: ReplyCode, *, status: int = 200) -> HttpResponse:
    if code not in (ReplyCode.ACCEPTED, ReplyCode.BAD_HASH):
        log.warning("payment callback refused", code=code.value)
    account = _account()
    answer = reply(code, reference=_reference(said), partner=account.partner, secret=account.secret, at=now())
    return JsonResponse(answer, status=status)


def _reference(said: Said) -> str:
    return str(said.get("MaThamChieu") or "")[:255]


def _account() -> PaymentAddress:
    account: PaymentAddress = settings.OUTSIDE.payments
    return account
