"""How much the packed streams of a PDF unfold to: a few kilobytes may become what no officer's browser bears."""

import base64
import binascii
import zlib

from pyhanko.pdf_utils.generic import StreamObject

MOST = 200_000_000  # bytes of a whole file; honest scans of 5 MB unfold to a quarter of that
_STEP = 1 << 20
_FLATE = frozenset({"/FlateDecode", "/Fl"})
# Old, without need, and without a bound that could be told before they are unfolded.
_UNBOUNDED = frozenset({"/LZWDecode", "/LZW"})


class Unfolding:
    """Counts over all streams of one file."""

    def __init__(self) -> None:
        self._total = 0

    def bears(self, stream: StreamObject) -> bool:
        """Whether this stream, too, stays within bounds. Packed twice is once too often: no honest program does so."""
        filters = _filters(stream)
        packed = sum(1 for name in filters if name in _FLATE)
        if _UNBOUNDED & set(filters) or packed > 1:
            return False
        if packed:
            self._total += _length(_packed(stream.encoded_data, filters), most=MOST - self._total)
        return self._total <= MOST


def _filters(stream: StreamObject) -> list[str]:
    named = stream.get("/Filter", [])
    return [str(name) for name in (named if isinstance(named, list) else [named])]


def _packed(data: bytes, filters: list[str]) -> bytes:
    """The packed bytes below whatever writes them as text; nothing where that is broken or stands above them."""
    for name in filters:
        if name in _FLATE:
            return data
        try:
            data = _AS_TEXT[name](data)
        except (KeyError, ValueError):
            return b""
    return b""


def _from_hex(data: bytes) -> bytes:
    return binascii.unhexlify(b"".join(data.partition(b">")[0].split()))


def _from_85(data: bytes) -> bytes:
    return base64.a85decode(data.partition(b"~>")[0])


_AS_TEXT = {"/ASCIIHexDecode": _from_hex, "/AHx": _from_hex, "/ASCII85Decode": _from_85, "/A85": _from_85}


def _length(data: bytes, *, most: int) -> int:
    """How many bytes ``data`` unfold to, counted no further than just above ``most``; what is broken ends where it breaks."""
    unfold, length, left = zlib.decompressobj(), 0, data
    while left and length <= most and not unfold.eof:
        try:
            length += len(unfold.decompress(left, _STEP))
        except zlib.error:
            break
        left = unfold.unconsumed_tail
    return length
