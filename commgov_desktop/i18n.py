"""The language on the screen: English in the code, Chinese before the clerk unless they ask for English.

Printed papers are official Chinese papers in every language of the screen, so their words stand in the
paper's own module and never pass through here.
"""

import gettext as _gettext
from functools import cache

from commgov_desktop import paths

LANGUAGES = {"zh_CN": "中文", "en": "English"}
DEFAULT = "zh_CN"

_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "en":
        return _gettext.NullTranslations()
    with paths.translations(language).open("rb") as file:
        return _gettext.GNUTranslations(file)


def use(language: str) -> None:
    """Show every text from now on in ``language`` (a key of ``LANGUAGES``; anything else means Chinese)."""
    global _current, _language
    _language = language if language in LANGUAGES else DEFAULT
    _current = _catalogue(_language)


def language() -> str:
    """The language in use, a key of ``LANGUAGES``."""
    return _language


def _(text: str) -> str:
    """``text`` in the clerk's language. Call it when the text is shown, never at import."""
    return _current.gettext(text) if text else ""


def N_(text: str) -> str:
    """Mark ``text`` for translation where it is written down before it is shown."""
    return text


def ngettext(one: str, many: str, n: int) -> str:
    """The form of a counted text; fill the number in yourself: ``ngettext("{n} day", "{n} days", n).format(n=n)``."""
    return _current.ngettext(one, many, n)
