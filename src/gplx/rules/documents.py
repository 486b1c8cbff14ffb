"""Thành phần hồ sơ: which papers an exchange needs."""

from datetime import date
from typing import Final, Literal

import msgspec

from gplx.rules.health import health_needed
from gplx.rules.law import LAW, Confidence, Law

DocumentCode = Literal[
    "form", "health", "licence_copy", "identity_copy", "passport_copy", "sanction_decision", "photo", "old_licence"
]
VI: Final[dict[DocumentCode, str]] = {
    "form": "Đơn đề nghị đổi giấy phép lái xe",
    "health": "Giấy khám sức khỏe của người lái xe",
    "licence_copy": "Bản sao giấy phép lái xe, cả hai mặt",
    "identity_copy": "Bản sao CMND, CCCD, hoặc hộ chiếu có số CMND, CCCD",
    "passport_copy": "Bản sao hộ chiếu còn thời hạn",
    "sanction_decision": "Quyết định xử phạt, nếu giấy phép có nhiều hạng bị tước một phần",
    "photo": "Ảnh chân dung",
    "old_licence": "Giấy phép lái xe cũ, nộp lại khi nhận giấy phép mới",
}
EN: Final[dict[DocumentCode, str]] = {
    "form": "Application form",
    "health": "Driver's health certificate",
    "licence_copy": "Copy of the licence, both sides",
    "identity_copy": "Copy of the identity card, or of a passport that shows its number",
    "passport_copy": "Copy of a valid passport",
    "sanction_decision": "Sanction decision, where a part of a combined licence is suspended",
    "photo": "Portrait photo",
    "old_licence": "The old licence, handed in when the new one is received",
}


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One paper of the dossier, with the article that asks for it."""

    code: DocumentCode
    vi: str
    en: str
    article: str
    text_id: str
    confidence: Confidence


def required(
    *,
    licence_class: str,
    on: date,
    nationality: Literal["vietnamese", "foreign"] = "vietnamese",
    splitting: bool = False,
    law: Law = LAW,
) -> tuple[Document, ...]:
    """The papers for an exchange to `licence_class` filed on `on`, in the order of the law.

    `nationality` foreign stands for Vietnamese settled abroad too; `splitting` a combined card needs no health
    certificate until 2024. Legal source: TT 12/2017 Điều 38; TT 35/2024 Điều 36; TT 12/2025 Điều 21.
    """
    codes: list[DocumentCode] = law.value("documents.required", on)[nationality]
    exempt = splitting and law.value("documents.splitting_needs_no_health", on)
    if exempt or not health_needed(licence_class=licence_class, on=on, law=law):
        codes = [code for code in codes if code != "health"]
    return tuple(_document(code, on, law) for code in codes)


def _document(code: DocumentCode, on: date, law: Law) -> Document:
    found = law.parameter(name="documents.required", on=on)
    return Document(
        code=code,
        vi=VI[code],
        en=EN[code],
        article=found.article,
        text_id=found.text_id,
        confidence=found.confidence,
    )
