from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from .ops_custody import KEEPERS

_lt = LazyTranslate(__name__)


class OpsCustody(models.Model):
    """An original is put into the archive, is reported lost, is found again (R9)."""

    _inherit = "ops.custody"

    _reasons = {
        "lose": Reason(
            action="action_lose",
            question=_lt("How was it lost?"),
            button=_lt("Report Lost"),
            follows=_lt("It is listed as lost, and is a violation of who holds it (R9)."),
            lacking=_lt("say how it was lost (R9)."),
            prompt=_lt("e.g. left in a taxi on the way back from the customer"),
            length=5,
            is_danger=True,
        ),
        "find": Reason(
            action="action_find",
            question=_lt("Where was it found?"),
            button=_lt("Found Again"),
            follows=_lt("It is with its holder again; that it was lost stays on record."),
            lacking=_lt("say where it was found (R9)."),
            length=2,
        ),
    }

    def action_archive_it(self):
        """Put into the archive what the user holds; its place is filled in.

        :raises AccessError: by a salesman, or by anybody but the holder
        :raises UserError: without a place

        Clause: R9
        """
        self.check_access("write")
        if self._ops_filter_on() and not self.env.user._ops_has_role(*KEEPERS):
            raise AccessError(
                self.env._(
                    "%(original)s: originals are kept by %(roles)s (R9).",
                    original=self[:1].display_name,
                    roles=self.env["res.groups"]._ops_role_names(KEEPERS),
                )
            )
        for original in self:
            if original.state != "held":
                raise UserError(original._say_where())
            if original.holder_id != self.env.user:
                raise AccessError(original._say_whose())
            if not (original.place or "").strip():
                raise UserError(
                    self.env._("%(original)s: fill in where it lies (R9).", original=original.display_name)
                )
        self._stamp({"state": "archived"})
        return True

    def _put(self, place):
        """Put into the archive what lies in the holder's hand, as its document says."""
        if self:
            self._stamp({"state": "archived", "place": place})

    def action_open_lose(self):
        """Ask how it was lost."""
        return self._ask_reason("lose")

    def action_lose(self, reason):
        """Report originals lost: who holds them answers for it.

        :raises AccessError: by anybody but the holder, who keeps originals, or a manager
        :raises UserError: without the circumstances, or where it is lost already

        Clause: R9
        """
        self._check_report()
        reason = self._take_reason("lose", reason)
        for original in self:
            if original.state == "lost":
                raise UserError(original._say_where())
        moves_sudo = self._get_open_moves()
        if moves_sudo:
            self._stay(moves_sudo, "withdrawn", reason=reason)
        # sudo: who may report was checked
        self.sudo()._stamp(
            {
                "state": "lost",
                "lost_reason": reason,
                "date_lost": fields.Datetime.now(),
                "lost_by_id": self.env.uid,
                "found_note": False,
            }
        )
        self._violate_lost()
        for original in self:
            original._ops_note(self.env._("Reported lost: %s", reason))
        return True

    def action_open_find(self):
        """Ask where it was found."""
        return self._ask_reason("find")

    def action_find(self, reason):
        """Note that lost originals were found: they are with their holders again.

        :raises AccessError: by anybody but the holder, who keeps originals, or a manager
        :raises UserError: without a word, or where nothing was lost

        Clause: R9
        """
        self._check_report()
        reason = self._take_reason("find", reason)
        for original in self:
            if original.state != "lost":
                raise UserError(original._say_where())
        # sudo: who may report was checked
        self.sudo()._stamp({"state": "held", "found_note": reason})
        self._follow_holders()
        for original in self:
            original._ops_note(self.env._("Found again: %s", reason))
        return True

    def _check_report(self):
        self.check_access("read")
        if self.env.user._ops_has_role(*KEEPERS, "sales_manager"):
            return
        for original in self:
            if original.holder_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(original)s: its holder (%(person)s), who keeps originals, or a manager reports "
                        "that (R9).",
                        original=original.display_name,
                        person=original.sudo().holder_id.name,  # sudo: a colleague's name
                    )
                )
