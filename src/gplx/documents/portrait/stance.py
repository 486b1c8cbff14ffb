"""How a person stands in a portrait: alone, straight, in the middle, near enough."""

import math

from gplx.documents.portrait.faces import Face
from gplx.documents.portrait.findings import CENTRED, EYES, FACES, FRONTAL, PIXELS, SIZE, Finding
from gplx.documents.portrait.frame import UNSURE, Frame, Head
from gplx.rules.photo import PhotoRules

# The house's own bounds, wide on purpose: eyes are found to within a few points, and nobody is quite straight.
MOST_TILT = 12  # degrees
MOST_TURN = 0.14  # how far the middle of the eyes is from that of the face, by the face's width
MOST_OFF = 0.1  # how far the head's middle is from the portrait's, by its width
BEYOND = 0.04  # how far the head reaches over the portrait's edge, by its own height


def number(faces: list[Face]) -> Finding:
    """Whether there is exactly one face."""
    fault = "" if len(faces) == 1 else "several" if faces else "none"
    return Finding(aspect=FACES, fault=fault, measured=len(faces))


def eyes(face: Face) -> Finding:
    """Whether both eyes can be seen."""
    return Finding(aspect=EYES, fault="" if face.eyes else "unseen", measured=len(face.eyes))


def frontal(face: Face) -> Finding:
    """Whether the head is straight; only eyes tell, so a face without them passes, as the cascade knows faces from the front alone."""
    if not face.eyes:
        return Finding(aspect=FRONTAL)
    (x, y), (other_x, other_y) = face.eyes
    tilt = abs(math.degrees(math.atan2(other_y - y, other_x - x)))
    if tilt > MOST_TILT:
        return Finding(aspect=FRONTAL, fault="tilted", measured=round(tilt, 1))
    left, _, wide, _ = face.place
    turn = abs((x + other_x) / 2 - left - wide / 2) / wide
    return Finding(aspect=FRONTAL, fault="turned" if turn > MOST_TURN else "", measured=round(turn, 3))


def size(head: Head, frame: Frame, rules: PhotoRules) -> Finding:
    """Whether the head leaves room around it; one that is too small was cut nearer, and is told of by its points."""
    percent = 100 * head.high / frame.high
    fault = "near" if percent > rules.head_percent[1] + UNSURE else ""
    return Finding(aspect=SIZE, fault=fault, measured=round(percent, 1))


def centred(head: Head, frame: Frame) -> Finding:
    """Whether the whole head is in the portrait, and in its middle."""
    off = abs(head.middle - frame.left - frame.wide / 2) / frame.wide
    if off > MOST_OFF:
        return Finding(aspect=CENTRED, fault="off", measured=round(off, 3))
    lower = head.crown + head.high - frame.upper - frame.high
    beyond = max(frame.upper - head.crown, lower) / head.high
    return Finding(aspect=CENTRED, fault="edge" if beyond > BEYOND else "", measured=round(off, 3))


def pixels(frame: Frame, rules: PhotoRules) -> Finding:
    """Whether the part that was kept has points enough to be printed; ``frame`` in points of the picture as it was sent."""
    wide, high = rules.at_least_px
    is_few = round(frame.wide) < wide or round(frame.high) < high
    return Finding(aspect=PIXELS, fault="few" if is_few else "", measured=round(frame.high))
