"""Well-formed Vietnamese names that nobody bears: the middle name says "Mẫu" (sample) or "Thử" (trial)."""

from random import Random

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
MARK = ("Mẫu", "Thử")
# Each given name with the way in which a clerk has got it wrong.
MEN = {
    "An": "Ân", "Bình": "Bính", "Cường": "Cương", "Dũng": "Dụng", "Đức": "Đứt", "Hải": "Hãi", "Hùng": "Hưng",
    "Khôi": "Khoi", "Lâm": "Lam", "Long": "Lòng", "Minh": "Mình", "Nghĩa": "Nghỉa", "Phúc": "Phức", "Quý": "Quí",
    "Sơn": "Xơn", "Thành": "Thanh", "Trung": "Chung", "Tuấn": "Tuân", "Việt": "Viết", "Vỹ": "Vĩ",
}  # fmt: skip
WOMEN = {
    "Anh": "Ánh", "Bích": "Bich", "Chi": "Tri", "Dung": "Dùng", "Giang": "Dang", "Hạnh": "Hanh", "Hoa": "Hòa",
    "Hồng": "Hông", "Lan": "Làn", "Linh": "Lình", "Mai": "Mại", "Ngân": "Ngần", "Ngọc": "Ngoc", "Oanh": "Uanh",
    "Phương": "Phượng", "Thảo": "Thão", "Thủy": "Thuỷ", "Trang": "Chang", "Vân": "Văn", "Yến": "Iến",
}  # fmt: skip


def draw_name(*, dice: Random, sex: str) -> str:
    """`Nguyễn Mẫu An`, `Lê Thị Thử Hoa`."""
    middle = dice.choice(MARK) if sex == "M" else f"Thị {dice.choice(MARK)}"
    return f"{dice.choice(FAMILY)} {middle} {dice.choice(tuple(MEN if sex == 'M' else WOMEN))}"


def misspell(*, name: str) -> str:
    """The same name as the register holds it after a slip of the pen."""
    start, given = name.rsplit(" ", 1)
    return f"{start} {(MEN | WOMEN)[given]}"
