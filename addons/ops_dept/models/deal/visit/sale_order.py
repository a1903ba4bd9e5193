from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.actions import open_records


class SaleOrder(models.Model):
    """A quotation and the visit or call it comes from: what was agreed there stands on it.

    Clauses: V5.1, P3.6
    """

    _inherit = "sale.order"

    _ops_created = ((40, "_ops_answer_visits"),)
    _ops_on_write = ((52, "_ops_answering_visit"),)

    ops_visit_id = fields.Many2one(
        "ops.visit",
        "Visit or call",
        check_company=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The talk in which the customer asked for it (V5.1).",
    )
    ops_agreement = fields.Text(
        "Agreed in the talk", copy=False, help="Its points, as they were agreed upon by word of mouth (P3.6)."
    )

    def _ops_answer_visits(self, _vals_list=()):
        """A booking is handled once its quotation is there. Clause: V5.1"""
        linked = self.filtered("ops_visit_id")
        if linked:
            linked._ops_check_visits()
            # sudo: who writes the quotation of a colleague's talk meets what that one owes
            linked.ops_visit_id.sudo()._meet_obligations("V5.1")

    @contextmanager
    def _ops_answering_visit(self, vals):
        yield
        if vals.get("ops_visit_id"):
            self._ops_answer_visits()

    def _ops_check_visits(self):
        """A quotation answers a talk with its own customer; another one's would settle what is still owed."""
        for order in self:
            visit_sudo = order.ops_visit_id.sudo()  # sudo: whom the talk was with
            customer = visit_sudo.partner_id or visit_sudo.lead_id.partner_id.commercial_partner_id
            if customer and customer != order.partner_id.commercial_partner_id:
                raise UserError(
                    self.env._(
                        "%(order)s is for %(customer)s, the talk was with %(other)s: choose a talk with this "
                        "customer (V5.1).",
                        order=order.display_name,
                        customer=order.partner_id.commercial_partner_id.name,
                        other=customer.name,
                    )
                )

    def action_ops_open_visit(self):
        """Open the visit or call that this quotation comes from."""
        return open_records(self.ops_visit_id)
