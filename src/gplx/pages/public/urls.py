"""The addresses that anybody may open."""

from django.urls import path

from gplx.pages.public.about.help import accessibility, help_page
from gplx.pages.public.finder.finder import find_facility
from gplx.pages.public.home import home
from gplx.pages.public.language import switch_language
from gplx.pages.public.licence import check_licence
from gplx.pages.public.lookup import lookup, lookup_answer
from gplx.pages.public.precheck import precheck, precheck_answer
from gplx.pages.public.receipt import check_receipt

urlpatterns = [
    path("", home, name="home"),
    path("kiem-tra", precheck, name="precheck"),
    path("kiem-tra/ket-qua", precheck_answer, name="precheck_answer"),
    path("tra-cuu", lookup, name="lookup"),
    path("tra-cuu/<str:code>", lookup_answer, name="lookup_answer"),
    path("giay-phep/<str:check_code>", check_licence, name="check_licence"),
    path("co-so-kham", find_facility, name="find_facility"),
    path("bien-lai/<str:code>", check_receipt, name="check_receipt"),
    path("tro-giup", help_page, name="help"),
    path("tiep-can", accessibility, name="accessibility"),
    path("ngon-ngu", switch_language, name="switch_language"),
]
