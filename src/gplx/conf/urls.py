"""All addresses of the house."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gplx.api.urls")),
    path("", include("gplx.pages.public.urls")),
    path("", include("gplx.pages.citizen.urls")),
    path("", include("gplx.pages.officer.urls")),
    path("", include("gplx.pages.directorate.urls")),
    path("", include("gplx.pages.clinic.urls")),
]

handler400 = "gplx.pages.public.trouble.errors.bad"
handler403 = "gplx.pages.public.trouble.errors.forbidden"
handler404 = "gplx.pages.public.trouble.errors.missing"
handler500 = "gplx.pages.public.trouble.errors.broken"
