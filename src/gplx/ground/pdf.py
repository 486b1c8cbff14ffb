"""PDFs that strangers send are read within bounds: of time, of memory, and without a reader's mishap becoming ours."""

import io
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits
from pyhanko.pdf_utils.reader import PdfFileReader

PATIENCE = 2.0  # seconds of the processor, however busy the machine is; an honest file takes some hundredths
_MB = 1 << 20
_LIMITS = DecodeLimits(
    per_stream=StreamDecodeLimits(max_output_size=16 * _MB),
    document_budget=DocumentDecodeBudget(base_allowance=64 * _MB, max_ratio=0),
)


class _TookTooLong(BaseException):
    """Past the time. No ``Exception``, so that no reader on the way takes it for a mishap that it may pass over."""


@contextmanager
def opened(
    data: bytes, *, otherwise: Exception, strict: bool = False, patience: float = PATIENCE
) -> Iterator[PdfFileReader]:
    """A reader of ``data``; the block that uses it has ``patience`` seconds of the processor.

    Whatever the reader breaks on, and running out of time, becomes ``otherwise``; what the block raises of the same type passes.
    """
    try:
        with _within(patience):
            yield PdfFileReader(io.BytesIO(data), strict=strict, decode_limits=_LIMITS)
    except type(otherwise):
        raise
    except (_TookTooLong, Exception) as error:
        raise otherwise from error


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise in this thread at the first call or return of a function after so many seconds: no loop over a file does without them."""
    until, before = time.thread_time() + seconds, sys.getprofile()

    def look(frame: FrameType, _event: str, _arg: object) -> None:
        # Only in the reader's own code: what is raised inside a finalizer that happens to run is swallowed, and ends the watch.
        if time.thread_time() > until and "pyhanko" in frame.f_code.co_filename:
            raise _TookTooLong

    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(before)
