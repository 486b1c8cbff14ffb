"""The texts behind the rules, for people who want to read them."""

from datetime import date

from gplx.rules.law import LAW, Law, Text


class UnableToFindText(LookupError):
    """No legal text has this id."""


def text(text_id: str, *, law: Law = LAW) -> Text:
    """The legal text with an id such as 'TT12-2017'; raises UnableToFindText."""
    if text_id not in law.texts:
        raise UnableToFindText(f"Không có văn bản nào mang mã “{text_id}”.")
    return law.texts[text_id]


def article(*, text_id: str, article: str, on: date, law: Law = LAW) -> str:
    """A citation as people write it, with the amendments in force on the day."""
    text(text_id, law=law)
    return law.cite(text_id=text_id, article=article, on=on)


def period(*, since: date, until: date | None) -> str:
    """A half-open period in Vietnamese words."""
    return f"từ {since:%d/%m/%Y}" + (f" đến trước {until:%d/%m/%Y}" if until else "")
