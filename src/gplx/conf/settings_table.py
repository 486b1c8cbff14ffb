"""The table of settings in ``docs/settings.md``: every variable of the environment that GPLX reads, made from where it is declared.

``PYTHONPATH=src .gplx/venv/bin/python -m gplx.conf.settings_table`` writes it anew.
"""

from gplx.conf import settings
from gplx.conf.env import SETTINGS, Setting

# Read before there are settings: by the launcher, and by the clock.
BEFORE = (
    Setting(
        "GPLX_OWNER_DATABASE_URL",
        "",
        "the database as its owner, who makes the tables; where none is given, DATABASE_URL",
        secret=True,
    ),
    Setting("GPLX_TODAY", "", "the day (2021-09-27) on which the whole system lives, and from which it runs on"),
    Setting("GPLX_TODAY_SET_ON", "", "the real day on which GPLX_TODAY was set; kept by the launcher"),
)
HEAD = """# Settings

Everything that may differ from place to place is a variable of the environment. A secret one is never shown or logged.

| Variable | Default | Meaning |
|---|---|---|
"""


def table() -> str:
    """The whole page."""
    every = sorted((*SETTINGS.values(), *BEFORE), key=lambda one: one.name)
    return HEAD + "".join(_row(one) for one in every)


def _row(one: Setting) -> str:
    default = one.default.replace(f"{settings.ROOT}/", "")
    shown = f"`{default}`" if default else "–"
    return f"| `{one.name}` | {shown} | {one.meaning}{' (**secret**)' if one.secret else ''} |\n"


if __name__ == "__main__":
    (settings.ROOT / "docs/settings.md").write_text(table())
