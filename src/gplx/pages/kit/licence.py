"""What both sides of the counter read of a licence."""

from gplx.licences.models import Licence
from gplx.offices.provinces import provinces


def issued_by(licence: Licence) -> str:
    """The department that gave a licence: the register names it by its province's code."""
    known = {province.code: province.department for province in provinces()}
    return known.get(licence.province, licence.issued_by)
