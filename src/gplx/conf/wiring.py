"""The only place that chooses an adapter for each outside system."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from gplx.conf.outside import Outside
from gplx.registers import signin
from gplx.registers.directory import Operation, provide
from gplx.registers.email import port as email
from gplx.registers.email.http import HttpMail
from gplx.registers.health import port as health
from gplx.registers.health.http import HttpHealthDatabase
from gplx.registers.http_client import Address
from gplx.registers.licences import port as licences
from gplx.registers.licences.http import HttpLicenceRegister
from gplx.registers.payments import port as payments
from gplx.registers.payments import statement as payments_statement
from gplx.registers.payments.http import HttpPaymentPlatform
from gplx.registers.payments.vnpay.http import VnpayGateway
from gplx.registers.post import port as post
from gplx.registers.post.http import HttpPost
from gplx.registers.scanner import port as scanner
from gplx.registers.scanner.clamd import Clamd
from gplx.registers.signin.http import HttpSignIn
from gplx.registers.sms import port as sms
from gplx.registers.sms.http import HttpTextMessages
from gplx.registers.sync import port as sync
from gplx.registers.sync.http import HttpDossierSync
from gplx.registers.sync.portals import provincial
from gplx.registers.treasury import port as treasury
from gplx.registers.treasury.http import HttpTreasury
from gplx.registers.violations_http import HttpViolationsRegister
from gplx.registers.violations_record import FindViolations, FoundViolations
from gplx.registers.webhooks import port as webhooks
from gplx.registers.webhooks.http import HttpSoftware

Call = Callable[[Any], Any]
# By its name: this file is read before there are tables.
DESTINATIONS = "gplx.offices.software.webhooks.destination_of"


def wire() -> None:
    """Provide every register's operations to the machine of exchanges, and the portal's sign-in to the pages."""
    outside: Outside = settings.OUTSIDE
    for register, operations in _operations(outside).items():
        provide(register, operations)
    for department, address in outside.provinces.items():
        portal = provincial(department)
        provide(portal, _sync(HttpDossierSync(address, register=portal)))
    signin.provide(HttpSignIn(outside.portal))


def _operations(outside: Outside) -> dict[str, dict[str, Operation[Any, Any]]]:
    return {
        "licences": _licences(HttpLicenceRegister(outside.plain["licences"])),
        "health": {
            "find": _operation(
                health.FindCertificates, health.FoundCertificates, HttpHealthDatabase(outside.plain["health"]).find
            )
        },
        "police": _violations("police", outside),
        "inspectorate": _violations("inspectorate", outside),
        "sync": _sync(HttpDossierSync(outside.sync)),
        "payments": _platform(HttpPaymentPlatform(outside.payments)),
        "vnpay": _gateway(VnpayGateway(outside.vnpay)),
        "treasury": _treasury(HttpTreasury(outside.plain["treasury"])),
        "post": _post(HttpPost(outside.post)),
        "webhooks": _software(HttpSoftware(outside.webhooks, find=import_string(DESTINATIONS))),
        "scanner": {"scan": _operation(scanner.ScanFile, scanner.ScannedFile, Clamd(outside.scanner).scan)},
        "sms": {"send": _operation(sms.SendText, sms.SentText, *_providers(_text_messages, "sms", outside))},
        "email": {"send": _operation(email.SendMail, email.SentMail, *_providers(_mail, "email", outside))},
    }


def _operation(ask: type[Any], answer: type[Any], perform: Call, stand_in: Call | None = None) -> Operation[Any, Any]:
    return Operation(ask=ask, answer=answer, perform=perform, stand_in=stand_in)


def _licences(register: licences.LicenceRegister) -> dict[str, Operation[Any, Any]]:
    return {
        "find": _operation(licences.FindPersons, licences.FoundPersons, register.find),
        "photo": _operation(licences.FetchPhoto, licences.Photo, register.photo),
        "issue": _operation(licences.IssueLicence, licences.IssuedLicence, register.issue),
    }


def _sync(portal: sync.DossierSync) -> dict[str, Operation[Any, Any]]:
    return {
        "report": _operation(sync.Report, sync.Reported, portal.report),
        "look_up": _operation(sync.LookUp, sync.Held, portal.look_up),
        "compare": _operation(sync.Compare, sync.Compared, portal.compare),
        "fetch": _operation(sync.FetchFile, sync.FetchedFile, portal.fetch),
    }


def _violations(name: str, outside: Outside) -> dict[str, Operation[Any, Any]]:
    register = HttpViolationsRegister(name, outside.plain[name])
    return {"find": _operation(FindViolations, FoundViolations, register.find)}


def _gateway(gateway: payments.Gateway) -> dict[str, Operation[Any, Any]]:
    return {
        "initiate": _operation(payments.InitiatePayment, payments.PaymentPage, gateway.initiate),
        "query": _operation(payments.QueryPayment, payments.PaymentState, gateway.query),
        "statement": _operation(payments_statement.FetchStatement, payments_statement.Statement, gateway.statement),
    }


def _platform(platform: payments.PaymentPlatform) -> dict[str, Operation[Any, Any]]:
    return _gateway(platform) | {"bill": _operation(payments.FetchBill, payments.Bill, platform.bill)}


def _treasury(office: treasury.Treasury) -> dict[str, Operation[Any, Any]]:
    return {
        "order": _operation(treasury.SendOrder, treasury.SentOrder, office.order),
        "answer": _operation(treasury.AskAnswer, treasury.OrderAnswer, office.answer),
        "statement": _operation(treasury.AskStatement, treasury.TreasuryStatement, office.statement),
    }


def _post(office: post.Post) -> dict[str, Operation[Any, Any]]:
    return {
        "order": _operation(post.OrderParcel, post.OrderedParcel, office.order),
        "track": _operation(post.TrackParcel, post.ParcelTrack, office.track),
        "cancel": _operation(post.CancelParcel, post.CancelledParcel, office.cancel),
    }


def _software(told: webhooks.Software) -> dict[str, Operation[Any, Any]]:
    return {
        "tell": Operation(ask=webhooks.TellSoftware, answer=webhooks.ToldSoftware, perform=told.tell, many=True),
        "try_out": Operation(ask=webhooks.TrySoftware, answer=webhooks.TriedSoftware, perform=told.try_out, many=True),
    }


def _text_messages(address: Address, provider: int) -> Call:
    messages: sms.TextMessages = HttpTextMessages(address, provider=provider)
    return messages.send


def _mail(address: Address, provider: int) -> Call:
    mail: email.Mail = HttpMail(address, provider=provider)
    return mail.send


def _providers(make: Callable[[Address, int], Call], name: str, outside: Outside) -> tuple[Call, Call | None]:
    """The first, and the second that stands in, where it has an address."""
    first, second = outside.plain[name], outside.plain[f"{name}2"]
    return make(first, 1), make(second, 2) if second.url else None
