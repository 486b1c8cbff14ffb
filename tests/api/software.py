"""What the tests of ``mapi`` share: the addresses, the plain refusals, and a dossier received at a known moment."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from unittest.mock import patch

from gplx.dossiers.models import Dossier
from gplx.ground.clock import HANOI
from tests import builders

MAPI = "/apiDVC-GPLX/tcdbdvcdata/mapi"
HANOI_OFFICE = "000.00.99.H26"
NOT_HERE = {"error_code": -1, "message": "Không tìm thấy dữ liệu này ở đơn vị của ông/bà."}
NO_SESSION = {"error_code": -2, "message": "Phiên làm việc đã hết hạn. Vui lòng đăng nhập lại."}

Ask = Callable[..., Any]


def at(moment: datetime) -> Any:
    """The clock stands within this second."""
    within = moment.replace(microsecond=500_000)
    return patch("gplx.ground.clock._shift", lambda: within - datetime.now(HANOI))


def accepted(moment: datetime = datetime(2021, 9, 27, 9, 30, tzinfo=HANOI), **more: Any) -> Dossier:
    with at(moment):
        return builders.examining(**more)
