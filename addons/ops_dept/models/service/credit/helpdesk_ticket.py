from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ....tools.actions import open_records
from ...deal.quotation.states import QUOTED


class HelpdeskTicket(models.Model):
    """The money of a return: a draft credit note of what came back; an order of what goes out in exchange.

    Clause: W9.D
    """

    _inherit = "helpdesk.ticket"

    ops_credit_ids = fields.One2many("account.move", "ops_ticket_id", "Credit notes")
    ops_offer_ids = fields.One2many("sale.order", "ops_ticket_id", "Quotations for it")
    ops_credit_count = fields.Integer("Credit notes of it", compute="_compute_ops_credit_count")
    ops_offer_count = fields.Integer("Quotations of it", compute="_compute_ops_credit_count")
    ops_has_creditable = fields.Boolean(compute="_compute_ops_credit_count", export_string_translation=False)

    @api.depends("ops_credit_ids", "ops_offer_ids", "ops_line_ids.position")
    def _compute_ops_credit_count(self):
        for case in self:
            # sudo: how many there are; they are opened with the user's own rights
            case.ops_credit_count = len(case.sudo().ops_credit_ids)
            case.ops_offer_count = len(case.sudo().ops_offer_ids)
            case.ops_has_creditable = bool(
                case.ops_process in ("return", "exchange") and case._ops_get_creditable()
            )

    def action_ops_open_credits(self):
        """Open the credit notes of this case. Clause: W9.D"""
        return open_records(self.ops_credit_ids, self.env._("Credit Notes"))

    def action_ops_open_offers(self):
        """Open the quotations that were made for this case. Clause: W9.D"""
        return open_records(self.ops_offer_ids, self.env._("Quotations"))

    # ------------------------------------------------------------------
    # Credit note
    # ------------------------------------------------------------------
    def action_ops_credit(self):
        """Draw up the credit note of what came back and was invoiced; finance posts it. Clause: W9.D

        :raises UserError: where nothing came back, or nothing of it was invoiced
        """
        self.ensure_one()
        self._ops_check_held(("sales_support", "finance"), "W9.D")
        # sudo: sales support draws it up, finance looks at it and posts it
        draft_sudo = self.sudo().ops_credit_ids.filtered(lambda note: note.state == "draft")
        if not draft_sudo:
            quantities = self._ops_get_creditable()
            if not quantities:
                raise UserError(
                    self.env._(
                        "%(case)s: nothing that was invoiced came back yet. The warehouse receives the goods "
                        "first (W9.D).",
                        case=self.display_name,
                    )
                )
            notes_sudo = self.env["account.move"].sudo().with_company(self.company_id)  # sudo: as above
            draft_sudo = notes_sudo.create(self._ops_prepare_credit(quantities))
        note = draft_sudo.sudo(False)
        return open_records(note) if note.has_access("read") else True

    def _ops_get_creditable(self):
        """Return order line → quantity that came back by this case, was invoiced and is not credited yet."""
        found = {}
        # sudo: order and invoices, whoever draws the note up
        for line in self.sudo().ops_line_ids.filtered("order_line_id"):
            sold = line.order_line_id
            carried = line._get_carried()
            kept = carried["receipt"] - carried["ship"] if line._changes_hands() else 0.0
            unit = line.product_id.uom_id
            back = unit._compute_quantity(kept, sold.product_uom_id, round=False)
            credited = sum(
                self.sudo()
                .ops_credit_ids.filtered(lambda note: note.state != "cancel")
                .invoice_line_ids.filtered(lambda item, sold=sold: sold in item.sale_line_ids)
                .mapped("quantity")
            )
            uncovered = sold._ops_invoiced_unrounded() - sold._ops_delivered_unrounded()
            open_quantity = min(back - credited, uncovered)
            if not sold._ops_is_nothing(max(0.0, open_quantity)):
                found[sold] = found.get(sold, 0.0) + open_quantity
        return found

    def _ops_prepare_credit(self, quantities):
        order = next(iter(quantities)).order_id
        invoices = order.invoice_ids.filtered(
            lambda move: move.move_type == "out_invoice" and move.state == "posted"
        )
        lines = [
            Command.create(line._prepare_invoice_line(quantity=quantity))
            for line, quantity in quantities.items()
        ]
        return {
            **order._prepare_invoice(),
            "move_type": "out_refund",
            "invoice_origin": self.number,
            "ref": self.number,
            "reversed_entry_id": invoices.id if len(invoices) == 1 else False,
            "invoice_line_ids": lines,
            "ops_ticket_id": self.id,
        }

    def _ops_owes_customer(self):
        """What came back and was invoiced is credited; what is exchanged for other goods has its order."""
        if self.ops_process == "exchange":
            ordered = "sale" in self.sudo().ops_offer_ids.mapped("state")  # sudo: whether it was ordered
            return not ordered and super()._ops_owes_customer()
        if super()._ops_owes_customer():
            return True
        if self.ops_process != "return":
            return False
        # sudo: whether the note is posted
        return bool(self._ops_get_creditable()) or "draft" in self.sudo().ops_credit_ids.mapped("state")

    # ------------------------------------------------------------------
    # In exchange
    # ------------------------------------------------------------------
    def action_ops_offer(self):
        """Open a quotation to the customer for this case: what he gets in exchange, or what a repair costs.

        Clause: W9.D
        """
        self.ensure_one()
        offer = self.ops_offer_ids.filtered(lambda order: order.state in QUOTED)[:1]
        if offer:
            return open_records(offer)
        order_sudo = self.sudo().ops_order_id  # sudo: terms of the order that it follows
        context = {
            "default_ops_ticket_id": self.id,
            "default_partner_id": self.commercial_partner_id.id,
            "default_company_id": self.company_id.id,
            "default_client_order_ref": self.number,
            "default_payment_term_id": order_sudo.payment_term_id.id,
        }
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Quotation for the Case"),
            "res_model": "sale.order",
            "views": [(False, "form")],
            "context": context,
        }
