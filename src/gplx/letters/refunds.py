"""Write to the applicant about a refund."""

import tomllib
from functools import cache
from pathlib import Path

from django.db import transaction

from gplx.dossiers.models import Dossier
from gplx.ground.money import in_words_of_digits
from gplx.letters.changes import tell


@cache
def refund_messages() -> dict[str, dict[str, str]]:
    """The messages by name, each in both languages."""
    return tomllib.loads((Path(__file__).parent / "refunds.toml").read_text(encoding="utf-8"))


@transaction.atomic
def tell_of_refund(dossier: Dossier, *, refund: int, template: str, amount: int, occasion: str) -> None:
    """Write by every way that the dossier names, once for each ``occasion`` of a refund; ``amount`` in đồng."""
    text = refund_messages()[template][dossier.language].format(code=dossier.code, amount=in_words_of_digits(amount))
    tell(dossier, template=f"refund_{template}", text=text, occasion=f"refund:{refund}:{occasion}")
