"""The words of the ratings: items and levels of TT 32/2017/TT-BTTTT Art 12."""

from django.utils.translation import gettext_lazy as _

from gplx.ratings.models import NOT_SATISFIED, SATISFIED, VERY_SATISFIED

LEVELS = {VERY_SATISFIED: _("Rất hài lòng"), SATISFIED: _("Hài lòng"), NOT_SATISFIED: _("Chưa hài lòng")}
ITEMS = {
    "overall": _("Nhìn chung"),
    "ease": _("Mức độ thuận tiện"),
    "timeliness": _("Thời gian giải quyết"),
    "attitude": _("Thái độ phục vụ"),
}
