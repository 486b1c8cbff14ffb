"""Makes the files of this folder from the unpacked packages: ``python vendor/prepare.py PACKAGES``.

PACKAGES holds ``govuk-frontend`` (6.6), ``htmx.org`` (2.0) and ``axe-core`` (4.14) as npm unpacks them. The fonts come from the wheel
``fontpkg-be-vietnam-pro`` of the environment that runs this; cutting them to size needs ``fonttools`` and ``brotli``.
"""

import gzip
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import fontpkg_be_vietnam_pro

HERE = Path(__file__).parent
VOWELS_AND_D = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = "\u0300\u0301\u0303\u0309\u0323"
OTHER = "đĐ–—“”‘’…•←→✓₫≤≥\u0302\u0306\u031b"


def styles(source: Path) -> str:
    """The built CSS without the typeface and the crest, which only GOV.UK may use."""
    css = source.read_text()
    css = re.sub(r"/\*!.*?\*/", "", css, flags=re.S)
    css = re.sub(r"@font-face\{font-family:GDS Transport;.*?\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "Be Vietnam Pro,arial,sans-serif")
    css = css.replace("url(/assets/images/govuk-crest.svg)", "none")
    return re.sub(r"/\*# sourceMappingURL.*", "", css)


def letters() -> str:
    """Latin-1 and every Vietnamese letter, as the ranges that pyftsubset takes."""
    composed = {unicodedata.normalize("NFC", base + tone) for base in VOWELS_AND_D for tone in TONES}
    vietnamese = {ord(letter) for letter in composed if len(letter) == 1}
    wanted = {*range(0x20, 0x7F), *range(0xA0, 0x100), *vietnamese, *map(ord, VOWELS_AND_D + TONES + OTHER)}
    return ",".join(f"U+{point:04X}" for point in sorted(wanted))


def font(source: Path, target: Path) -> None:
    """One weight, cut down to the letters of the service."""
    options = [f"--unicodes={letters()}", "--flavor=woff2", "--layout-features=kern,mark,mkmk,ccmp,locl", "--no-hinting"]
    subprocess.run(["pyftsubset", source, *options, "--desubroutinize", f"--output-file={target}"], check=True)


def compress(path: Path) -> None:
    """The same bytes every time: without the hour."""
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def main(packages: Path) -> None:
    """Write all files."""
    (HERE / "govuk-frontend/govuk.css").write_text(styles(packages / "govuk-frontend/dist/govuk/govuk-frontend.min.css"))
    shutil.copy(packages / "htmx.org/dist/htmx.min.js", HERE / "htmx/htmx.min.js")
    for name in ("govuk-frontend/govuk.css", "htmx/htmx.min.js"):
        compress(HERE / name)
    for name in ("axe.min.js", "LICENSE"):
        shutil.copy(packages / "axe-core" / name, HERE / "axe-core" / name)
    fonts = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
    font(fonts / "BeVietnamPro-Regular.ttf", HERE / "be-vietnam-pro/400.woff2")
    font(fonts / "BeVietnamPro-Bold.ttf", HERE / "be-vietnam-pro/700.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
