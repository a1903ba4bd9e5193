from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyGettext

from ....tools.actions import ask
from ....tools.rows import find_entry


class Reason(NamedTuple):
    """What a person is asked before he does something that others will want to understand.

    Texts are `_lt(…)`, said in the language of whoever is asked.

    :param str action: the public method that does it; its first argument is the reason
    :param question: what is asked, the title of the form
    :param button: what the confirming button says
    :param follows: what will happen, in a sentence
    :param lacking: the refusal when nothing is said, the document's name before it (none: it may be empty)
    :param prompt: an example, shown where the reason is typed
    :param tuple shown: fields of the documents that help to decide
    :param int length: the fewest characters that say something
    :param bool is_danger: whether the button warns
    :param bool each: whether each document is done by itself, so that one that fails keeps no other one
    :param str form: the form that asks; one that asks for more extends `ops.reason`
    :param str target: the state that it leads to: where `lacking` is declared, nothing gets there without
        the reason, whatever the way (see `because.py`); none: the action makes no move
    :param tuple sources: the states from which that move asks for it (none: from all)
    :param str field: where the reason is kept (none: the action says where)
    """

    action: str
    question: LazyGettext
    button: LazyGettext
    follows: LazyGettext
    lacking: LazyGettext | None = None
    prompt: LazyGettext | None = None
    shown: tuple = ()
    length: int = 1
    is_danger: bool = False
    each: bool = False
    form: str = "ops.reason"
    target: str = ""
    sources: tuple = ()
    field: str = ""


class OpsReasoned(models.AbstractModel):
    """What is done with a reason only is declared beside the method that does it; one form asks.

    `_ask_reason("void")` opens the form, which calls the declared method as the person who fills it in. That
    method takes what was said through `_take_reason("void", reason)`, the one place that refuses an empty
    reason, whatever the way it came. Where a move follows, `_ops_move_because` takes it and moves.
    """

    _name = "ops.reasoned"
    _description = "What is done with a reason"

    _reasons = {}  # what is done → `Reason`; each file of a model declares its own

    @api.model
    def _get_reason(self, what):
        """Return what is declared; anything else is refused, a program may have filled in the form."""
        found = find_entry(self, "_reasons", what)
        if found:
            return found
        raise UserError(
            self.env._(
                "“%(what)s” is nothing that %(model)s asks a reason for.",
                what=what or "",
                model=self.env["ir.model"]._get(self._name).name,
            )
        )

    def _ask_reason(self, what):
        """Return the action that asks why, and then does it."""
        asked = self._get_reason(what)
        return ask(asked.form, self._say(asked.question), res_model=self._name, res_ids=self.ids, what=what)

    def _take_reason(self, what, reason):
        """Return the reason as it is kept, or refuse one that says nothing.

        :raises UserError: names the first document and says what a reason is needed for
        """
        asked = self._get_reason(what)
        reason = reason.strip() if isinstance(reason, str) else ""
        if asked.lacking and len(reason) < asked.length:
            raise UserError(self._lacking_message(asked))
        return reason

    def _lacking_message(self, asked):
        message = self.env._(
            "%(document)s: %(lacking)s",
            document=self[:1].display_name or self.env["ir.model"]._get(self._name).name,
            lacking=self._say(asked.lacking),
        )
        if asked.length > 1:
            message += self.env._(" (At least %(count)s characters.)", count=asked.length)
        return message

    @api.model
    def _say(self, text):
        """Return a declared text in the user's language (none: nothing)."""
        return self.env._(text) if text else ""
