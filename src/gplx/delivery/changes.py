"""Order a parcel, and follow it."""

from datetime import datetime

from gplx.delivery.models import DELIVERED, FAILED, ON_THE_WAY, Parcel
from gplx.dossiers.models import Dossier
from gplx.registers import exchanges
from gplx.registers.post.port import OrderParcel, ParcelTrack, Party, TrackParcel

# The post's code for a delivery that failed (FORMATS: only 4, delivered, is documented; this one is agreed with the carrier).
FAILED_CODE = "5"


def order_parcel(*, dossier: Dossier, at: datetime) -> Parcel:
    """Order the carriage of the card to the address of the dossier, once."""
    parcel, created = Parcel.objects.get_or_create(dossier=dossier, defaults={"waybill": dossier.code or "", "at": at})
    if created:
        ask = OrderParcel(
            order=dossier.code or "",
            waybill=parcel.waybill,
            sender=_office(dossier),
            receiver=_applicant(dossier),
            contents="Giấy phép lái xe",
        )
        about, key = f"dossier:{dossier.id}", f"order:{parcel.waybill}"
        exchanges.want(register="post", operation="order", ask=ask, about=about, key=key)
    return parcel


def _office(dossier: Dossier) -> Party:
    office = dossier.department
    return Party(
        name=office.name,
        phone=office.phone,
        address=office.address or office.name,
        province=int(office.province),
        district=0,
    )


def _applicant(dossier: Dossier) -> Party:
    applicant, province = dossier.applicant, int(dossier.department.province)
    return Party(
        name=applicant.name,
        phone=dossier.phone,
        address=dossier.delivery_address,
        province=province,
        district=0,
        email=dossier.email,
    )


def ask_where(*, parcel: Parcel, occasion: str) -> None:
    """Ask the post where a parcel is, once for each ``occasion``."""
    about, key = f"dossier:{parcel.dossier_id}", f"track:{parcel.waybill}:{occasion}"
    exchanges.want(register="post", operation="track", ask=TrackParcel(order=parcel.waybill), about=about, key=key)


def keep_track(*, parcel: Parcel, track: ParcelTrack, at: datetime) -> None:
    """Keep the post's last word on a parcel."""
    if not track.events:
        return
    last = track.events[-1]
    parcel.state = DELIVERED if track.delivered else FAILED if last.code == FAILED_CODE else ON_THE_WAY
    parcel.says, parcel.last_event, parcel.at = last.text, len(track.events), at
    parcel.save()
