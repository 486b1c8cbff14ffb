"""What departments' software asks, and why it may get no answer."""

import msgspec


class Login(msgspec.Struct, frozen=True):
    """User name and key."""

    username: str = ""
    password: str = ""


_WIRE = {
    "department": "donViXuLy",
    "since": "ngayNhan1",
    "until": "ngayNhan2",
    "code": "mahoso",
    "path": "duongdanteptin",
}


class Question(msgspec.Struct, frozen=True, rename=_WIRE):
    """A question to ``mapi/g``; which of the fields count depends on the service."""

    session: str = ""
    service: str = ""
    department: str = ""
    since: str = ""
    until: str = ""
    code: str = ""
    path: str = ""


class UnableToAnswer(Exception):
    """Không tìm thấy dữ liệu này ở đơn vị của ông/bà."""

    code = -1

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.__doc__)


class NoSession(UnableToAnswer):
    """Phiên làm việc đã hết hạn. Vui lòng đăng nhập lại."""

    code = -2
