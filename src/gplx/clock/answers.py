"""An exchange was answered, failed for the first time, or ended: whoever wanted it learns of it here, once or more."""

from collections.abc import Callable
from typing import Any

import msgspec
import structlog

from gplx.casework.ask_photo import learn_photo
from gplx.casework.follow_parcel import follow_order, follow_parcel
from gplx.casework.keep_bill import keep_bill
from gplx.casework.learn_health import learn_health
from gplx.casework.learn_licences import learn_licences
from gplx.casework.learn_refunds import learn_refunds
from gplx.casework.learn_scan import learn_scan
from gplx.casework.learn_statements import learn_platform_statement, learn_treasury_statement, learn_vnpay_statement
from gplx.casework.learn_violations import learn_violations
from gplx.casework.pay import Word, pay
from gplx.clock.portal.compare import learn_comparison
from gplx.clock.portal.files import learn_portal_file
from gplx.documents.changes import SCAN_KEY
from gplx.fees.changes import end_looking, keep_page
from gplx.fees.refunds.order_file import UnableToReadAnswer, read
from gplx.ground.clock import now
from gplx.letters.changes import record_sent
from gplx.licences.changes import record_written_back
from gplx.registers.directory import operation
from gplx.registers.models import ANSWERED, REFUSED, Exchange
from gplx.registers.sync.portals import NATIONAL, portals

Learner = Callable[[Exchange, Any], None]

log = structlog.get_logger()


def answered(payload: dict[str, Any]) -> None:
    """Let the room that wanted the exchange ``payload["exchange"]`` learn of its answer; ``None`` stands for no answer (yet)."""
    exchange = Exchange.objects.get(id=payload["exchange"])
    learner = LEARNERS.get((_family(exchange.register), exchange.operation))
    if learner is not None:
        learner(exchange, _answer_of(exchange))
    if not exchange.is_open:
        Exchange.objects.filter(id=exchange.id).update(learnt_at=now())


def _family(register: str) -> str:
    """Portals of provinces are learnt from as the national one is."""
    return NATIONAL if register in portals() else register


def _answer_of(exchange: Exchange) -> Any:
    if exchange.state != ANSWERED:
        return None
    return msgspec.convert(exchange.answer, operation(exchange.register, exchange.operation).answer)


def _whom(exchange: Exchange) -> str:
    return exchange.about.partition(":")[2]


def _licences(exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        learn_licences(applicant_id=_whom(exchange), found=answer, asked=tuple(exchange.ask["numbers"]))


def _photo(exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        learn_photo(dossier_id=_whom(exchange), jpeg=answer.jpeg)


def _health(exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        learn_health(dossier_id=_whom(exchange), found=answer)


def _violations(exchange: Exchange, answer: Any) -> None:
    learn_violations(dossier_id=_whom(exchange), source=exchange.register, found=answer)


def _page(exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        keep_page(reference=exchange.ask["reference"], url=answer.url, until=answer.until)


def _payment(_exchange: Exchange, answer: Any) -> None:
    if answer is None or answer.state == "pending":
        return
    pay(
        Word(
            reference=answer.reference,
            paid=answer.state == "paid",
            amount=answer.amount,
            currency=answer.currency,
            transaction=answer.transaction,
            said={"query": msgspec.to_builtins(answer)},
        )
    )
    if answer.state == "failed":
        end_looking(reference=answer.reference)


def _bill(exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        keep_bill(dossier_id=_whom(exchange), pdf=answer.pdf)


def _order_answer(exchange: Exchange, answer: Any) -> None:
    if answer is None or not answer.file:
        return
    try:
        told = read(answer.file)
    except UnableToReadAnswer:
        log.warning("treasury answered what cannot be read", id=exchange.id)
    else:
        learnt = learn_refunds(answer=told)
        if learnt.strange:
            log.warning(
                "treasury speaks of refunds that the order does not hold", id=exchange.id, count=len(learnt.strange)
            )


def _platform_statement(_exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        learn_platform_statement(answer)


def _vnpay_statement(_exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        learn_vnpay_statement(answer)


def _treasury_statement(_exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        learn_treasury_statement(answer)


def _written_back(exchange: Exchange, answer: Any) -> None:
    if answer is not None:
        record_written_back(dossier_code=exchange.ask["dossier"], number=answer.number, at=now())


def _parcel(exchange: Exchange, answer: Any) -> None:
    if not exchange.is_open:
        follow_parcel(dossier_id=_whom(exchange), tracked=answer, number=exchange.ask.get("order", ""))


def _parcel_ordered(exchange: Exchange, answer: Any) -> None:
    follow_order(
        dossier_id=_whom(exchange),
        number=exchange.ask.get("order", ""),
        ordered=answer,
        first_call=exchange.attempts == 1,
        is_over=not exchange.is_open,
    )


def _scan(exchange: Exchange, answer: Any) -> None:
    """A scanner that is down is asked on; only what it cannot look through at all is as good as answered."""
    if answer is not None or exchange.state == REFUSED:
        learn_scan(document_id=exchange.key.removeprefix(SCAN_KEY), found=answer)


def _message(exchange: Exchange, answer: Any) -> None:
    if not exchange.is_open:
        record_sent(key=exchange.key, sent=answer is not None)


LEARNERS: dict[tuple[str, str], Learner] = {
    ("licences", "find"): _licences,
    ("licences", "photo"): _photo,
    ("licences", "issue"): _written_back,
    ("health", "find"): _health,
    ("police", "find"): _violations,
    ("inspectorate", "find"): _violations,
    ("payments", "initiate"): _page,
    ("payments", "query"): _payment,
    ("payments", "bill"): _bill,
    ("vnpay", "initiate"): _page,
    ("vnpay", "query"): _payment,
    ("vnpay", "statement"): _vnpay_statement,
    ("payments", "statement"): _platform_statement,
    ("treasury", "answer"): _order_answer,
    ("treasury", "statement"): _treasury_statement,
    ("post", "order"): _parcel_ordered,
    ("post", "track"): _parcel,
    ("scanner", "scan"): _scan,
    ("sync", "fetch"): learn_portal_file,
    ("sync", "compare"): learn_comparison,
    ("sms", "send"): _message,
    ("email", "send"): _message,
}
