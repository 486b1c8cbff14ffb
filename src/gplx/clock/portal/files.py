"""Files of dossiers that were filed at a portal, as they come."""

from typing import Any

from gplx.casework.take_portal_file import miss_portal_file, take_portal_file
from gplx.portals.changes import fetched
from gplx.registers.models import Exchange


def portal_file_came(payload: dict[str, Any]) -> None:
    """Take the file of the kind ``payload["kind"]`` that came with ``payload["filing"]``."""
    take_portal_file(filing_id=payload["filing"], kind=payload["kind"])


def learn_portal_file(exchange: Exchange, answer: Any) -> None:
    """The portal gave a file, or will not give it; while it may yet come, it is waited for."""
    filing_id, kind = fetched(exchange.key)
    if answer is not None:
        take_portal_file(filing_id=filing_id, kind=kind)
    elif not exchange.is_open:
        miss_portal_file(filing_id=filing_id, kind=kind)
