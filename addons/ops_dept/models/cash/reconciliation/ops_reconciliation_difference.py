from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError


class OpsReconciliationDifference(models.Model):
    """Why the customer's figure is another one than ours, and how it was settled (R13)."""

    _name = "ops.reconciliation.difference"
    _inherit = ["ops.document.line"]
    _description = "Difference of a reconciliation"
    _order = "id"
    _document_field = "reconciliation_id"
    _lines_field = "difference_ids"
    _ops_clause = "R13"
    _ops_on_unlink = ((10, "_keeping_settled"),)

    reconciliation_id = fields.Many2one("ops.reconciliation", required=True, index=True, ondelete="cascade")
    currency_id = fields.Many2one(related="reconciliation_id.currency_id")
    kind = fields.Selection(
        [
            ("timing", "Timing"),
            ("price", "Price"),
            ("delivery", "Missing delivery"),
            ("receipt", "Missing receipt"),
            ("other", "Other"),
        ],
        required=True,
        default="timing",
    )
    amount = fields.Monetary(
        required=True, help="What our closing is more than the customer's figure for this reason; else less."
    )
    note = fields.Char("Remark")
    settlement = fields.Char("How it is settled")
    settled_by_id = fields.Many2one(
        "res.users", "Difference settled by", readonly=True, copy=False, stamp=True
    )
    date_settled = fields.Datetime("Difference settled on", readonly=True, copy=False, stamp=True)

    def _ops_check_vals(self, vals):
        """What is settled stays as it was settled."""
        result = super()._ops_check_vals(vals)
        self._refuse_settled()
        return result

    @contextmanager
    def _keeping_settled(self):
        self._refuse_settled()
        yield

    def _refuse_settled(self):
        for difference in self.filtered("date_settled"):
            raise UserError(
                self.env._(
                    "%(document)s: this difference was settled by %(who)s and stays (R13).",
                    document=difference.reconciliation_id.display_name,
                    who=difference.settled_by_id.sudo().name,  # sudo: a colleague's name
                )
            )

    def action_settle(self):
        """Note that these differences are settled, by whom and when.

        Clause: R13

        :raises UserError: without a word on how
        """
        self.check_access("write")
        self._refuse_frozen_document()
        for difference in self:
            if difference.date_settled:
                difference._refuse_settled()
            if len((difference.settlement or "").strip()) < 2:
                raise UserError(
                    self.env._(
                        "%(document)s: say first how the difference of %(amount)s is settled (R13).",
                        document=difference.reconciliation_id.display_name,
                        amount=difference.currency_id.format(difference.amount),
                    )
                )
        return self._stamp({"settled_by_id": self.env.uid, "date_settled": fields.Datetime.now()})
