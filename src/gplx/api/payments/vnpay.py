"""VNPay's notice (*IPN*), which comes by GET: believed only with its hash, answered always with a code."""

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from gplx.api.payments.word import note_refused
from gplx.casework.pay import Word, pay
from gplx.fees.models import PAID, VNPAY, Payment
from gplx.fees.refused import note_forged
from gplx.offices.entry import SYSTEM, entry
from gplx.registers.payments.callback import ReplyCode
from gplx.registers.payments.vnpay.notice import RspCode, UnableToTrust, VnpayNotice, parse, reply

_ANSWERS = {
    ReplyCode.ACCEPTED: RspCode.CONFIRMED,
    ReplyCode.UNKNOWN_REFERENCE: RspCode.UNKNOWN_ORDER,
    ReplyCode.SETTLED_OTHERWISE: RspCode.ALREADY_CONFIRMED,
    ReplyCode.WRONG_AMOUNT: RspCode.WRONG_AMOUNT,
}
NUL = "\x00"

log = structlog.get_logger()


@entry(SYSTEM, writes_on_get=True)
@require_GET
def vnpay_notice(request: HttpRequest) -> HttpResponse:
    """Take VNPay's word about one payment; 200 with a code, whatever the address holds."""
    told = {name: str(value).replace(NUL, "") for name, value in request.GET.items() if NUL not in name}
    account = settings.OUTSIDE.vnpay
    try:
        notice = parse(told, terminal=account.terminal, secret=account.secret)
    except UnableToTrust as doubt:
        log.warning("payment notice not believed", code=doubt.code.value)
        if doubt.code == RspCode.BAD_HASH:
            note_forged(VNPAY)
        else:
            note_refused(reference=told.get("vnp_TxnRef", ""), code=ReplyCode.WRONG_AMOUNT, said=told)
        return JsonResponse(reply(doubt.code))
    return JsonResponse(reply(_take(notice, told)))


def _take(notice: VnpayNotice, told: dict[str, str]) -> RspCode:
    """It wants to hear that it has said so before, where the platform only wants to be believed."""
    was_paid = Payment.objects.filter(reference=notice.reference, state=PAID).exists()
    word = Word(
        reference=notice.reference,
        paid=notice.paid,
        amount=notice.amount,
        currency="VND",
        transaction=notice.transaction,
        said=told,
    )
    answer = _ANSWERS[ReplyCode(pay(word))]
    return RspCode.ALREADY_CONFIRMED if was_paid and answer == RspCode.CONFIRMED else answer
