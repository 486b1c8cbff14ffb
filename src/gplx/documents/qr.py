"""Read the QR code in a picture."""

import io

import zxingcpp
from PIL import Image, ImageOps

from gplx.documents.checks import JPEG, PNG, UnableToKeepFile, clean_jpeg, true_type


def read_qr(*, data: bytes, largest: int) -> str:
    """The text of the QR code in a photo (JPEG or PNG, at most ``largest`` bytes). Nothing of the photo is kept.

    Raises ``UnableToKeepFile`` with the sentence for the person where it is no photo or shows no code.
    """
    true_type(data=data, allowed=(JPEG, PNG), largest=largest)
    with Image.open(io.BytesIO(clean_jpeg(data))) as picture:
        found = zxingcpp.read_barcodes(
            ImageOps.grayscale(picture), formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
        )
    if not found:
        raise UnableToKeepFile("Không thấy mã QR trong ảnh. Vui lòng chụp gần hơn, đủ sáng, thấy rõ cả mã.")
    return str(found[0].text)
