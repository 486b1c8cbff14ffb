"""The portals that are told of dossiers: the national one, and those of provinces that have one of their own, by setting.

Each is a register of its own: its own queue, limit, breaker, and its own order of calls for each dossier.
"""

from gplx.registers.directory import registers

NATIONAL = "sync"
_PROVINCIAL = f"{NATIONAL}_"


def provincial(department_id: str) -> str:
    """The register of the portal of a province, by the id of its department: ``sync_h26`` of ``H26``."""
    return f"{_PROVINCIAL}{department_id.lower()}"


def department_of(portal: str) -> str | None:
    """The id of the department whose province has this portal; none for the national one, and for what is no portal."""
    return portal.removeprefix(_PROVINCIAL).upper() if portal.startswith(_PROVINCIAL) else None


def portals() -> tuple[str, ...]:
    """Every portal that is told here, the national one first."""
    return tuple(name for name in registers() if name == NATIONAL or name.startswith(_PROVINCIAL))


def portals_for(department_id: str) -> tuple[str, ...]:
    """The portals that are told of a department's dossiers: the national one, and its province's where that has one."""
    own = provincial(department_id)
    return (NATIONAL, own) if own in registers() else (NATIONAL,)


def lane(portal: str, dossier_id: object) -> str:
    """The order in which one portal is told of one dossier."""
    return f"{portal}:{dossier_id}"


def step_key(portal: str, act_id: int) -> str:
    """The key under which one portal is told of one act, once."""
    return f"{portal}:{act_id}"
