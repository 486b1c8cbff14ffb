"""A certified copy to practise with: one page, signed."""

import io
import json
from datetime import datetime
from typing import Any

import fontpkg_be_vietnam_pro
import typst
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from gplx.health.copies.practice.authority import Holder, clerk_of

_PAGE = """#set page("a5")
#set text(font: "Be Vietnam Pro", lang: "vi")
#let told = json(bytes(sys.inputs.told))
= Giấy khám sức khỏe của người lái xe
#told.name, hạng #told.class, kết luận ngày #told.day: đủ sức khỏe lái xe.

Bản sao chứng thực điện tử để thực hành, không có giá trị pháp lý.
"""


def practice_copy(*, name: str, licence_class: str, authority: Holder, at: datetime) -> bytes:
    """A PDF about ``name``, signed at ``at`` by somebody for whom ``authority`` vouches."""
    told = json.dumps({"name": name, "class": licence_class, "day": f"{at:%d/%m/%Y}"})
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(fontpkg_be_vietnam_pro.ROOT)])
    page = typst.compile(_PAGE.encode(), font_paths=fonts, sys_inputs={"told": told})
    if not isinstance(page, bytes):
        raise TypeError("one page was expected")
    return signed(page, by=clerk_of(authority), at=at)


def signed(pdf: bytes, *, by: Holder, at: datetime) -> bytes:
    """A PDF, signed at ``at`` in the form PAdES, without a time stamp."""
    key = by.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        signing_cert=asn1.Certificate.load(by.certificate.public_bytes(Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),
    )
    meta = PdfSignatureMetadata(field_name="ChungThuc", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
    made: io.BytesIO = SigningAt(meta, signer, at).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)))
    return made.getvalue()


class SigningAt(PdfSigner):
    """Signs at a time of the practice world, which is another day than outside."""

    def __init__(self, meta: PdfSignatureMetadata, signer: SimpleSigner, at: datetime) -> None:
        super().__init__(meta, signer)
        self.at = at

    def init_signing_session(self, *told: Any, **more: Any) -> Any:
        """The session, at that time."""
        session = super().init_signing_session(*told, **more)
        session.system_time = self.at
        return session
