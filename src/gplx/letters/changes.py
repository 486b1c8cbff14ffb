"""Write to the applicant after an act, or about a draft left lying."""

from datetime import date

from django.db import transaction

from gplx.dossiers.models import Act, Dossier
from gplx.ground.clock import now
from gplx.letters.links import without_links
from gplx.letters.models import EMAIL, FAILED, SENT, SMS, Message
from gplx.letters.texts import acts_told, reminder, subject_of, text_after
from gplx.registers import exchanges
from gplx.registers.email.port import SendMail
from gplx.registers.sms.port import SendText


@transaction.atomic
def tell_applicant(act: Act, *, amount: int) -> None:
    """Write to the applicant what an act means for them, by every way that the dossier names; once for each act and way."""
    dossier = act.dossier
    if act.act not in acts_told() or _is_nothing_to_the_applicant(act):
        return
    tell(dossier, template=act.act, text=text_after(act, dossier=dossier, amount=amount), occasion=str(act.id))


@transaction.atomic
def remind(dossier: Dossier, *, template: str, day: date) -> None:
    """Remind the owner of a draft (``draft``, ``draft_last``) by every way that they gave; each reminder once for a draft and way."""
    text = reminder(template, dossier=dossier, day=day)
    tell(dossier, template=template, text=text, occasion=f"{template}:{dossier.id}")


def tell(dossier: Dossier, *, template: str, text: str, occasion: str) -> None:
    """Write to the applicant by every way that the dossier names, once for each ``occasion`` and way; never with a link."""
    told = without_links(text)
    for way, address in ((SMS, dossier.phone), (EMAIL, dossier.email)):
        if address:
            _send(dossier, template=template, way=way, address=address, text=told, key=f"{way}:{occasion}")


def _is_nothing_to_the_applicant(act: Act) -> bool:
    """A file that was replaced before it was refused has to be sent again by nobody."""
    return act.act == "refuse_file" and "reason" not in act.details


def _send(dossier: Dossier, *, template: str, way: str, address: str, text: str, key: str) -> None:
    _, created = Message.objects.get_or_create(
        key=key, defaults={"dossier": dossier, "way": way, "template": template, "text": text, "at": now()}
    )
    if not created:
        return
    subject = subject_of(code=dossier.code or "", language=dossier.language)
    ask = (
        SendText(id=key, to=address, text=text)
        if way == SMS
        else SendMail(id=key, to=address, subject=subject, text=text)
    )
    exchanges.want(register=way, operation="send", ask=ask, about=f"dossier:{dossier.id}", key=key)


def record_sent(*, key: str, sent: bool) -> None:
    """The provider took a message, or it has finally failed."""
    Message.objects.filter(key=key).update(state=SENT if sent else FAILED)
