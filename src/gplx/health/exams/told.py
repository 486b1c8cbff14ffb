"""The inspection of a message told in words, part by part: for the test call of the gateway and for the one on the clinic's page."""

from collections.abc import Iterable
from dataclasses import dataclass

from gplx.health.exams.inspection import Inspection

UNSIGNED = "Chưa ký số: gọi thử thì được, gửi chính thức sẽ bị từ chối."
NOT_LOOKED_AT = "Chưa kiểm tra được."


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the things that must be right: its name, whether it is (None: it could not be looked at), and the word about it."""

    name: str
    right: bool | None
    text: str


def parts_of(found: Inspection, *, known: bool = True) -> list[Part]:
    """The fields, the signature, the certificate (looked at where the clinic is ``known``), and whether both texts agree."""
    is_signed = found.signed is not None
    return [
        part("Các trường", found.of_fields, "Đúng."),
        _signature(found),
        part("Chứng thư", found.of_certificate, "Đã đăng ký và còn hiệu lực.", looked_at=known and is_signed),
        part("Khớp với nội dung đã ký", found.of_twins, "Mọi trường đều khớp.", looked_at=is_signed),
    ]


def sentence(sentences: Iterable[str]) -> str:
    """All that is wrong, one after another."""
    return " · ".join(sentences)


def part(name: str, faults: Iterable[object], good: str, *, looked_at: bool = True) -> Part:
    """A part with its faults, or with the word for a good one."""
    told = sentence(str(fault) for fault in faults)
    right = False if told else True if looked_at else None
    return Part(name=name, right=right, text=told or (good if looked_at else NOT_LOOKED_AT))


def _signature(found: Inspection) -> Part:
    if found.unsigned:
        return part("Chữ ký", (), UNSIGNED)
    is_weak = found.signed is not None and found.signed.weak
    return part("Chữ ký", found.of_signature, "Đúng (RSA-SHA1; nên chuyển sang RSA-SHA256)." if is_weak else "Đúng.")
