from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .sale_order import PEOPLE

# Core's group of those who sell; our selling roles, support and leaders imply it, and record rules say whose
# quotations each of them changes.
SELLERS = "sales_team.group_sale_salesman"


class SaleOrder(models.Model):
    """Whose quotation it is, and who may change it: sales of that order, support, their managers (W2.E).

    Core lets stock and accounting users write every order, because deliveries and invoices do. Under the
    rulebook that reaches no quotation, and of a running order neither its people nor what was approved.
    """

    _inherit = "sale.order"

    def _ops_refuse_non_sellers(self, vals=None):
        """Refuse who does not sell to change a quotation, or who sells a running order.

        A right like those of the record rules, so superuser mode passes as there: the departments' answers,
        payments, the portal and computed quantities reach the order in it.

        :param dict vals: what is written of the orders (None: their lines)
        """
        if not self._ops_is_stranger():
            return
        of_running = not self._ops_get_sellers_fields().isdisjoint(vals or ())
        for order in self._ops_filter_gated():
            if of_running or order.state != "sale":
                order_sudo = order.sudo()  # sudo: who acts next is told
                raise AccessError(
                    self.env._(
                        "%(order)s is changed by its salesperson (%(who)s), sales support or their manager, "
                        "not by %(user)s (W2.E).",
                        order=order_sudo.display_name,
                        who=order_sudo.user_id.name or "-",
                        user=self.env.user.name,
                    )
                )

    @api.model
    def _ops_is_stranger(self):
        """Tell whether the user is nobody who sells, where the rulebook is on anywhere (no query)."""
        return (
            not self.env.su
            and bool(self.env["res.company"]._ops_companies_on())
            and not self.env.user.has_group(SELLERS)
        )

    @api.model
    def _ops_get_sellers_fields(self):
        """Return what of a running order only those change who sell it."""
        return {*self._ops_watched(), "ops_bid_id", "opportunity_id", "locked"}

    # ------------------------------------------------------------------
    # People stay while somebody decides
    # ------------------------------------------------------------------
    def _ops_refuse_new_people(self, vals):
        """Refuse another salesperson or team while something of the order is being decided.

        Clause: W2.E
        """
        changed = self.filtered(
            lambda order: any(name in vals and order[name].id != vals[name] for name in PEOPLE)
        )
        for order in changed:
            # sudo: what is being decided binds whoever changes the order
            request_sudo = order.sudo()._ops_requests_being_decided()[:1]
            if request_sudo:
                document_sudo = request_sudo[0]
                raise UserError(
                    self.env._(
                        "%(order)s keeps its salesperson and team while %(document)s is being decided "
                        "(%(waiting)s). %(requester)s withdraws the request first (%(clause)s).",
                        order=order.display_name,
                        document=document_sudo.display_name,
                        waiting=document_sudo.ops_waiting_for or "-",
                        requester=document_sudo.ops_requester_id.name or "-",
                        clause=document_sudo._ops_clause,
                    )
                )

    def _ops_requests_being_decided(self):
        """Return the documents of this order that somebody decides now, as a list; rooms add theirs."""
        self.ensure_one()
        found = [self] if self.ops_approval_state == "submitted" else []
        return found + [contract for contract in self.ops_contract_id if contract.state == "submitted"]
