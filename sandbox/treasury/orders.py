"""An order to pay back, and what becomes of each of its lines."""

from dataclasses import dataclass, field

from sandbox.treasury.files import Line

# No bank has an account whose number ends so: what is sent there comes back.
NO_ACCOUNT = "000"


@dataclass
class Order:
    """An order that was taken, each line with what became of it."""

    code: str
    day: str
    lines: list[Line] = field(default_factory=list)


def decided(line: Line) -> Line:
    good = not line["TaiKhoan"].endswith(NO_ACCOUNT)
    return line | {"KetQua": "CHI" if good else "TRA", "LyDo": "" if good else "Không có tài khoản này"}
