"""The text of a chip card's QR code, put where it belongs, so that nothing is typed twice."""

from typing import Any

from gplx.ground.names import composed
from gplx.pages.clinic.words import provinces_by_name
from gplx.rules.identity import UnableToReadQR, parse_qr


def from_card(text: str) -> tuple[dict[str, Any], str]:
    """What the card says, by the fields of the form; or nothing, and the sentence that says why."""
    try:
        card = parse_qr(text)
    except UnableToReadQR as refusal:
        return {}, str(refusal)
    found: dict[str, Any] = {"name": card.name, "born": card.born, "sex": card.sex, "number": card.number}
    found |= {"address": card.address} | ({"issued_on": card.issued} if card.issued else {})
    return found | _province(card.address), ""


def _province(address: str) -> dict[str, str]:
    """The province that the address ends with, where it names one."""
    last = composed(address.rsplit(",", 1)[-1]).casefold()
    named = {name.casefold(): code for code, name in provinces_by_name().items()}
    code = next((code for name, code in named.items() if last.endswith(name)), "")
    return {"province": code} if code else {}
