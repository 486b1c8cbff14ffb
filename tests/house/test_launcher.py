"""`./gplx` before anything is installed: interpreter, place, hand-over, and what it says when something is missing."""

import errno
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gplx.conf.checkout import install
from gplx.conf.checkout.install import FOR_USE, FOR_WORK, ensure, hand_over
from gplx.conf.checkout.places import Places, UnableToStart, in_words, private_directory
from gplx.conf.checkout.progress import advice

ROOT = Path(__file__).parents[2]
UV = "uv==1.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via -r requirements.in\n"
LISTING = f"tzdata==2 \\\n    --hash=sha256:cc\n{UV}uvicorn==3 \\\n    --hash=sha256:dd\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Places:
    """A checkout in a path with spaces that holds the launcher, a stand-in for the rules, and a ready environment."""
    root = tmp_path / "a checkout with spaces"
    shutil.copytree(ROOT / "src/gplx/conf/checkout", root / "src/gplx/conf/checkout")
    shutil.copy(ROOT / "gplx", root / "gplx")
    for room in ("gplx/conf/cli.py", "gplx/rules/__main__.py"):
        file = root / "src" / room
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            "import sys, os; print(__spec__.name, sys.argv[1:], sys.stdin.read(), os.environ['PYTHONPATH'])"
        )
    for name in (FOR_USE, FOR_WORK):
        (root / name).write_text(LISTING)
    places = Places(root=root)
    (places.venv / "bin").mkdir(parents=True)
    (places.venv / "bin/python").symlink_to(sys.executable)
    return places


def stamp(places: Places, *names: str) -> None:
    """As if these lists had been installed."""
    for listing in [(), *((name,) for name in names)]:
        install._stamp(places, *listing).write_text(install._digest(places, *listing))


def launch(launcher: Path, *arguments: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(launcher), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, input="{}", check=False)


@pytest.mark.parametrize(
    ("arguments", "arrives_as"),
    [
        (["law", "assess", "--on", "2021-09-30"], "gplx.rules.__main__ ['assess', '--on', '2021-09-30'] {}"),
        (["serve", "--port", "1"], "gplx.conf.cli ['serve', '--port', '1'] {}"),
        (["test", "tests/rules", "-k", "x"], "gplx.conf.cli ['test', 'tests/rules', '-k', 'x'] {}"),
        ([], "gplx.conf.cli [] {}"),
    ],
)
def test_hands_over_from_anywhere(checkout: Places, tmp_path: Path, arguments: list[str], arrives_as: str) -> None:
    stamp(checkout, FOR_USE, FOR_WORK)
    link = tmp_path / "gplx-link"
    link.symlink_to(checkout.root / "gplx")
    answer = launch(link, *arguments, cwd=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.strip() == f"{arrives_as} {checkout.root / 'src'}{os.pathsep}{checkout.root}"


@pytest.mark.parametrize(
    ("pretended", "says"),
    [
        ({"sys.version_info": (3, 10, 4)}, "gplx needs Python 3.11 or newer; this is 3.10."),
        ({"sys.platform": "win32"}, "start it inside WSL"),
    ],
)
def test_says_what_it_cannot_run_on(monkeypatch: pytest.MonkeyPatch, pretended: dict[str, object], says: str) -> None:
    for name, value in pretended.items():
        monkeypatch.setattr(name, value)
    with pytest.raises(SystemExit, match=says):
        runpy.run_path(str(ROOT / "gplx"))


def test_installs_again_only_when_something_changed(checkout: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = []
    monkeypatch.setattr(install, "_install", lambda _places, name: installed.append(name))
    stamp(checkout, FOR_USE)
    ensure(checkout, requirements=FOR_USE)
    assert installed == []
    ensure(checkout, requirements=FOR_WORK)
    assert installed == [FOR_WORK]
    (checkout.root / FOR_USE).write_text(LISTING.replace("tzdata==2", "tzdata==3"))
    ensure(checkout, requirements=FOR_USE)
    assert installed == [FOR_WORK, FOR_USE]


def test_another_python_makes_the_environment_anew(checkout: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp(checkout, FOR_USE)
    assert install._is_stamped(checkout) and install._is_stamped(checkout, FOR_USE)
    monkeypatch.setattr(sys, "version", "3.99")
    assert not install._is_stamped(checkout) and not install._is_stamped(checkout, FOR_USE)


@pytest.mark.parametrize(
    ("works", "asked"),
    [
        ({"uv": True, "install": True}, ["pip uv", "uv all"]),
        ({"uv": True, "install": False}, ["pip uv", "uv all", "pip all"]),
        ({"uv": False, "install": False}, ["pip uv", "pip all"]),
    ],
)
def test_plain_pip_takes_over_from_uv(
    checkout: Places, monkeypatch: pytest.MonkeyPatch, works: dict[str, bool], asked: list[str]
) -> None:
    seen = []

    def run(_self: object, command: list[str], *, count: int = 0) -> bool:
        assert "--require-hashes" in command
        seen.append(f"{command[2]} {'uv' if command[-1].endswith('installer.txt') else 'all'}")
        return works["uv"] if seen[-1] == "pip uv" else seen[-1] == "pip all" or works["install"]

    monkeypatch.setattr(install.Progress, "run", run)
    stamp(checkout)
    ensure(checkout, requirements=FOR_USE)
    assert seen == asked
    assert (checkout.state / "installer.txt").read_text() == UV
    assert install._is_stamped(checkout, FOR_USE) and not install._is_stamped(checkout, FOR_WORK)


def test_without_ensurepip_it_names_the_package(checkout: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr(install.venv, "create", fail)
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("handed over to nothing"))
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        hand_over(root=str(checkout.root), arguments=["demo"])
    assert not checkout.venv.exists()


def test_a_failed_installation_is_not_taken_for_done(checkout: Places) -> None:
    stamp(checkout)
    (checkout.venv / "bin/python").unlink()
    (checkout.venv / "bin/python").symlink_to("/bin/false")
    with pytest.raises(UnableToStart, match=r"install\.log"):
        ensure(checkout, requirements=FOR_USE)
    assert not install._is_stamped(checkout, FOR_USE)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full. Free about 1 GB"),
        ("NameResolutionError: Temporary failure in name resolution", "The package index could not be reached."),
        ("ERROR: No matching distribution found for django==5.2.19", "The package index could not be reached."),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "A downloaded package is not the one that was pinned."),
        ("[Errno 13] Permission denied: '/x'", "A file could not be written."),
        ("one\ntwo\nthree", "The packages could not be installed: two three"),
    ],
)
def test_advice_fits_the_failure(output: str, sentence: str) -> None:
    assert advice(output).startswith(sentence)


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.EACCES, "/x/y cannot be written."), (errno.EROFS, "/x/y"), (errno.ENOSPC, "The disk is full.")],
)
def test_trouble_with_files_in_words(number: int, says: str) -> None:
    assert in_words(OSError(number, "", "/x/y")).startswith(says)


def test_other_trouble_is_not_talked_away() -> None:
    with pytest.raises(FileNotFoundError):
        in_words(FileNotFoundError(errno.ENOENT, "", "/x/y"))


def test_private_directory_refuses_a_name_that_someone_took(tmp_path: Path) -> None:
    (tmp_path / "taken").symlink_to(tmp_path)
    with pytest.raises(UnableToStart, match="belongs to another user"):
        private_directory(tmp_path / "taken")
    assert private_directory(tmp_path / "new").stat().st_mode & 0o777 == 0o700
