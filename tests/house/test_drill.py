"""The drill in short form, on a server of its own: systems fail, web, worker and PostgreSQL are killed, and nothing is lost or doubled."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from gplx.ground.clock import HANOI
from tests.house.source import ROOT

pytestmark = pytest.mark.stack
PATIENCE = 900  # seconds
# The command with another folder for what runs: the checkout's own server is the one that these tests stand on.
COMMAND = """
import argparse, sys
from pathlib import Path
from gplx.conf.checkout.places import Places
from gplx.conf.run import drill
parser = argparse.ArgumentParser()
drill.add_options(parser)
sys.exit(drill.run(Places(root=Path(sys.argv[1])), parser.parse_args(sys.argv[2:])))
"""
SHORT = ("--dossiers", "4", "--citizens", "4", "--turn", "0.7", "--kill", "12", "--down", "0", "--json")


def test_nothing_is_lost_doubled_or_left_lying(tmp_path: Path) -> None:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("GPLX_", "DATABASE_"))}
    day = {"GPLX_TODAY": "2021-09-27", "GPLX_TODAY_SET_ON": datetime.now(HANOI).date().isoformat()}
    own = {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))), "GPLX_FILES": str(tmp_path / "files")}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(tmp_path), *SHORT],
        env=given | day | own,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ended = json.loads(done.stdout.splitlines()[-1])
    assert (ended["ok"], ended["wrong"]) == (True, [])
    assert (ended["counted"]["dossiers"], ended["counted"]["delivered"]) == (4, 4)
    assert ended["counted"]["portal steps"] == 4 * len(("1", "6", "2", "4", "9", "10"))
    assert sum(ended["kills"].values()) >= 1
    assert len(ended["faults"]) >= 1
