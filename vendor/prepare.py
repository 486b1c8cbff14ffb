"""Makes the files of this folder from the unpacked packages: ``python vendor/prepare.py PACKAGES``.

PACKAGES holds ``govuk-frontend`` (6.6), ``htmx.org`` (2.0), ``jsqr`` (1.4), ``axe-core`` (4.14) and ``svg-maps-vietnam``
(``@svg-maps/vietnam`` 2.0) as npm unpacks them. The fonts come from the wheel
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
# How far a corner of the map may be from where it was, in its units (it is 812 wide); the archipelagos are drawn small.
COARSE, FINE, FINE_SHAPES = 0.8, 0.1, ("hoangsa", "truongsa")
TAKES = {"c": 6, "h": 1, "v": 1}
Point = tuple[float, float]


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
    options = [
        f"--unicodes={letters()}",
        "--flavor=woff2",
        "--layout-features=kern,mark,mkmk,ccmp,locl",
        "--no-hinting",
    ]
    subprocess.run(["pyftsubset", source, *options, "--desubroutinize", f"--output-file={target}"], check=True)


def drawn_map(source: Path) -> str:
    """The provinces, each a path by its name, with fewer corners; Hoàng Sa and Trường Sa keep theirs."""
    shapes = re.findall(r'<path\s+id="(\w+)"\s+aria-label="[^"]+"\s+d="([^"]+)"', source.read_text())
    paths = (
        f'<path id="{name}" d="{thinned(path, FINE if name in FINE_SHAPES else COARSE)}"/>' for name, path in shapes
    )
    return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 812 873">' + "".join(paths) + "</svg>\n"


def thinned(path: str, by: float) -> str:
    """A path of straight lines, none of whose corners is further than ``by`` from where it was; what becomes a dot is left out."""
    found = [line_of(thin(outline, by)) for outline in outlines(path)]
    return "".join(line for line in found if line) or line_of(outlines(path)[0])


def outlines(path: str) -> list[list[Point]]:
    """The outlines of a path, curves taken as their ends."""
    found: list[list[Point]] = []
    x = y = 0.0
    for command, said in re.findall(r"([a-df-zA-DF-Z])([^a-df-zA-DF-Z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?", said)]
        if command in "zZ":
            x, y = found[-1][0]
        for place in range(0, len(numbers), TAKES.get(command.lower(), 2)):
            step = numbers[place : place + TAKES.get(command.lower(), 2)]
            x, y = end_of(command, step, x, y)
            if command in "mM" and place == 0:
                found.append([])
            found[-1].append((x, y))
    return found


def end_of(command: str, step: list[float], x: float, y: float) -> Point:
    """Where one step of a path leads from a point."""
    from_x, from_y = (x, y) if command.islower() else (0.0, 0.0)
    if command in "hH":
        return from_x + step[0], y
    return (x, from_y + step[0]) if command in "vV" else (from_x + step[-2], from_y + step[-1])


def thin(line: list[Point], by: float) -> list[Point]:
    """The line after Douglas and Peucker."""
    (x, y), (to_x, to_y) = line[0], line[-1]
    wide, high = to_x - x, to_y - y
    length = (wide * wide + high * high) ** 0.5

    def off(point: Point) -> float:
        across = abs(wide * (point[1] - y) - high * (point[0] - x))
        return across / length if length else ((point[0] - x) ** 2 + (point[1] - y) ** 2) ** 0.5

    place = max(range(len(line)), key=lambda one: off(line[one]))
    if off(line[place]) <= by:
        return [line[0], line[-1]]
    return thin(line[: place + 1], by)[:-1] + thin(line[place:], by)


def line_of(points: list[Point]) -> str:
    """Written with steps of a tenth; nothing where no area is left."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(tenths, tenths[1:], strict=False) if a != b]
    if len(steps) < 2:
        return ""
    return f"M{tenths[0][0] / 10:g} {tenths[0][1] / 10:g}l" + " ".join(f"{x / 10:g} {y / 10:g}" for x, y in steps) + "z"


def compress(path: Path) -> None:
    """The same bytes every time: without the hour."""
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))


def main(packages: Path) -> None:
    """Write all files."""
    (HERE / "govuk-frontend/govuk.css").write_text(
        styles(packages / "govuk-frontend/dist/govuk/govuk-frontend.min.css")
    )
    shutil.copy(packages / "htmx.org/dist/htmx.min.js", HERE / "htmx/htmx.min.js")
    (HERE / "svg-maps-vietnam/vietnam.svg").write_text(drawn_map(packages / "svg-maps-vietnam/vietnam.svg"))
    shutil.copy(packages / "svg-maps-vietnam/LICENSE.md", HERE / "svg-maps-vietnam/LICENSE")
    shutil.copy(packages / "jsqr/dist/jsQR.js", HERE / "jsqr/jsQR.js")
    shutil.copy(packages / "jsqr/LICENSE", HERE / "jsqr/LICENSE")
    for name in ("govuk-frontend/govuk.css", "htmx/htmx.min.js", "jsqr/jsQR.js", "svg-maps-vietnam/vietnam.svg"):
        compress(HERE / name)
    for name in ("axe.min.js", "LICENSE"):
        shutil.copy(packages / "axe-core" / name, HERE / "axe-core" / name)
    fonts = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"
    font(fonts / "BeVietnamPro-Regular.ttf", HERE / "be-vietnam-pro/400.woff2")
    font(fonts / "BeVietnamPro-Bold.ttf", HERE / "be-vietnam-pro/700.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
