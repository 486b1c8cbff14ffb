"""``LayTaiLieuHoSo``: a file of a dossier of the department."""

from base64 import b64encode
from typing import Any

from gplx.api.department import dossier_of, note_read
from gplx.api.province.paths import file_at
from gplx.api.province.question import Question, UnableToAnswer
from gplx.documents.questions import content_of, document_of
from gplx.offices.models import Department


def fetch_file(department: Department, question: Question) -> dict[str, Any]:
    """The file at ``duongdanteptin``, in a list of one."""
    code, document_id = file_at(question.path)
    dossier = dossier_of(department, code)
    document = document_of(dossier=dossier, document_id=document_id) if dossier and document_id else None
    if dossier is None or document is None:
        raise UnableToAnswer
    note_read(dossier, why="Phần mềm của Sở lấy tài liệu hồ sơ")
    name = question.path.rpartition("/")[2]
    content = b64encode(content_of(document)).decode()
    return {"TepTinDinhKem": [{"Base64": content, "DuongDan": question.path, "TenTaiLieu": name}]}
