"""Chinese for what the OCA modules and the web client leave untranslated, in databases with this add-on only.

* Views, fields, records: `i18n_extra`, which Odoo loads with our own terms; `removal/words.py` undoes that.
* JavaScript: added to what the web client of a database loads, by its `ir.http`.
* Python: Odoo keeps one dictionary for all databases of a process, so its reader asks whose turn it is.

The last two are in `i18n_code`: Odoo looks for the terms of a module's code in that module's own files only.
"""

import threading
from functools import lru_cache, wraps

from odoo import api, models
from odoo.modules.registry import Registry
from odoo.tools import file_open
from odoo.tools.misc import ReadonlyDict
from odoo.tools.translate import (
    JAVASCRIPT_TRANSLATION_COMMENT,
    PYTHON_TRANSLATION_COMMENT,
    CodeTranslations,
    translation_file_reader,
)

# `web`: what Odoo's own Chinese leaves out and our people read every day.
MODULES = ("base_tier_validation", "helpdesk_mgmt", "web")
# A model that every registry with this add-on has.
OURS = "ops.clause"


@lru_cache
def _read_terms(module, lang, kind):
    """Return `{source: translation}` of a module's code in our file of the language, if there is one.

    :param kind: Odoo's comment for terms of Python, or of JavaScript
    """
    try:
        with file_open(f"ops_dept/i18n_code/{lang}.po", "rb") as source:
            rows = list(translation_file_reader(source, fileformat="po"))
    except FileNotFoundError:
        return ReadonlyDict({})
    return ReadonlyDict(
        {
            row["src"]: row["value"]
            for row in rows
            if row["name"].startswith(f"addons/{module}/") and kind in row["comments"]
        }
    )


def _is_here():
    """Tell whether the database at work in this thread has our add-on.

    A thread that serves no request and no scheduled job names none: then all of the process must have it.
    """
    name = getattr(threading.current_thread(), "dbname", None)
    registries = Registry.registries
    found = [registries.get(name)] if name else [registries[each] for each in registries]
    return all(registry is not None and OURS in registry for registry in found)


def _complete(original):
    """Wrap the reader of Python terms; what the module's own files say comes first."""

    @wraps(original)
    def get_python_translations(self, module_name, lang):
        terms = original(self, module_name, lang)
        if module_name not in MODULES or not _is_here():
            return terms
        return ReadonlyDict({**_read_terms(module_name, lang, PYTHON_TRANSLATION_COMMENT), **terms})

    return get_python_translations


CodeTranslations.get_python_translations = _complete(CodeTranslations.get_python_translations)


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @api.model
    def _get_translations_for_webclient(self, modules, lang):
        """Give the web client our terms for the OCA modules' JavaScript; their own come first."""
        found, parameters = super()._get_translations_for_webclient(modules, lang)
        for module in found.keys() & set(MODULES):
            own = {message["id"]: message for message in found[module]["messages"]}
            terms = _read_terms(module, lang or self.env.lang, JAVASCRIPT_TRANSLATION_COMMENT)
            added = {source: {"id": source, "string": value} for source, value in terms.items()}
            found[module] = ReadonlyDict({"messages": tuple({**added, **own}.values())})
        return found, parameters
