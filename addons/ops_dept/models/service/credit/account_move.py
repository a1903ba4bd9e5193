from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """Part of a delivery is credited once it came back; prices and whole invoices are finance's (W9.D).

    Counted is the order line: what was invoiced never falls below what the customer has. A credit note that
    takes back an invoice as a whole corrects the invoice and is not asked.
    """

    _inherit = "account.move"

    ops_ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "Service case",
        index="btree_not_null",
        copy=False,
        ondelete="set null",
        help="The case whose goods a credit note is for (W9.D).",
    )

    _ops_created = ((50, "_ops_refuse_credit_created"),)
    _ops_on_write = ((50, "_ops_crediting"),)

    def _ops_refuse_credit_created(self, _vals_list):
        self.filtered(lambda move: move.state == "posted")._ops_refuse_uncovered_credit()

    @contextmanager
    def _ops_crediting(self, vals):
        if vals.get("state") == "posted":
            self.filtered(lambda move: move.state != "posted")._ops_refuse_uncovered_credit()
        yield
        if "state" in vals and self.ops_ticket_id:
            # sudo: who posts the note need not be allowed to write the case
            self.sudo().ops_ticket_id._ops_follow_goods()

    @api.model
    def _ops_get_credit_companies(self):
        in_force = self.env["ops.clause"]._is_in_force
        companies = self.env["res.company"].browse(self.env["res.company"]._ops_companies_on())
        return companies.filtered(lambda company: in_force("W9.D", company))

    def _ops_refuse_uncovered_credit(self):
        """Refuse to credit goods that the customer still has.

        :raises UserError: names order, goods and who acts next
        """
        companies = self._ops_get_credit_companies()
        if not companies:
            return
        # sudo: the orders behind the note, whoever posts it
        notes = self.sudo().filtered(
            lambda move: move.move_type == "out_refund" and move.company_id in companies
        )
        problems = []
        for note in notes:
            if not note._ops_takes_back_whole():
                problems += note._ops_get_credit_problems()
        if problems:
            raise UserError("\n".join(problems))

    def _ops_takes_back_whole(self):
        """Tell whether the note takes back an invoice as a whole: it corrects it, nothing came back."""
        origin = self.reversed_entry_id
        return bool(origin) and self._ops_get_credit_quantities() == origin._ops_get_credit_quantities()

    def _ops_get_credit_quantities(self):
        """Return order line → how much of its goods this invoice or note is about, in the line's unit."""
        found = {}
        for line in self.invoice_line_ids.filtered("sale_line_ids"):
            sold = line.sale_line_ids[:1]
            if sold.product_id.type == "consu" and not sold.order_id.ops_exempt:
                quantity = line.product_uom_id._compute_quantity(
                    line.quantity, sold.product_uom_id, round=False
                )
                found[sold] = found.get(sold, 0.0) + quantity
        return {line: round(quantity, 6) for line, quantity in found.items()}

    def _ops_get_credit_problems(self):
        problems = []
        for line, quantity in self._ops_get_credit_quantities().items():
            invoiced = sum(
                (1 if each.move_id.move_type == "out_invoice" else -1)
                * each.product_uom_id._compute_quantity(each.quantity, line.product_uom_id, round=False)
                for each in line.invoice_lines
                if each.parent_state == "posted" and each.move_id != self
            )
            free = invoiced - line._ops_delivered_unrounded()
            if line._ops_compare_goods(quantity, max(0.0, free)) > 0:
                problems.append(
                    self.env._(
                        "%(order)s, “%(product)s”: %(quantity)s %(unit)s would be credited, %(free)s came "
                        "back. Sales support opens a return, the sales manager confirms it, the warehouse "
                        "receives the goods (W9.D).",
                        order=line.order_id.name,
                        product=line.product_id.display_name,
                        quantity=f"{quantity:g}",
                        free=f"{max(0.0, free):g}",
                        unit=line.product_uom_id.name,
                    )
                )
        return problems
