from contextlib import contextmanager

from odoo import api, fields, models
from odoo.fields import Domain

# Who may read the register, by its access rights.
FAPIAO_READERS = ",".join(
    f"ops_dept.ops_dept_group_{role}" for role in ("auditor", "finance", "leader", "sales_support")
)


class AccountMove(models.Model):
    """The fapiao of an invoice stand in the register and on its request; a credit note's are its red letters.

    Clause: W6.C
    """

    _inherit = "account.move"

    _ops_on_write = ((30, "_ops_copying_fapiao"),)

    # what of an invoice its fapiao repeat finds them here: none, and without a question, of a new one
    ops_fapiao_ids = fields.One2many(
        "ops.fapiao", "move_id", "Fapiao", readonly=True, copy=False, groups=FAPIAO_READERS
    )
    ops_has_fapiao = fields.Boolean("Fapiao are kept", compute="_compute_ops_has_fapiao")
    ops_red_numbers = fields.Char("Taken back by red letter", compute="_compute_ops_red")
    ops_blue_numbers = fields.Char("Red letter of", compute="_compute_ops_red")
    ops_lacks_red = fields.Boolean(
        "Red letter is missing",
        compute="_compute_ops_red",
        search="_search_ops_lacks_red",
        help="Takes back an invoice with fapiao and bears no number of its own.",
    )

    @api.depends("company_id", "move_type")
    def _compute_ops_has_fapiao(self):
        companies = self.env["ops.invoice.request"]._ops_gated_companies()
        for move in self:
            move.ops_has_fapiao = move.company_id.id in companies and move.is_sale_document(True)

    @api.depends("ops_fapiao_number", "reversed_entry_id.ops_fapiao_number", "reversal_move_ids")
    def _compute_ops_red(self):
        for move in self.sudo():  # sudo: numbers only, of what takes this one back or is taken back by it
            back = move.reversal_move_ids.filtered(lambda note: note.state != "cancel")
            move.ops_red_numbers = ", ".join(filter(None, back.mapped("ops_fapiao_number")))
            move.ops_blue_numbers = move.reversed_entry_id.ops_fapiao_number
            move.ops_lacks_red = bool(move.ops_blue_numbers) and not move.ops_fapiao_number

    @api.model
    def _search_ops_lacks_red(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return (
            Domain("move_type", "=", "out_refund")
            & Domain("state", "=", "posted")
            & Domain("ops_fapiao_number", "=", False)
            & Domain("reversed_entry_id.ops_fapiao_number", "!=", False)
        )

    @api.constrains("ops_fapiao_code", "ops_fapiao_number", "ops_invoice_request_id")
    def _check_ops_fapiao(self):
        """Every way of writing the numbers ends here: they are checked, and their rows follow."""
        rows = self.env["ops.fapiao"]
        for move in self:
            # sudo: which request the invoice came from, whoever corrects its number
            request = move.sudo().ops_invoice_request_id
            rows._keep(move, request.sudo(False), move.ops_fapiao_number, move.ops_fapiao_code)

    @contextmanager
    def _ops_copying_fapiao(self, vals):
        """Keep the numbers on the request as on its invoice."""
        yield
        if vals.keys().isdisjoint(("ops_fapiao_code", "ops_fapiao_number")):
            return
        for move in self.filtered("ops_invoice_request_id"):
            # sudo: who may write the invoice enters its numbers; the request only shows them
            move.sudo().ops_invoice_request_id._stamp(
                {"fapiao_code": move.ops_fapiao_code, "fapiao_number": move.ops_fapiao_number}
            )
