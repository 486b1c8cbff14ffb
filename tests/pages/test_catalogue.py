"""Every text of the pages is translated, none is left over, and the compiled catalogue is the edited one."""

import re

from babel.messages.catalog import Catalog

from tests.pages.catalogue import compiled, said, translated

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def texts(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    """Each message with its translation, in one or two forms."""
    pairs = [(message.id, message.string or "") for message in catalogue if message.id]
    return {
        key if isinstance(key, str) else key[0]: (text,) if isinstance(text, str) else tuple(text)
        for key, text in pairs
    }


def test_the_catalogue_has_what_the_pages_say_and_nothing_else() -> None:
    assert set(texts(said())) == set(texts(translated()))


def test_every_message_is_translated_with_its_places() -> None:
    wrong = [
        message
        for message, forms in texts(translated()).items()
        if not all(form and sorted(PLACE.findall(form)) == sorted(PLACE.findall(message)) for form in forms)
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_edited_one() -> None:
    assert texts(compiled()) == texts(translated())
