"""What was found of the portraits of a dossier, for the officer who decides whether they will do."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gplx.documents.models import PHOTO, Document
from gplx.documents.portrait import findings
from gplx.documents.portrait.keeping import seen_of
from gplx.pages.kit.fields import Text
from gplx.pages.kit.jinja import moment

ASPECTS: dict[str, Text] = {
    findings.FACES: _("Một khuôn mặt"),
    findings.FRONTAL: _("Nhìn thẳng"),
    findings.SIZE: _("Cỡ đầu trong ảnh"),
    findings.CENTRED: _("Ở giữa ảnh"),
    findings.EYES: _("Thấy hai mắt"),
    findings.SHARP: _("Độ nét"),
    findings.LIGHT: _("Ánh sáng"),
    findings.BACKGROUND: _("Nền ảnh"),
    findings.PIXELS: _("Số điểm ảnh"),
}
# As an officer reads it: what is doubtful, not what to do about it.
DOUBTS: dict[str, Text] = {
    "none": _("không thấy khuôn mặt"),
    "several": _("nhiều khuôn mặt"),
    "tilted": _("đầu nghiêng"),
    "turned": _("mặt quay sang bên"),
    "near": _("chụp quá gần"),
    "off": _("khuôn mặt lệch"),
    "edge": _("đầu sát mép ảnh"),
    "unseen": _("không rõ mắt"),
    "blurred": _("mờ"),
    "dark": _("tối"),
    "bright": _("chói"),
    "shadow": _("một bên mặt tối"),
    "not_blue": _("nền không xanh"),
    "not_white": _("nền không trắng"),
    "uneven": _("nền không trơn"),
    "few": _("ít điểm ảnh"),
}


@dataclass(frozen=True, kw_only=True)
class LookedAt:
    """A portrait: its size in words, each doubtful aspect with its doubt, the aspects that are good, and whether its owner insisted."""

    size: str
    doubts: list[tuple[Text, Text]]
    good: list[str]
    insisted: str


def looked_at(documents: Iterable[Document]) -> dict[UUID, LookedAt]:
    """What was found of each portrait among the files of a dossier, by the file's id."""
    return {document.id: found for document in documents if (found := _looked_at(document))}


def doubted(documents: Iterable[Document]) -> LookedAt | None:
    """What was found of the portrait that counts, where something of it is doubtful; ``documents`` the newest first."""
    newest = next((document for document in documents if document.kind == PHOTO), None)
    found = _looked_at(newest) if newest else None
    return found if found and found.doubts else None


def _looked_at(document: Document) -> LookedAt | None:
    seen = seen_of(document)
    if seen is None:
        return None
    when = document.used_anyway_at
    return LookedAt(
        size=f"{seen.width}×{seen.height}, {document.size // 1000} kB",
        doubts=[(ASPECTS[one.aspect], DOUBTS[one.fault]) for one in seen.doubts],
        good=[str(ASPECTS[one.aspect]) for one in seen.findings if not one.fault],
        insisted=gettext("Người dân đã xem và vẫn dùng ảnh này lúc %(at)s.") % {"at": moment(when)} if when else "",
    )
