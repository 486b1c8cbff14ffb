"""Whether the signer could sign: a chain to an authority that the operator trusts, valid and not revoked when it was signed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from asn1crypto.crl import CertificateList
from asn1crypto.x509 import Certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.general import find_cms_attribute_iter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from gplx.ground.clock import HANOI
from gplx.health.copies.faults import Fault, UnableToTrust

# A person signs with non-repudiation, a seal of an office often with the other.
_USAGE = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False)
_FAULTS = {
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: Fault.WEAK,
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: Fault.WEAK,
    AdESIndeterminate.REVOKED_NO_POE: Fault.REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: Fault.REVOKED,
}


@dataclass(frozen=True, kw_only=True)
class Signed:
    """When it was signed (nothing where the file does not say), and whether a trusted time stamp says so."""

    at: datetime | None
    stamped: bool


@dataclass(frozen=True, kw_only=True)
class _Evidence:
    """What a file brings along for the check of its signatures."""

    certificates: tuple[Certificate, ...]
    crls: tuple[CertificateList, ...]
    ocsps: tuple[Any, ...]


def check_chain(
    one: EmbeddedPdfSignature, reader: PdfFileReader, trust: tuple[Certificate, ...], at: datetime
) -> Signed:
    """Verify signature and signer by what the file and ``trust`` hold, as of the signing (of ``at`` where no time is given).

    Raises ``UnableToTrust``.
    """
    evidence, signed = _evidence(one, reader), _signed(one)
    context = ValidationContext(
        trust_roots=list(trust),
        other_certs=evidence.certificates,
        crls=evidence.crls,
        ocsps=evidence.ocsps,
        moment=signed or at,
        allow_fetching=False,
        retroactive_revinfo=True,
    )
    status = validate_pdf_signature(one, context, key_usage_settings=_USAGE, skip_diff=True)
    stamp = status.timestamp_validity
    if not (status.intact and status.valid) or (stamp and not (stamp.intact and stamp.valid)):
        raise UnableToTrust(Fault.TAMPERED)
    _check_trust(status, signed or at, known=bool(trust))
    stamped = stamp is not None and stamp.trusted
    path = status.validation_path.iter_certs(include_root=False) if status.validation_path else [one.signer_cert]
    if any(_revoked(each, evidence.crls, until=signed if stamped else None) for each in path):
        raise UnableToTrust(Fault.REVOKED)
    return Signed(at=signed, stamped=stamped)


def _check_trust(status: PdfSignatureStatus, moment: datetime, *, known: bool) -> None:
    trouble, signer = status.trust_problem_indic, status.signing_cert
    if trouble is None:
        return
    if trouble in _FAULTS:
        raise UnableToTrust(_FAULTS[trouble])
    if moment > signer.not_valid_after:
        raise UnableToTrust(Fault.EXPIRED)
    if moment < signer.not_valid_before:
        raise UnableToTrust(Fault.NOT_YET_VALID)
    if not known:
        return
    if signer.self_signed != "no":
        raise UnableToTrust(Fault.SELF_SIGNED)
    unfit = trouble == AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE
    raise UnableToTrust(Fault.UNFIT if unfit else Fault.UNKNOWN)


def _signed(one: EmbeddedPdfSignature) -> datetime | None:
    """When it was signed by its time stamp, else by the signer's word."""
    for stamp in find_cms_attribute_iter(one.signer_info["unsigned_attrs"], "signature_time_stamp_token"):
        stamped: datetime = stamp["content"]["encap_content_info"]["content"].parsed["gen_time"].native
        return stamped
    told = one.self_reported_timestamp
    return told.replace(tzinfo=HANOI) if told and told.tzinfo is None else told


def _revoked(holder: Certificate, crls: tuple[CertificateList, ...], *, until: datetime | None) -> bool:
    """Whether a list names the holder (``until`` that time): who was revoked later may have set back an hour that no stamp proves.

    pyHanko asks only for those whose certificates name a place where the list is to be had.
    """
    return any(
        entry["user_certificate"].native == holder.serial_number
        and (until is None or entry["revocation_date"].native <= until)
        for crl in crls
        if crl.issuer == holder.issuer
        for entry in crl["tbs_cert_list"]["revoked_certificates"]
    )


def _evidence(one: EmbeddedPdfSignature, reader: PdfFileReader) -> _Evidence:
    """Certificates and revocation data: in the signature itself, and in the file's store for long-term validation."""
    archived = list(find_cms_attribute_iter(one.signer_info["signed_attrs"], "adobe_revocation_info_archival"))
    crls = tuple(crl for archive in archived for crl in archive["crl"])
    ocsps = tuple(answer for archive in archived for answer in archive["ocsp"])
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return _Evidence(certificates=(), crls=crls, ocsps=ocsps)
    stored = store.as_validation_context({"trust_roots": []})
    return _Evidence(certificates=tuple(store.load_certs()), crls=(*crls, *stored.crls), ocsps=(*ocsps, *stored.ocsps))
