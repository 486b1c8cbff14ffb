"""The words of messages, from ``messages.toml``."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext, override

from gplx.dossiers.models import DESK, POST, Act, Dossier
from gplx.ground.money import in_words_of_digits

_DESK = {"vi": "mời ông/bà đến nhận tại {name}", "en": "please fetch it at {name}"}
_POST = {
    "vi": "bưu điện đang chuyển đến địa chỉ của ông/bà, vui lòng đưa giấy phép cũ cho bưu tá",
    "en": "the post is bringing it to your address, please give the old licence to the courier",
}
_CHOICE = {
    "vi": {POST: "qua bưu điện, đến địa chỉ ông/bà đã ghi", DESK: "tại Sở, khi GPLX báo thẻ đã sẵn sàng"},
    "en": {POST: "by post, to the address that you gave", DESK: "at the department, once GPLX says that it is ready"},
}


@cache
def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "messages.toml").read_text(encoding="utf-8"))


@cache
def _reminders() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "reminders.toml").read_text(encoding="utf-8"))


def reminder(template: str, *, dossier: Dossier, day: date) -> str:
    """What the owner of a draft is reminded of (``draft``, ``draft_last``), in the draft's language; ``day``: until when it is kept."""
    return _reminders()[template][dossier.language].format(
        licence_class=dossier.licence.licence_class, day=f"{day:%d/%m/%Y}"
    )


def acts_told() -> frozenset[str]:
    """The acts after which the applicant is written to."""
    return frozenset(_messages())


def text_after(act: Act, *, dossier: Dossier, amount: int) -> str:
    """What the applicant is told after an act, in the language of the dossier; ``amount`` in đồng."""
    language, details = dossier.language, act.details
    return _messages()[act.act][language].format(
        code=dossier.code,
        day=f"{dossier.due_on:%d/%m/%Y}" if dossier.due_on else "",
        amount=in_words_of_digits(amount),
        reason=_reason(act, language).rstrip("."),
        article=details.get("article", ""),
        desk=_where(act, dossier),
        choice=_CHOICE[language].get(details.get("way", ""), ""),
    )


def subject_of(*, code: str, language: str) -> str:
    """The subject of an e-mail about a dossier."""
    told = f"Hồ sơ đổi giấy phép lái xe {code}" if language == "vi" else f"Driving licence exchange {code}"
    return told.strip()


def _reason(act: Act, language: str) -> str:
    """The reason; one of the house's own sentences in the language of the dossier, an officer's as it was written."""
    reason = str(act.details.get("reason", ""))
    with override(language):
        return gettext(reason) if reason else ""


def _where(act: Act, dossier: Dossier) -> str:
    if act.act == "transfer":
        return dossier.department.name
    way = _POST if dossier.delivery == POST else _DESK
    return way[dossier.language].format(name=dossier.department.name)
