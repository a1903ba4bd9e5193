from odoo import api, fields, models
from odoo.fields import Command

from ....tools.actions import open_records


class OpsVisit(models.Model):
    """From a talk to its quotation: lines in the order of the talk, what was agreed beside them.

    Clauses: V5.1, P3.6, N2.6
    """

    _inherit = "ops.visit"

    _on_reported = ((30, "_owe_quotations"),)

    order_ids = fields.One2many("sale.order", "ops_visit_id", "Quotations")
    order_count = fields.Integer(compute="_compute_order_count", export_string_translation=False)

    @api.depends("order_ids")
    def _compute_order_count(self):
        counts = dict(
            self.env["sale.order"]._read_group(
                [("ops_visit_id", "in", self.ids)], ["ops_visit_id"], ["__count"]
            )
        )
        for visit in self:
            visit.order_count = counts.get(visit._origin, 0)

    def _owe_quotations(self):
        """Who booked is answered by the end of the working day. Clause: V5.1"""
        booked = self.filtered(lambda visit: visit.result == "booking")
        if not booked:
            return
        # sudo: whether there is one, whoever made it
        quoted_sudo = booked.sudo().order_ids.filtered(lambda order: order.state != "cancel")
        (booked - quoted_sudo.ops_visit_id.with_env(self.env))._open_obligations("V5.1")

    def action_new_quotation(self):
        """Open a quotation with what was offered; nothing is kept before it is saved. Clause: V5.1"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Quotation"),
            "res_model": "sale.order",
            "views": [(False, "form")],
            "context": self._prepare_quotation_context(),
        }

    def _prepare_quotation_context(self):
        partner = self.partner_id or self.lead_id.partner_id
        context = {
            "default_ops_visit_id": self.id,
            "default_partner_id": partner.id,
            "default_user_id": self.user_id.id,
            "default_company_id": self.company_id.id,
            "default_origin": self.name,
            "default_ops_agreement": self._get_agreement(),
            "default_order_line": [Command.create(line._prepare_order_line()) for line in self.offer_ids],
        }
        if self.lead_id.type == "opportunity":
            context["default_opportunity_id"] = self.lead_id.id
        return context

    def _get_agreement(self):
        """Return what was agreed, as the quotation keeps it."""
        said = [self.talk]
        if self.promise:
            said.append(self.env._("The customer: %s", self.promise))
        if self.commitment:
            said.append(self.env._("We: %s", self.commitment))
        return "\n".join(filter(None, said)) or False

    def action_open_quotations(self):
        """Open the quotations that came of this talk."""
        orders = self.env["sale.order"].search([("ops_visit_id", "in", self.ids)])
        return open_records(orders, self.env._("Quotations"), context={"create": False})


class OpsVisitOffer(models.Model):
    """A line of a talk as a line of its quotation."""

    _inherit = "ops.visit.offer"

    def _prepare_order_line(self):
        """Return the values of the order line; price and discount are those of the talk."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "product_uom_qty": self.quantity,
            "price_unit": self.price_unit,
            "discount": self.discount,
        }
