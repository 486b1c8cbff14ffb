"""The addresses that other systems call."""

from django.urls import path, re_path

from gplx.api.acts.api import urls as acts
from gplx.api.clinic.receive import receive
from gplx.api.clinic.trial import try_out
from gplx.api.payments.callback import payment_callback
from gplx.api.payments.pulled import was_paid, what_to_pay
from gplx.api.payments.vnpay import vnpay_notice
from gplx.api.portal.files import portal_file
from gplx.api.portal.filing import receive_filing
from gplx.api.portal.hand_over import hand_over
from gplx.api.probes.health import live, ready
from gplx.api.probes.metrics import metrics
from gplx.api.province.views import ask, login
from gplx.registers.sync.files import PLACE

# As it is called directly, and as an exchange adapter forwards it.
_FORWARD = r"(?:Xrd|VXP)Adapter/RestService/forward/"
_MAPI = rf"^(?:(?:{_FORWARD})?apiDVC-GPLX/tcdbdvcdata|{_FORWARD.rstrip('/')})/mapi/"

urlpatterns = [
    path("api/payments/callback", payment_callback, name="payment_callback"),
    path("api/payments/vnpay/ipn", vnpay_notice, name="vnpay_notice"),
    path("api/payments/dptracuuthanhtoanhs", what_to_pay, name="what_to_pay"),
    path("api/payments/dpketquathanhtoanhs", was_paid, name="was_paid"),
    re_path(rf"{_MAPI}login$", login, name="mapi_login"),
    re_path(rf"{_MAPI}g$", ask, name="mapi_g"),
    path("api/hssk/gksk", receive, name="clinic_exam"),
    path("api/hssk/gksk/thu", try_out, name="clinic_trial"),
    path(f"{PLACE}/<slug:portal>/<str:code>/<uuid:file>", portal_file, name="portal_file"),
    re_path(rf"^(?:{_FORWARD}|api/portal/)nhanhsdvcqg$", receive_filing, name="receive_filing"),
    path("nop-ho-so", hand_over, name="portal_hand_over"),
    path("healthz/live", live, name="live"),
    path("healthz/ready", ready, name="ready"),
    path("metrics", metrics, name="metrics"),
    path("api/", acts),
]
