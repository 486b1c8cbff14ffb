"""The first command of the README, run as it stands there, on a database of its own."""

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from gplx.conf.postgres.database import APPLICATION, database
from gplx.ground.clock import HANOI
from tests.house.source import ROOT

pytestmark = pytest.mark.stack
COMMAND = [sys.executable, "-m", "gplx.conf.cli", "demo", "--exit", "--json"]
PATIENCE = 300  # seconds


@pytest.fixture
def addresses() -> Iterator[dict[str, str]]:
    """An empty database, as its owner and as the application, dropped in the end."""
    with (
        database(ROOT, environment=os.environ) as server,
        psycopg.connect(server.owner_url, autocommit=True) as session,
    ):
        name = f"gplx_demo_{secrets.token_hex(4)}"
        session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        owner = re.sub(r"/\w+(\?|$)", rf"/{name}\1", server.owner_url, count=1)
        application = re.sub(r"//\w+@", f"//{APPLICATION}@", owner)
        try:
            yield {"DATABASE_URL": application, "GPLX_OWNER_DATABASE_URL": owner}
        finally:
            session.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_three_citizens_hold_their_cards(addresses: dict[str, str], tmp_path: Path) -> None:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("GPLX_", "DATABASE_"))}
    day = {"GPLX_TODAY": "2021-09-27", "GPLX_TODAY_SET_ON": datetime.now(HANOI).date().isoformat()}
    path = {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "GPLX_FILES": str(tmp_path)}
    done = subprocess.run(
        COMMAND,
        env=given | addresses | day | path,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    ended = json.loads(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    assert [one["outcome"] for one in ended["dossiers"]] == ["delivered"] * 3
    assert ended["dossiers"][0]["typed_fields"] == 0
    assert ended["ok"] is True
