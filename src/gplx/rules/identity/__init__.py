"""Who is who: numbers, the chip card's QR code, names, and the match of a person to a licence record."""

from gplx.rules.identity.match import KnownNumber, Match, RegisterPerson, is_near_name, match_person, proven_numbers
from gplx.rules.identity.names import NameMatch, compare_names
from gplx.rules.identity.numbers import NumberCheck, check_licence_number, check_number, sex_of, tidy
from gplx.rules.identity.qr import ChipCard, UnableToReadQR, parse_qr

__all__ = [
    "ChipCard",
    "KnownNumber",
    "Match",
    "NameMatch",
    "NumberCheck",
    "RegisterPerson",
    "UnableToReadQR",
    "check_licence_number",
    "check_number",
    "compare_names",
    "is_near_name",
    "match_person",
    "parse_qr",
    "proven_numbers",
    "sex_of",
    "tidy",
]
