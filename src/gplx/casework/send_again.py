"""What the applicant has to send again (*gửi lại*) because a file was refused, and the one sentence that says so."""

from gplx.documents.models import HEALTH_COPY, HEALTH_PAPER, INFECTED, NUMBER_PAPER, PHOTO, UNSCANNABLE
from gplx.dossiers.models import Dossier
from gplx.health.models import UNVERIFIED, VALID
from gplx.health.questions import evidence_of

PHOTO_ITEM, HEALTH_ITEM, IDENTITY_ITEM = "photo", "health", "identity"
# Which part of the dossier a file fills.
ITEMS = {PHOTO: PHOTO_ITEM, HEALTH_PAPER: HEALTH_ITEM, HEALTH_COPY: HEALTH_ITEM, NUMBER_PAPER: IDENTITY_ITEM}
# Why an officer does not accept a paper that should prove a number.
UNREADABLE, OTHER_NUMBER, OTHER_PERSON = "unreadable", "other_number", "other_person"
# A file of a dossier filed at a portal that never came, or cannot be taken.
UNUSABLE = "unusable"


def _says(text: str) -> str:
    """For the catalogue of translations."""
    return text


_SENTENCES = {
    (PHOTO_ITEM, INFECTED): _says("Ảnh chân dung đã gửi có vi-rút và đã bị hủy. Vui lòng gửi ảnh khác."),
    (HEALTH_ITEM, INFECTED): _says(
        "Tệp giấy khám sức khỏe đã gửi có vi-rút và đã bị hủy. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy."
    ),
    (IDENTITY_ITEM, INFECTED): _says(
        "Tệp giấy xác nhận số CMND đã gửi có vi-rút và đã bị hủy. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy."
    ),
    (PHOTO_ITEM, UNSCANNABLE): _says("Không kiểm tra được vi-rút trong ảnh chân dung đã gửi. Vui lòng gửi ảnh khác."),
    (HEALTH_ITEM, UNSCANNABLE): _says(
        "Không kiểm tra được vi-rút trong tệp giấy khám sức khỏe đã gửi. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy."
    ),
    (IDENTITY_ITEM, UNSCANNABLE): _says(
        "Không kiểm tra được vi-rút trong tệp giấy xác nhận số CMND đã gửi. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy."
    ),
    (PHOTO_ITEM, UNUSABLE): _says(
        "Ảnh chân dung nộp tại Cổng dịch vụ công không nhận được hoặc không dùng được. Vui lòng gửi ảnh khác."
    ),
    (HEALTH_ITEM, UNUSABLE): _says(
        "Tệp giấy khám sức khỏe nộp tại Cổng dịch vụ công không nhận được hoặc không dùng được. Vui lòng gửi tệp khác."
    ),
    (IDENTITY_ITEM, UNUSABLE): _says(
        "Tệp giấy xác nhận số CMND nộp tại Cổng dịch vụ công không nhận được hoặc không dùng được. Vui lòng gửi tệp khác."
    ),
    (IDENTITY_ITEM, UNREADABLE): _says(
        "Giấy xác nhận số CMND đã gửi không đọc được. Vui lòng chụp lại rõ cả bốn góc, hoặc dùng mã QR trên thẻ căn cước."
    ),
    (IDENTITY_ITEM, OTHER_NUMBER): _says(
        "Giấy đã gửi xác nhận một số khác với số trên giấy phép. Vui lòng gửi giấy xác nhận đúng số đó, hoặc dùng mã QR trên thẻ căn cước."
    ),
    (IDENTITY_ITEM, OTHER_PERSON): _says(
        "Họ tên hoặc ngày sinh trên giấy đã gửi khác với tài khoản. Vui lòng gửi giấy của chính ông/bà, hoặc dùng mã QR trên thẻ căn cước."
    ),
}


def sentence(*, item: str, why: str) -> str:
    """What the applicant reads where ``item`` must be sent again; ``KeyError`` for what is never refused so."""
    return _SENTENCES[item, why]


def still_owed(dossier: Dossier) -> dict[str, str]:
    """Each part that must be sent again, with its sentence; what was proven or found otherwise meanwhile is owed no more."""
    return {
        item: sentence(item=item, why=why) for item, why in dossier.again.items() if not _came_otherwise(dossier, item)
    }


def _came_otherwise(dossier: Dossier, item: str) -> bool:
    if item == IDENTITY_ITEM:
        return dossier.licence.match == "strong"
    evidence = evidence_of(dossier) if item == HEALTH_ITEM else None
    return evidence is not None and evidence.verdict in (VALID, UNVERIFIED)
