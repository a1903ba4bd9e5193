"""Translations of what the OCA modules say from Python and JavaScript, where they bring none of their own.

Odoo looks for the terms of a module's code in that module's own files only (views, fields and records can
be translated from anywhere: `i18n_extra`). So what it finds is completed from `i18n_code`; what the module
translates itself stays.
"""

from functools import wraps

from odoo.tools import file_open
from odoo.tools.translate import CodeTranslations, code_translations, translation_file_reader

MODULES = ("base_tier_validation", "base_exception", "helpdesk_mgmt")


def _read_terms(module, lang, wanted):
    """Return `{source: translation}` of this module's terms in our file of the language, if there is one."""
    try:
        with file_open(f"ops_dept/i18n_code/{lang}.po", "rb") as source:
            rows = list(translation_file_reader(source, fileformat="po"))
    except FileNotFoundError:
        return {}
    return {
        row["src"]: row["value"]
        for row in rows
        if row["name"].startswith(f"addons/{module}/") and wanted(row)
    }


def _complete(original):
    """Wrap the reader of code translations; what the module's own files say comes first."""

    @wraps(original)
    def read(module_name, lang, filter_func):
        terms = original(module_name, lang, filter_func)
        if module_name not in MODULES:
            return terms
        return {**_read_terms(module_name, lang, filter_func), **terms}

    return staticmethod(read)


CodeTranslations._get_code_translations = _complete(CodeTranslations._get_code_translations)
# what was read before us, for another database of this process, is read again
for cache in (code_translations.python_translations, code_translations.web_translations):
    for key in [key for key in cache if key[0] in MODULES]:
        del cache[key]
