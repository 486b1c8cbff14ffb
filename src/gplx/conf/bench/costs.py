"""What the programs of a run cost: processor seconds of each, with all its children."""

from collections.abc import Mapping

import psutil


def seconds_of(process_id: int) -> float:
    """Processor seconds that a process, its living children and those that it has buried have used."""
    root = psutil.Process(process_id)
    total = 0.0
    for process in [root, *root.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def spent(before: Mapping[str, float], after: Mapping[str, float], *, dossiers: int) -> dict[str, float]:
    """Processor milliseconds a dossier, by program."""
    return {name: round((after[name] - before[name]) * 1000 / dossiers, 1) for name in before}
