"""Where a department's software is told of acts. The secrets that sign are on disk only ever encrypted."""

import secrets
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction

from gplx.ground.clock import now
from gplx.ground.public_network import is_public
from gplx.offices.models import Webhook
from gplx.registers.webhooks.port import Destination
from gplx.registers.webhooks.signing import written

BYTES = 32
LONGEST = 300


class UnableToRegister(Exception):
    """Why an address cannot be one, in one sentence for whoever registers it."""


def webhook_of(department_id: str) -> Webhook | None:
    """What a department has registered, whether it is told at present or not."""
    return Webhook.objects.filter(department=department_id).first()


@transaction.atomic
def register(*, department_id: str, address: str) -> str:
    """Have a department's software be told at ``address`` from now on; gives the secret where it is a new one, else nothing.

    Raises ``UnableToRegister``.
    """
    check_address(address)
    box, known = _box(), Webhook.objects.select_for_update().filter(department=department_id).first()
    if known is not None:
        if not known.is_on:
            known.since = now()
        known.address, known.is_on = address, True
        known.save()
        return ""
    secret = secrets.token_bytes(BYTES)
    Webhook.objects.create(
        department_id=department_id, address=address, since=now(), secret=box.encrypt(secret), is_on=True
    )
    return written(secret)


@transaction.atomic
def rotate(*, department_id: str) -> str:
    """A new secret, which is given once; the one before signs beside it for ``GPLX_WEBHOOK_OVERLAP`` seconds more."""
    hook, secret = Webhook.objects.select_for_update().get(department=department_id), secrets.token_bytes(BYTES)
    hook.secret_before, hook.secret = hook.secret, _box().encrypt(secret)
    hook.before_until = now() + timedelta(seconds=settings.WEBHOOK_OVERLAP)
    hook.save()
    return written(secret)


def stop(*, department_id: str) -> None:
    """Tell a department's software nothing more; what is still on its way ends."""
    Webhook.objects.filter(department=department_id).update(is_on=False)


def destination_of(department_id: str) -> Destination | None:
    """Where to, and signed by what, at this moment; none where nothing is told."""
    hook = Webhook.objects.filter(department=department_id, is_on=True).first()
    return Destination(address=hook.address, secrets=_secrets(hook, at=now())) if hook else None


def check_address(address: str) -> None:
    """Raise ``UnableToRegister`` for what is no address of software that may be called from here."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise UnableToRegister("Địa chỉ chưa đúng, ví dụ đúng: https://gplx.so-thu.example.vn/webhook.") from None
    schemes = ("https", "http") if settings.PRACTICE else ("https",)
    if not host or parts.username is not None or parts.fragment or len(address) > LONGEST or not address.isascii():
        raise UnableToRegister("Địa chỉ chưa đúng, ví dụ đúng: https://gplx.so-thu.example.vn/webhook.")
    if parts.scheme not in schemes:
        raise UnableToRegister("Địa chỉ phải bắt đầu bằng https:// để tin không bị đọc hay sửa trên đường.")
    if not settings.PRACTICE and not _may_be_public(host):
        raise UnableToRegister(
            "Địa chỉ này nằm trong mạng nội bộ, GPLX không gọi được. Vui lòng ghi địa chỉ trên Internet."
        )


def _may_be_public(host: str) -> bool:
    """A number must be of the public network; a name must have a dot, and where it leads is looked at with each call."""
    try:
        return is_public(host)
    except ValueError:
        return "." in host.strip(".") and not host.rstrip(".").endswith((".local", ".localhost", ".internal"))


def _secrets(hook: Webhook, *, at: datetime) -> tuple[bytes, ...]:
    both = hook.secret_before is not None and hook.before_until is not None and at < hook.before_until
    sealed = (hook.secret, *((hook.secret_before,) if both else ()))
    try:
        return tuple(_box().decrypt(bytes(one)) for one in sealed if one is not None)
    except InvalidToken:
        raise RuntimeError("the secret of a webhook cannot be opened by any of GPLX_WEBHOOK_KEYS_SECRET") from None


def _box() -> MultiFernet:
    """What opens and closes the secrets: the first of the configured keys closes, each of them opens."""
    if not settings.WEBHOOK_KEYS:
        raise UnableToRegister("Chức năng báo tin cho phần mềm chưa được bật. Vui lòng báo người quản trị hệ thống.")
    return MultiFernet([Fernet(key) for key in settings.WEBHOOK_KEYS])
