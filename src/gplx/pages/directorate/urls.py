"""The addresses of the Directorate's pages."""

from django.urls import path

from gplx.pages.directorate.law_days import law_days
from gplx.pages.directorate.overview import overview

urlpatterns = [
    path("tong-cuc", overview, name="directorate"),
    path("tong-cuc/luat", law_days, name="law_days"),
]
