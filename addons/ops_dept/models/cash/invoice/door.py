from odoo import api, models

from ....tools.removal import is_uninstalling
from .account_move import WATCHED


class AccountMove(models.Model):
    """The door of an invoice or entry: every way of making or writing one is asked in this order.

    Where the rulebook is off and nothing of ours is written, core goes on at once.
    """

    _inherit = "account.move"

    _ops_created = (
        (10, "_ops_check_derived_created"),
        (20, "_ops_require_request_created"),
        (30, "_ops_refuse_forged_created"),
    )
    _ops_on_write = ((10, "_ops_following_money"), (20, "_ops_passing_request"))

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._ops_refuse_stamps(vals)
        moves = super().create([self._ops_prepare_vals(vals) for vals in vals_list])
        if self.env["res.company"]._ops_companies_on():
            moves._ops_call_rows("_ops_created", vals_list)
        return moves

    def write(self, vals):
        if self._ops_is_stamping("write", vals):
            return super().write(vals)
        self._ops_refuse_stamps(vals)
        vals = self._ops_prepare_vals(vals)
        if not self.env["res.company"]._ops_companies_on() and vals.keys().isdisjoint(WATCHED):
            return super().write(vals)
        self._ops_refuse_derived(vals)
        with self._ops_passing("_ops_on_write", vals):
            return super().write(vals)

    def unlink(self):
        if self and not is_uninstalling(self.env):  # no key of the context lifts this
            self._ops_refuse_deletion()
        return super().unlink()

    def _ops_check_derived_created(self, vals_list):
        for move, vals in zip(self, vals_list, strict=True):
            move._ops_refuse_derived(vals)

    def _ops_get_typed(self, names, vals):
        """Core says itself to whom an expense is owed: the employee, whatever firm his contact is of."""
        typed = super()._ops_get_typed(names, vals)
        return typed if self.is_sale_document(include_receipts=True) else typed - {"commercial_partner_id"}
