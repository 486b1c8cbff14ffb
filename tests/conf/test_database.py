"""The database's address: what Django makes of it, to the last option, and that a wrong one is not shown."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from psycopg.conninfo import make_conninfo

from gplx.conf.database import PREPARE_AFTER, parse

PLACE = ("NAME", "USER", "PASSWORD", "HOST", "PORT")


def place(url: str) -> tuple[str, ...]:
    """Name, user, password, host and port."""
    found = parse(url)
    return tuple(found[part] for part in PLACE)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgresql:///gplx", ("gplx", "", "", "", "")),
        ("postgres://db.example.vn/gplx", ("gplx", "", "", "db.example.vn", "")),
        ("postgresql://app:hush@db.example.vn:6432/gplx", ("gplx", "app", "hush", "db.example.vn", "6432")),
        ("postgresql://app@/gplx?host=%2Frun%2FMột%20chỗ", ("gplx", "app", "", "/run/Một chỗ", "")),
        ("postgresql:///gplx?host=/run/pg&port=5433", ("gplx", "", "", "/run/pg", "5433")),
        ("postgresql://%2Frun%2FPg/gplx", ("gplx", "", "", "/run/Pg", "")),
        ("postgresql:///?dbname=gplx&user=app&password=hush", ("gplx", "app", "hush", "", "")),
        ("postgresql://app:p%40ss%2Fw%3Ard%25@db/gplx", ("gplx", "app", "p@ss/w:rd%", "db", "")),
        ("postgresql://app:m%E1%BA%ADt@db/gplx", ("gplx", "app", "mật", "db", "")),
        ("postgresql://b%E1%BA%A1n@db/d%C3%B2ng", ("dòng", "bạn", "", "db", "")),
        ("postgresql://[::1]:5433/gplx", ("gplx", "", "", "::1", "5433")),
        ("postgresql://one:5432,two:5433/gplx", ("gplx", "", "", "one,two", "5432,5433")),
    ],
)
def test_an_address_leads_to_its_place(url: str, expected: tuple[str, ...]) -> None:
    assert place(url) == expected


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"sslmode": "require"},
        {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"},
        {"connect_timeout": "5", "application_name": "gplx"},
        {"target_session_attrs": "read-write"},
    ],
    ids=lambda options: "+".join(options) or "none",
)
def test_every_option_goes_along(options: dict[str, str]) -> None:
    query = "&".join(f"{name}={value}" for name, value in options.items())
    found = parse(f"postgresql://app@db/gplx?{query}")
    assert found["OPTIONS"] == options | {"prepare_threshold": PREPARE_AFTER, "server_side_binding": True}


def test_connections_stay_and_are_looked_at() -> None:
    found = parse("postgresql:///gplx")
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["CONN_MAX_AGE"], found["CONN_HEALTH_CHECKS"]) == (None, True)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://app:hush%zz@db/gplx",
        "mysql://app:hush@db/gplx",
        "postgresql://app:hush@db/gplx?unknown_option=1",
        "postgresql://app:hush@[::1/gplx",
    ],
    ids=["a lone percent sign", "another make", "an unknown option", "an open bracket"],
)
def test_an_address_that_cannot_be_read_is_told_without_being_shown(url: str) -> None:
    with pytest.raises(
        ImproperlyConfigured, match=r"^DATABASE_URL cannot be read\. It looks like postgresql://"
    ) as said:
        parse(url)
    assert "hush" not in str(said.value)
    assert said.value.__suppress_context__


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1)


@given(st.fixed_dictionaries({"user": TEXT, "password": TEXT, "dbname": TEXT, "host": st.just("db")}))
def test_whatever_the_characters_they_arrive(told: dict[str, Any]) -> None:
    expected = (told["dbname"], told["user"], told["password"], told["host"], "")
    assert place(make_conninfo(**told)) == expected
