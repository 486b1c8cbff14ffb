"""Where a department's dossiers are worked on: on the pages of the house, or in software of the department's own."""

from django.utils.translation import gettext_noop

from gplx.dossiers.models import Dossier
from gplx.dossiers.refusals import ActRefused
from gplx.offices.models import OWN_SOFTWARE, Department

# What is done on the pages of the house in either mode: cash in hand, a paper under the eyes, the applicant before the desk.
ALSO_ON_PAGES = frozenset({"pay", "refuse_file", "record_answer", "change_delivery"})


class WorkedElsewhere(ActRefused):
    """The department works on its dossiers in another place than this act came from."""

    sentence = gettext_noop(
        "Sở đang xử lý hồ sơ trên phần mềm riêng nên trang này chỉ để xem. Vui lòng thực hiện trên phần mềm đó, "
        "hoặc nhờ cán bộ quản trị kết nối chuyển Sở về xử lý trên trang này."
    )


def works_on_pages(department: Department, act: str = "") -> bool:
    """Whether the officers of a department do ``act`` (none named: any of the usual ones) on the pages of the house."""
    return department.mode != OWN_SOFTWARE or act in ALSO_ON_PAGES


def check_pages_work(dossier: Dossier, act: str) -> None:
    """Raise ``WorkedElsewhere`` where the department's own software does this act."""
    if not works_on_pages(dossier.department, act):
        raise WorkedElsewhere


def check_software_works(dossier: Dossier) -> None:
    """Raise ``WorkedElsewhere`` where the department works on the pages of the house."""
    if dossier.department.mode != OWN_SOFTWARE:
        raise WorkedElsewhere(
            "Sở đang xử lý hồ sơ trên trang của GPLX nên phần mềm chỉ được đọc. Cán bộ quản trị kết nối đổi chế độ tại trang "
            "Phần mềm của Sở."
        )
