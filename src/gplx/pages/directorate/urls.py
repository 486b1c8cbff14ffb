"""The addresses of the Directorate's pages."""

from django.urls import path

from gplx.pages.directorate.law_days import law_days
from gplx.pages.directorate.operations import ask_register_again, operations_page
from gplx.pages.directorate.overview import overview

urlpatterns = [
    path("tong-cuc", overview, name="directorate"),
    path("tong-cuc/he-thong", operations_page, name="operations"),
    path("tong-cuc/he-thong/<slug:register>/hoi-lai", ask_register_again, name="ask_register_again"),
    path("tong-cuc/luat", law_days, name="law_days"),
]
