"""The English texts of the pages: what the pages say, what the catalogue translates, and its compiled form.

``PYTHONPATH=src:. python -m tests.pages.catalogue`` adds new messages untranslated, drops unused ones, and compiles.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parents[2] / "src/gplx"
TEXTS = SOURCE / "locale/en/LC_MESSAGES/django.po"
COMPILED = TEXTS.with_suffix(".mo")
HEADER = r"""# English texts of the pages; the message is the Vietnamese text itself.
# PYTHONPATH=src:. python -m tests.pages.catalogue finds new messages and compiles this file.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Language: en\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "say": None,
    "_check": (4,),
    "UnableToKeepFile": None,
    "_says": None,
    "UnableToProve": None,
    "UnableToActivate": None,
    "UnableToDecide": None,
    "UnableToUseCertificate": None,
    "UnableToSign": None,
    "UnableToRegister": None,
    "WorkedElsewhere": None,
    "UnableToCancel": None,
    "ActRefused": None,
    "NotComplete": None,
    "NotPossibleNow": None,
}


def said() -> Catalog:
    """Every text that the pages say."""
    with (SOURCE / "locale/babel.ini").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)
    catalogue = Catalog(locale="en")
    for _file, _line, message, _comments, _context in extract_from_dir(SOURCE, methods, options, KEYWORDS):
        catalogue.add(message)
    return catalogue


def translated() -> Catalog:
    """The catalogue as people edit it."""
    with TEXTS.open("rb") as file:
        return read_po(file, locale="en")


def compiled() -> Catalog:
    """The catalogue as Django reads it."""
    with COMPILED.open("rb") as file:
        return read_mo(file)


def main() -> None:
    """Bring the catalogue up to date with the pages."""
    catalogue = translated()
    catalogue.update(said(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with TEXTS.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    catalogue = translated()
    with COMPILED.open("wb") as file:
        write_mo(file, catalogue)


if __name__ == "__main__":
    main()
