"""Ends process groups when its standard input closes: so they end with their launcher, however that one dies.

Run as a script in a session of its own, with the seconds between asking and killing. Each line on standard input is the
number of one group. Standard library only.
"""

import os
import signal
import sys
import time


def main(grace: float) -> None:
    """Wait for the launcher's end, ask every group to stop, kill what is left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups = [int(line) for line in sys.stdin]
    groups = [group for group in groups if _send(group, signal.SIGTERM)]
    end = time.monotonic() + grace
    while groups and time.monotonic() < end:
        time.sleep(0.05)
        groups = [group for group in groups if _send(group, 0)]
    for group in groups:
        _send(group, signal.SIGKILL)


def _send(group: int, number: int) -> bool:
    """False when nobody is left in the group."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:  # macOS says so of a group of dead processes
        return False
    return True


if __name__ == "__main__":
    main(float(sys.argv[1]))
