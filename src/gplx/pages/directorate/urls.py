"""The addresses of the Directorate's pages."""

from django.urls import path

from gplx.pages.directorate.overview import overview

urlpatterns = [path("tong-cuc", overview, name="directorate")]
