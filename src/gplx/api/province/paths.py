"""The path under which departments' software asks for a file: ``<dossier code>/<file id>.<type>``. It names no place in our store."""

import re
from uuid import UUID

_PATH = re.compile(r"([0-9A-Z.-]{1,40})/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(jpg|pdf)", re.ASCII)


def path_of(*, code: str, document_id: UUID | str, content_type: str) -> str:
    """The path of a file of a dossier."""
    return f"{code}/{document_id}.{'pdf' if content_type == 'application/pdf' else 'jpg'}"


def file_at(path: str) -> tuple[str, UUID | None]:
    """Dossier code and file id of a path; no code and no id where it is no path of ours."""
    match = _PATH.fullmatch(path)
    return (match[1], UUID(match[2])) if match else ("", None)
