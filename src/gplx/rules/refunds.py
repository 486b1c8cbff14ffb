"""Hoàn trả: how much of a fee goes back, why, by which way, and by what text."""

from datetime import date
from typing import Final, Literal

import msgspec

from gplx.rules.law import LAW, Confidence, Law

Why = Literal["refused", "withdrawn", "ended", "paid_twice", "paid_late", "surplus", "unknown_money"]
# What is paid besides a fee that stays; everything else goes back as a whole.
KEEPS_THE_FEE: Final = "surplus"
WORDS: Final[dict[Why, tuple[str, str]]] = {
    "refused": (
        "Hồ sơ không được giải quyết nên lệ phí đã nộp được hoàn trả toàn bộ.",
        "The dossier was refused: the fee that was paid goes back in full.",
    ),
    "withdrawn": (
        "Ông/bà đã rút hồ sơ nên lệ phí đã nộp được hoàn trả toàn bộ.",
        "You withdrew the dossier: the fee that was paid goes back in full.",
    ),
    "ended": (
        "Hồ sơ kết thúc mà không có giấy phép nên lệ phí đã nộp được hoàn trả toàn bộ.",
        "The dossier ended without a licence: the fee that was paid goes back in full.",
    ),
    "paid_twice": (
        "Lệ phí đã được nộp hai lần nên khoản nộp thừa được hoàn trả toàn bộ.",
        "The fee was paid twice: the second payment goes back in full.",
    ),
    "paid_late": (
        "Khoản nộp đến sau khi hồ sơ đã kết thúc nên được hoàn trả toàn bộ.",
        "The money came after the dossier had ended: it goes back in full.",
    ),
    "surplus": (
        "Số tiền đã nộp cao hơn lệ phí nên phần chênh lệch được hoàn trả.",
        "More was paid than the fee: the difference goes back.",
    ),
    "unknown_money": (
        "Khoản tiền nhận được không ứng với lệ phí nào của hồ sơ nên được hoàn trả toàn bộ.",
        "The money that came belongs to no fee of the dossier: it goes back in full.",
    ),
}


class Refund(msgspec.Struct, frozen=True, kw_only=True):
    """``amount`` in đồng; ``route`` is who pays it (the treasury); ``text`` says why, with the article and how sure we are."""

    amount: int
    why: Why
    route: str
    text: str
    text_en: str
    article: str
    confidence: Confidence


def refund(*, why: Why, paid: int, fee: int, on: date, law: Law = LAW) -> Refund:
    """What of ``paid`` đồng is to go back on a day, where the fee was ``fee`` đồng: of a *surplus* what exceeds it, else all.

    Neither fee circular has a clause on refunds (TT 188/2016/TT-BTC, TT 37/2023/TT-BTC), so the money goes the way of what was wrongly
    paid to the budget: NĐ 11/2020/NĐ-CP Điều 5, through the treasury. Raises UnableToApplyLaw before that text.
    """
    route = law.parameter(name="fees.refund_route", on=on)
    text, text_en = WORDS[why]
    return Refund(
        amount=max(0, paid - fee) if why == KEEPS_THE_FEE else paid,
        why=why,
        route=route.value,
        text=text,
        text_en=text_en,
        article=route.article,
        confidence=route.confidence,
    )
