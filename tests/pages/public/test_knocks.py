"""One address looks up only so many codes in an hour, whichever process answers; nothing of the address is kept."""

from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from pytest_django import Settings

from gplx.ground.clock import real_now
from gplx.offices.changes import forget_knocks, knock
from gplx.offices.models import Knock
from tests import builders
from tests.casework.acts.together import kinds, together
from tests.pages.reading import main, title

NOON = real_now().replace(hour=12, minute=20, second=0, microsecond=0)


@pytest.fixture(autouse=True)
def _three_an_hour(settings: Settings) -> None:
    settings.LOOKUPS = 3


def ask(client: Client, code: str = "x", *, address: str = "192.0.2.1", **more: Any) -> Any:
    return client.get(f"/tra-cuu/{code}", REMOTE_ADDR=address, **more)


def statuses(client: Client, *addresses: str, **more: Any) -> list[int]:
    return [ask(client, address=address, **more).status_code for address in addresses]


def at(moment: datetime) -> Any:
    return patch("gplx.pages.kit.knocks.real_now", lambda: moment)


@pytest.mark.django_db
def test_one_too_many_is_asked_to_wait_or_to_sign_in(client: Client) -> None:
    code = str(builders.submitted(green=False).code)
    with at(NOON):
        assert [ask(client, code).status_code for _ in range(3)] == [200] * 3
        refused = ask(client, code)
    assert (refused.status_code, refused["Retry-After"]) == (429, "2400")
    assert title(refused) == "Tra cứu quá nhiều lần"
    assert "Trong một giờ chỉ tra cứu được 3 lần từ cùng một nơi." in main(refused)
    assert "đăng nhập" in main(refused)
    assert code not in main(refused), "not even whether there is such a dossier"


@pytest.mark.django_db
def test_codes_that_nobody_has_count_as_well(client: Client) -> None:
    assert statuses(client, *["192.0.2.1"] * 4) == [404, 404, 404, 429]


@pytest.mark.django_db
def test_another_address_and_the_next_hour_begin_anew(client: Client) -> None:
    with at(NOON):
        assert statuses(client, *["192.0.2.1"] * 4, "192.0.2.2") == [404] * 3 + [429, 404]
    with at(NOON + timedelta(minutes=39)):
        assert statuses(client, "192.0.2.1") == [429]
    with at(NOON + timedelta(minutes=40)):
        assert statuses(client, "192.0.2.1") == [404]


@pytest.mark.django_db
def test_addresses_of_one_household_are_one(client: Client) -> None:
    own = [f"2001:db8:1:2::{number}" for number in range(1, 5)]
    assert statuses(client, *own, "2001:db8:1:3::1") == [404] * 3 + [429, 404]


@pytest.mark.django_db
def test_who_signed_in_is_known_and_not_counted(client: Client) -> None:
    builders.sign_in_citizen(client, builders.applicant())
    assert statuses(client, *["192.0.2.1"] * 5) == [404] * 5
    assert not Knock.objects.exists()


@pytest.mark.django_db
def test_nothing_counts_where_it_is_turned_off(client: Client, settings: Settings) -> None:
    settings.LOOKUPS = 0
    assert statuses(client, *["192.0.2.1"] * 5) == [404] * 5


@pytest.mark.django_db
def test_other_pages_are_not_counted(client: Client) -> None:
    for page in ("/", "/tra-cuu", "/kiem-tra", "/tro-giup"):
        client.get(page)
    assert not Knock.objects.exists()


@pytest.mark.django_db
def test_what_a_stranger_writes_of_an_address_is_not_believed(client: Client) -> None:
    forged = [f"198.51.100.{number}" for number in range(4)]
    found = [ask(client, HTTP_X_FORWARDED_FOR=one).status_code for one in forged]
    assert found == [404] * 3 + [429]


@pytest.mark.django_db
def test_behind_our_own_servers_the_address_is_what_the_outermost_of_them_saw(
    client: Client, settings: Settings
) -> None:
    settings.PROXIES = 2
    seen = [f"203.0.113.9, 198.51.100.{number}, 10.0.0.1" for number in range(4)]
    assert [ask(client, HTTP_X_FORWARDED_FOR=one).status_code for one in seen] == [404] * 4
    same = [f"203.0.113.{number}, 198.51.100.77, 10.0.0.1" for number in range(4)]
    assert [ask(client, HTTP_X_FORWARDED_FOR=one).status_code for one in same] == [404] * 3 + [429]
    assert ask(client, address="192.0.2.8").status_code == 404, "without the header it is the one who connects"


@pytest.mark.django_db
def test_no_address_is_kept(client: Client) -> None:
    ask(client, address="192.0.2.1")
    kept = Knock.objects.get()
    assert len(kept.who) == 64
    assert "192.0.2.1" not in str(vars(kept))
    assert str(kept).endswith(" 1")


@pytest.mark.django_db
def test_yesterdays_visits_are_forgotten() -> None:
    knock(who="old", at=real_now() - timedelta(hours=26))
    knock(who="new", at=real_now())
    forget_knocks()
    assert list(Knock.objects.values_list("who", flat=True)) == ["new"]


@pytest.mark.django_db(transaction=True)
def test_visits_at_the_same_moment_are_all_counted() -> None:
    moment = real_now()
    assert kinds(together(*[lambda: knock(who="one", at=moment)] * 6)) == ["done"] * 6
    assert Knock.objects.get().times == 6
