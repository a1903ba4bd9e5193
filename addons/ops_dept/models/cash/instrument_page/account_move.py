from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError

from ..instrument.ops_instrument import USED


class AccountMove(models.Model):
    """The entry of a cheque or bill ends with the paper: it bounces, which opens the debt again (R12)."""

    _inherit = "account.move"

    _ops_on_write = ((40, "_ops_following_instruments"),)

    @contextmanager
    def _ops_following_instruments(self, vals):
        """Refuse to take an entry out of the books behind its paper."""
        if vals.get("state") in ("draft", "cancel"):
            self._ops_refuse_used()
        yield

    def _reverse_moves(self, default_values_list=None, cancel=False):
        self._ops_refuse_used()
        return super()._reverse_moves(default_values_list=default_values_list, cancel=cancel)

    def _ops_refuse_used(self):
        if not self.env["res.company"]._ops_companies_on():
            return
        # sudo: whether a paper stands on this entry
        papers_sudo = self.env["ops.instrument"].sudo()
        found_sudo = papers_sudo.search([("entry_id", "in", self.ids), ("state", "in", USED)], limit=1)
        if found_sudo:
            raise UserError(
                self.env._(
                    "%(paper)s is “%(state)s” by this entry. When it is not paid, finance notes on it "
                    "that it bounced: the entry is reversed, and its receipt (R12).",
                    paper=found_sudo.display_name,
                    state=found_sudo._ops_state_label(),
                )
            )
