"""Files on their way through the real stack: scanned by the worker, in quarantine while the scanner is down, destroyed when infected."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import pdfs
from tests.eicar import EICAR
from tests.journeys.people import Citizen, Officer
from tests.journeys.stack import Stack, until

pytestmark = pytest.mark.stack
SCANS = "SELECT kind, scan FROM documents_document WHERE dossier_id = %s ORDER BY at"
INFECTED = "Tệp giấy khám sức khỏe đã gửi có vi-rút và đã bị hủy. Vui lòng gửi tệp khác, hoặc chụp ảnh giấy."
WAITS = "Tệp đang được kiểm tra vi-rút. Ông/bà vẫn nộp được hồ sơ."


def infected() -> bytes:
    """A PDF that shows one page, and in a stream carries what every scanner knows."""
    catalogue, pages = b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Contents 4 0 R >>"
    return pdfs.raw(catalogue, pages, page, pdfs.stream(EICAR))


def bring_paper(applicant: Citizen, data: bytes) -> None:
    sent = {"file": ("giay.pdf", data, "application/pdf")}
    applicant.bring("suc-khoe", fill={"way": "health_paper"}, files=sent)


def test_an_infected_paper_is_destroyed_and_another_takes_its_place(
    stack: Stack, citizen: Callable[..., Citizen], at_desk: Callable[[str, str], Officer]
) -> None:
    applicant = citizen("no_exam")
    draft = applicant.start().path
    dossier = draft.rpartition("/")[2]
    applicant.bring_photo()
    bring_paper(applicant, infected())
    until(lambda: ("health_paper", "infected") in stack.ask(SCANS, dossier))
    assert INFECTED in applicant.browser.open(draft).text
    [(kept,)] = stack.ask("SELECT id FROM documents_document WHERE dossier_id = %s AND scan = 'infected'", dossier)
    content = Path(stack.world.environment["GPLX_FILES"]) / "documents" / kept.hex[:2] / str(kept)
    until(lambda: not content.exists())
    bring_paper(applicant, pdfs.pdf())
    until(lambda: {scan for _, scan in stack.ask(SCANS, dossier)} == {"infected", "clean"})
    applicant.browser.open(draft)
    code = applicant.submit()
    said = at_desk("tiepnhan", code).open(code).text
    assert "Có vi-rút, đã hủy" in said
    assert "Không có vi-rút" in said


def test_while_the_scanner_is_down_one_files_and_the_officer_does_not_see_the_file(
    stack: Stack, citizen: Callable[..., Citizen], at_desk: Callable[[str, str], Officer]
) -> None:
    applicant = citizen("no_exam")
    draft = applicant.start().path
    dossier = draft.rpartition("/")[2]
    stack.faults("scanner", fault="refuse")
    applicant.bring_photo()
    bring_paper(applicant, pdfs.pdf())
    assert WAITS in applicant.browser.open(draft).text
    code = applicant.submit()
    said = at_desk("tiepnhan", code).open(code)
    assert "Tệp đang được kiểm tra vi-rút; chưa mở xem được." in said.text
    assert {scan for _, scan in stack.ask(SCANS, dossier)} == {"pending"}
    stack.heal()
    until(lambda: {scan for _, scan in stack.ask(SCANS, dossier)} == {"clean"}, within=120)
    assert "Không có vi-rút" in at_desk("tiepnhan", code).open(code).text
