"""The national portal hands a citizen over: known procedure, then sign-in. Nothing of the address is kept."""

import re

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from gplx.fees.changes import PROCEDURE
from gplx.offices.entry import PUBLIC, entry

# The national code, alone or with the suffix of the agency that published its own variant.
_OURS = re.compile(rf"{re.escape(PROCEDURE)}(\.[0-9A-Za-z.]{{1,40}})?", re.ASCII)

UNKNOWN = """<!doctype html>
<html lang="vi">
<head><meta charset="utf-8"><title>Không có thủ tục này – GPLX</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/vendor/govuk-frontend/govuk.css"><link rel="stylesheet" href="/static/gplx.css"></head>
<body class="govuk-template__body"><div class="govuk-width-container"><main class="govuk-main-wrapper">
<h1 class="govuk-heading-l">Ở đây không có thủ tục này</h1>
<p class="govuk-body">Trang này chỉ tiếp nhận thủ tục 1.002809, đổi giấy phép lái xe do ngành Giao thông vận tải cấp.
Vui lòng quay lại Cổng Dịch vụ công quốc gia và chọn lại thủ tục.</p>
<p class="govuk-body"><a class="govuk-link" href="/">Tìm hiểu về đổi giấy phép lái xe</a></p>
</main></div></body></html>
"""


@entry(PUBLIC)
@require_safe
def hand_over(request: HttpRequest) -> HttpResponse:
    """To sign-in, and from there to the citizen's own page; 404 with a clear page for another procedure."""
    wanted = request.GET.get("MaTTHCDP") or request.GET.get("MaTTHC") or ""
    if not _OURS.fullmatch(wanted):
        return HttpResponse(UNKNOWN, status=404)
    return HttpResponseRedirect("/dang-nhap?next=/cua-toi")
