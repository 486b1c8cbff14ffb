"""The portals: the national one, and one for each province that has its own."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """Where a portal is called, where tests look into it, and whose faults it suffers."""

    path: str
    control: str
    system: str


NATIONAL = Door("/sync", "/_sandbox/dossiers", "sync")


def provincial(agency: str) -> Door:
    """The portal of the province with this agency (`H26`); all provincial portals share their faults."""
    return Door(f"/province/{agency.lower()}", f"/_sandbox/province/{agency.lower()}/dossiers", "province")
