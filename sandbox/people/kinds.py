"""What may stand in a person's way: one row a kind, with its share of the population in thousandths.

Days count from `POPULATION_DAY`, the pilot's own week, so that the same people are met on every day of the calendar.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

POPULATION_DAY = date(2021, 9, 27)

Number = Literal["CCCD", "CMND", "none"]
ExamState = Literal["valid", "none", "old", "unfit", "other_class"]
MeasureKind = Literal["seized", "stripped", "unpaid_fine", "unresolved"]


@dataclass(frozen=True)
class Kind:
    name: str
    share: int
    about: str
    registered_under: Number = "CCCD"
    exam: ExamState = "valid"
    classes: tuple[str, ...] = ("B2",)
    expires: tuple[int, int] = (7, 90)
    card: Literal["PET", "GIAY"] = "PET"
    source: Literal["GTVT", "CA", "QD", "NN"] = "GTVT"
    name_slip: Literal["none", "misspelt", "decomposed"] = "none"
    measure: MeasureKind | None = None
    portal_knows_cmnd: bool = True
    second_card: bool = False
    lost: bool = False


KINDS = (
    Kind("all_green", 208, "mọi thứ đã sẵn sàng: hạng B2 sắp hết hạn, khám sức khỏe còn hạn, không vướng vi phạm"),
    Kind("old_cmnd", 220, "cơ sở dữ liệu GPLX chỉ có số CMND cũ", registered_under="CMND", portal_knows_cmnd=False),
    Kind("no_exam", 140, "chưa có kết quả khám sức khỏe điện tử", exam="none"),
    Kind("old_cmnd_no_exam", 110, "chỉ có số CMND cũ và chưa khám sức khỏe", "CMND", "none", second_card=True),
    Kind("expired_2m", 25, "quá hạn khoảng 2 tháng", expires=(-80, -45)),
    Kind("expired_6m", 15, "quá hạn khoảng 6 tháng", expires=(-220, -150)),
    Kind("expired_2y", 15, "quá hạn khoảng 2 năm", expires=(-900, -600)),
    Kind("seized", 15, "GPLX đang bị tạm giữ", measure="seized"),
    Kind("stripped", 15, "đang bị tước quyền sử dụng GPLX", measure="stripped"),
    Kind("unpaid_fine", 36, "còn tiền phạt chưa nộp", measure="unpaid_fine"),
    Kind("unresolved", 4, "có biên bản chưa xử lý", measure="unresolved"),
    Kind("paper_card", 60, "GPLX bằng giấy, đứng tên số CMND cũ", "CMND", "none", ("A1", "B2"), card="GIAY"),
    Kind("misspelt", 30, "họ tên trong cơ sở dữ liệu GPLX viết sai", name_slip="misspelt"),
    Kind("decomposed", 15, "họ tên trong cơ sở dữ liệu GPLX ở dạng Unicode tổ hợp", name_slip="decomposed"),
    Kind("not_in_register", 8, "không có trong cơ sở dữ liệu GPLX", registered_under="none"),
    Kind("lost", 8, "đã mất GPLX", lost=True),
    Kind("military", 4, "GPLX do quân đội cấp", source="QD"),
    Kind("police", 4, "GPLX do công an cấp", source="CA"),
    Kind("foreign", 4, "GPLX nước ngoài", source="NN"),
    Kind("motorbike", 40, "GPLX mô tô hạng A1, không thời hạn", exam="none", classes=("A1",)),
    Kind("class_e", 8, "GPLX hạng E", classes=("E",)),
    Kind("professional", 4, "GPLX hạng C, D, FC", classes=("C", "D", "FC")),
    Kind("exam_old", 5, "kết quả khám sức khỏe đã quá 6 tháng", exam="old"),
    Kind("exam_unfit", 3, "kết quả khám: không đủ điều kiện", exam="unfit"),
    Kind("exam_other_class", 4, "kết quả khám cho hạng khác", exam="other_class"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
SLOTS = tuple(kind for kind in KINDS for _ in range(kind.share))
