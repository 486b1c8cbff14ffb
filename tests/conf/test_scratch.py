"""A database that a benchmark or a drill has for itself: made anew, in the same server, and nobody else's is touched."""

from unittest import mock

import pytest

from gplx.conf.postgres import scratch as room
from gplx.conf.postgres.database import Database
from gplx.conf.postgres.scratch import scratch


@pytest.mark.parametrize(
    ("url", "renamed"),
    [
        ("postgresql://app@/gplx?host=%2Frun%2Fpg", "postgresql://app@/gplx_bench?host=%2Frun%2Fpg"),
        ("postgresql://app:p%40ss@db:5432/gplx", "postgresql://app:p%40ss@db:5432/gplx_bench"),
        ("postgresql:///gplx", "postgresql:///gplx_bench"),
        ("postgresql://db/gplx?host=/run/a&x=b/c", "postgresql://db/gplx_bench?host=/run/a&x=b/c"),
    ],
)
def test_it_is_in_the_same_server(url: str, renamed: str) -> None:
    assert room._renamed(url, "gplx_bench") == renamed


def test_it_is_made_anew_and_nobody_elses_is_touched() -> None:
    found = Database(owner_url="postgresql://owner@db/gplx", app_url="postgresql://app@db/gplx", stop=lambda: None)
    with mock.patch.object(room.psycopg, "connect") as connect:
        told = scratch(found, name="gplx_drill")
    assert connect.call_args_list[:2] == [mock.call("postgresql://owner@db/gplx", autocommit=True)] * 2
    ran = [call.args[0].as_string() for call in connect().__enter__().execute.call_args_list]
    assert ran == ['DROP DATABASE IF EXISTS "gplx_drill" WITH (FORCE)', 'CREATE DATABASE "gplx_drill"']
    assert told == {
        "DATABASE_URL": "postgresql://app@db/gplx_drill",
        "GPLX_OWNER_DATABASE_URL": "postgresql://owner@db/gplx_drill",
    }
