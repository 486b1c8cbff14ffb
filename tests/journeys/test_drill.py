"""The drill in short form, on a server of its own: systems fail, web, worker and PostgreSQL are killed, and nothing is lost or doubled."""

import argparse
import os
from datetime import datetime
from pathlib import Path

import pytest

from gplx.conf.checkout.places import Places
from gplx.conf.run.drill import add_options, rehearse
from gplx.ground.clock import HANOI
from tests.house.source import ROOT

pytestmark = pytest.mark.stack


def test_nothing_is_lost_doubled_or_left_lying(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("GPLX_", "DATABASE_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GPLX_TODAY", "2021-09-27")
    monkeypatch.setenv("GPLX_TODAY_SET_ON", datetime.now(HANOI).date().isoformat())
    monkeypatch.setenv("GPLX_FILES", str(tmp_path / "files"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(ROOT / "src"), str(ROOT))))
    parser = argparse.ArgumentParser()
    add_options(parser)
    told = ["--dossiers", "4", "--citizens", "4", "--turn", "0.7", "--kill", "5", "--down", "0"]
    _, trouble, verdict = rehearse(Places(root=tmp_path), parser.parse_args(told))
    assert verdict.wrong == ()
    assert verdict.counted["delivered"] == 4
    assert verdict.counted["portal steps"] == 4 * len(("1", "6", "2", "4", "9", "10"))
    assert sum(trouble.kills.values()) >= 1
    assert len(trouble.faults) >= 1
