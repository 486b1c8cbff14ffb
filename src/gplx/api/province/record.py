"""``HoSoGPLX``: a dossier as departments' software imports it. All values are texts; what GPLX does not know is empty."""

from typing import Any

from gplx.api.province.paths import path_of
from gplx.api.province.times import day_text
from gplx.documents.models import ANSWER_PAPER, HEALTH_COPY, HEALTH_PAPER, NUMBER_PAPER, PHOTO
from gplx.dossiers.models import REFUSED, WITHDRAWN, Dossier
from gplx.ground.clock import HANOI

UNKNOWN = dict.fromkeys(
    (
        "maDangKyCu",
        "noiCapCmnd",
        "ngayCapCmnd",
        "noiCuTru",
        "dvhcNoiCuTru",
        "dvhcNoiThuongTru",
        "noiHocLaiXe",
        "namHocLaiXe",
        "hangDaoTao",
        "soNamLaiXe",
        "soKmLxAnToan",
        "mucDichDoiGplx",
        "maDonViVpdk",
    ),
    "",
)
REASONS = {
    "expiring": "Giấy phép lái xe sắp hết hạn",
    "damaged": "Giấy phép lái xe bị hỏng",
    "data_changed": "Thay đổi thông tin trên giấy phép lái xe",
    "paper_to_pet": "Đổi giấy phép lái xe bằng giấy bìa sang vật liệu PET",
    "downgrade": "Đổi xuống hạng thấp hơn",
}
PAPERS = {
    HEALTH_PAPER: "Giấy khám sức khỏe của người lái xe",
    HEALTH_COPY: "Bản sao chứng thực điện tử giấy khám sức khỏe",
    NUMBER_PAPER: "Giấy xác nhận số CMND",
    ANSWER_PAPER: "Văn bản trả lời",
}
SEXES = {"male": "M", "female": "F"}
CITIZEN_NUMBERS = (9, 12)  # digits of CMND and CCCD, which only citizens hold


def record(dossier: Dossier) -> dict[str, Any]:
    """The record of a dossier that ``listing`` read together with its numbers, files, cards and receiving officer."""
    read = vars(dossier)
    return {
        **UNKNOWN,
        **_person(dossier),
        **_numbers(read["numbers"]),
        **_receipt(dossier),
        **_papers(dossier),
        "gplxDaCap": [{name: value or "" for name, value in card.items()} for card in read["cards"]],
    }


def _person(dossier: Dossier) -> dict[str, str]:
    applicant = dossier.applicant
    family, _, given = applicant.name.rpartition(" ")
    return {
        "hoTen": applicant.name,
        "hoTenIn": applicant.name.upper(),
        "hoDem": family,
        "ten": given,
        "gioiTinh": SEXES.get(applicant.sex, "U"),
        "ngaySinh": day_text(applicant.born),
        "noiThuongTru": applicant.address,
    }


def _numbers(numbers: list[str]) -> dict[str, str]:
    old, new = (next((one for one in numbers if len(one) == length), "") for length in CITIZEN_NUMBERS)
    return {"soCmnd": new or old, "soCmndCu": old if new else "", "quocTich": "VNM" if new or old else ""}


def _receipt(dossier: Dossier) -> dict[str, str]:
    """A dossier without a day of receipt or of result is taken for a refused one, so an ended one has no day of result."""
    code, agency = dossier.code or "", dossier.department.agency_code
    granted = (
        dossier.decision.get("assessment", {}).get("new_class") or dossier.wanted_class or dossier.licence.licence_class
    )
    received = dossier.accepted_at
    stopped = received is None or dossier.state in (REFUSED, WITHDRAWN)
    return {
        "maHoSo": code,
        "maDangKyDvc": code,
        "maDonVi": agency,
        "loaiHoSo": "DoiGPLXXeMay" if granted in ("A", "A1", "A2", "A3") else "DoiGPLXOto",
        "lyDoDoiGplx": REASONS[dossier.reason],
        "ngayNhanHoSo": day_text(received.astimezone(HANOI).date() if received else None),
        "nguoiNhanHoSo": vars(dossier)["accepted_by"] or "",
        "ngayHenTraGplx": "" if stopped else day_text(dossier.due_on),
    }


def _papers(dossier: Dossier) -> dict[str, Any]:
    newest: dict[str, str] = {}
    for file in vars(dossier)["files"]:
        newest.setdefault(
            file["kind"], path_of(code=dossier.code or "", document_id=file["id"], content_type=file["content_type"])
        )
    papers = [
        {"magiayto": kind, "tengiayto": PAPERS[kind], "filedinhkem": path}
        for kind, path in sorted(newest.items())
        if kind in PAPERS
    ]
    return {"anhChanDung": newest.get(PHOTO, ""), "hoSoDinhKem": papers}
