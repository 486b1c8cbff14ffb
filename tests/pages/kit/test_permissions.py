"""What a page may ask of the device is told with every answer."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from gplx.pages.kit.permissions import CAMERA, HEADER, NOTHING, PLACE, PermissionsMiddleware


def answered(answer: HttpResponse) -> str:
    return PermissionsMiddleware(lambda _request: answer)(RequestFactory().get("/"))[HEADER]


def test_a_page_that_says_nothing_may_ask_for_nothing() -> None:
    assert answered(HttpResponse()) == NOTHING == "camera=(), geolocation=(), microphone=()"


def test_a_page_that_takes_pictures_may_ask_for_the_camera_alone() -> None:
    assert answered(HttpResponse(headers={HEADER: CAMERA})) == "camera=(self), geolocation=(), microphone=()"


@pytest.mark.django_db
def test_the_map_of_clinics_may_ask_where_one_stands_and_nothing_else(client: Client) -> None:
    assert client.get("/co-so-kham")[HEADER] == PLACE == "camera=(), geolocation=(self), microphone=()"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/kiem-tra", "/khong-co-trang-nay", "/healthz/live", "/can-bo", "/cua-toi"])
def test_whatever_is_answered_it_is_told(client: Client, path: str) -> None:
    assert client.get(path)[HEADER] == NOTHING
