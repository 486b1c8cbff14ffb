"""The text in the QR code of a chip CCCD: the cheapest proof that an old and a new number are one person's."""

import re
import unicodedata
from datetime import date
from typing import Final

import msgspec

from gplx.rules.case import Sex
from gplx.rules.identity.numbers import check_number

SEXES: Final[dict[str, Sex]] = {"nam": "male", "nữ": "female"}
FIELDS: Final = 7


class UnableToReadQR(ValueError):
    """The text is not that of a chip CCCD's QR code; the message is one sentence for the citizen, `code` for us."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class ChipCard(msgspec.Struct, frozen=True, kw_only=True):
    """What the QR code says. `old_number` None: no CMND before; `issued` None: left out of the text."""

    number: str
    old_number: str | None
    name: str
    born: date
    sex: Sex
    address: str
    issued: date | None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> bytes:
        """The public JSON form, without the warnings."""
        fields = ("number", "old_number", "name", "born", "sex", "address", "issued")
        return msgspec.json.encode({field: getattr(self, field) for field in fields})


def parse_qr(text: str) -> ChipCard:
    """Read `CCCD|CMND cũ|họ tên|ddmmyyyy|giới tính|địa chỉ|ngày cấp`.

    Six fields are read too: without the old number, or without the day of issue. Raises UnableToReadQR with one
    sentence. Whether digits agree with sex and birth year is a warning, not an error.
    """
    fields = [field.strip() for field in unicodedata.normalize("NFC", text).strip("\ufeff \t\r\n").split("|")]
    number, old_number, name, born, sex, address, issued = _seven(fields)
    card = ChipCard(
        number=_digits(number, (12,), "number", "số CCCD phải có 12 chữ số"),
        old_number=_digits(old_number, (9, 12), "old_number", "số CMND cũ phải có 9 chữ số hoặc để trống") or None,
        name=_name(name),
        born=_day(born, "born", "ngày sinh"),
        sex=_sex(sex),
        address=address,
        issued=_day(issued, "issued", "ngày cấp") if issued else None,
    )
    if card.issued is not None and card.issued <= card.born:
        raise UnableToReadQR("issued", _retry("ngày cấp phải sau ngày sinh"))
    return msgspec.structs.replace(card, warnings=check_number(card.number, born=card.born, sex=card.sex).warnings)


def _seven(fields: list[str]) -> list[str]:
    if len(fields) == FIELDS:
        if not fields[-1]:
            raise UnableToReadQR("issued", _retry("thiếu ngày cấp"))
        return fields
    if len(fields) == FIELDS - 1:
        if re.search(r"[^\W\d_]", fields[1]):
            return [fields[0], "", *fields[1:]]
        return [*fields, ""]
    raise UnableToReadQR("fields", _retry(f"cần 7 phần cách nhau bằng dấu “|” nhưng có {len(fields)} phần"))


def _retry(what: str) -> str:
    return f"Mã QR không đúng của thẻ CCCD gắn chíp: {what}; hãy quét lại mã ở mặt trước thẻ."


def _digits(text: str, lengths: tuple[int, ...], code: str, need: str) -> str:
    if (text or code == "number") and not (re.fullmatch(r"[0-9]+", text) and len(text) in lengths):
        raise UnableToReadQR(code, _retry(need))
    return text


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or not all(letter.isalpha() or letter in " '-." for letter in name):
        raise UnableToReadQR("name", _retry("họ tên trống hoặc có ký tự lạ"))
    return name


def _day(text: str, code: str, what: str) -> date:
    if re.fullmatch(r"[0-9]{8}", text):
        try:
            return date(int(text[4:]), int(text[2:4]), int(text[:2]))
        except ValueError:
            raise UnableToReadQR(code, _retry(f"{what} không có thật")) from None
    raise UnableToReadQR(code, _retry(f"{what} phải có 8 chữ số ngày, tháng, năm"))


def _sex(text: str) -> Sex:
    if text.casefold() not in SEXES:
        raise UnableToReadQR("sex", _retry("giới tính phải là Nam hoặc Nữ"))
    return SEXES[text.casefold()]
