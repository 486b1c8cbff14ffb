"""`law qr < qr.txt`: read the text of a chip CCCD's QR code."""

import argparse
import sys

from gplx.rules.command.refusal import UnableToRunCommand
from gplx.rules.command.words import day_in_words
from gplx.rules.identity import ChipCard, UnableToReadQR, parse_qr


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing but the text on standard input."""


def answer(chosen: argparse.Namespace) -> str:
    """The card, as JSON or line by line."""
    try:
        card = parse_qr(sys.stdin.buffer.read().decode("utf-8", "replace"))
    except UnableToReadQR as error:
        raise UnableToRunCommand(f"{error} [{error.code}]") from None
    return card.to_json().decode() if chosen.json else _page(card)


def _page(card: ChipCard) -> str:
    lines = [
        f"Số CCCD: {card.number}",
        f"Số CMND cũ: {card.old_number or 'không có'}",
        f"Họ và tên: {card.name}",
        f"Ngày sinh: {day_in_words(card.born)}",
        f"Giới tính: {'Nam' if card.sex == 'male' else 'Nữ'}",
        f"Nơi thường trú: {card.address}",
        f"Ngày cấp: {day_in_words(card.issued) if card.issued else 'không ghi'}",
        *(f"Lưu ý: {warning}" for warning in card.warnings),
    ]
    return "\n".join(lines)
