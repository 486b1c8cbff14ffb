"""Settings come from the environment; each is named once, with its default and what it is for (``docs/settings.md`` is made from here)."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """A setting of the environment: name, default, meaning; ``secret`` ones are never shown."""

    name: str
    default: str
    meaning: str
    secret: bool = False


SETTINGS: dict[str, Setting] = {}


def setting(name: str, default: str, meaning: str, *, secret: bool = False) -> str:
    """Declare a setting and give its value."""
    SETTINGS[name] = Setting(name, default, meaning, secret)
    return os.environ.get(name, default)


def switch(name: str, default: bool, meaning: str) -> bool:
    """Declare a setting that is on (1) or off (0), and give its value."""
    return setting(name, "1" if default else "0", meaning) == "1"
