from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ..contract.ops_contract import ENDED
from ..quotation.states import QUOTED

ACTIVITY = "ops_dept.mail_activity_type_contract"


class SaleOrder(models.Model):
    """The salesperson asks sales support for the contract of an approved quotation, once (M7.3, W3.D)."""

    _inherit = "sale.order"

    ops_date_contract_asked = fields.Datetime(
        "Contract asked for on",
        readonly=True,
        copy=False,
        help="The customer agrees: the salesperson asked sales support to issue the contract (M7.3).",
        stamp=True,
    )
    ops_can_ask_contract = fields.Boolean(
        "Contract can be asked for", compute="_compute_ops_can_ask_contract"
    )

    @api.depends("state", "ops_approval_state", "ops_contract_id.state", "ops_date_contract_asked")
    @api.depends_context("uid")
    def _compute_ops_can_ask_contract(self):
        """Offer it to who sells; support issues the contract without being asked."""
        may_ask = self._ops_may_submit() and not self.env.user._ops_has_role("sales_support")
        needing = self._ops_filter_needing_basis() if may_ask else self.browse()
        for order in self:
            order.ops_can_ask_contract = (
                order in needing
                and order.state in QUOTED
                and order.ops_approval_state == "approved"
                and not order.ops_date_contract_asked
                and not order._ops_has_live_contract()
            )

    def _ops_has_live_contract(self):
        # sudo: whether there is a contract is told to everybody who reads the order
        contract_sudo = self.sudo().ops_contract_id
        return bool(contract_sudo) and contract_sudo.state not in ENDED

    def _ops_get_basis_text(self):
        """Say on the form what the confirmation still needs, and whether support was asked for it."""
        self.ensure_one()
        missing = self._ops_get_missing_basis_text()
        if not missing or not self.ops_date_contract_asked or self._ops_has_live_contract():
            return missing
        return self._ops_asked_text()

    def _ops_asked_text(self):
        return self.env._(
            "%(order)s: sales support (%(who)s) was asked on %(date)s and draws the contract (M7.3).",
            order=self.display_name,
            who=self._ops_support_names(),
            date=format_datetime(self.env, self.ops_date_contract_asked, dt_format="short"),
        )

    # ------------------------------------------------------------------
    # Ask
    # ------------------------------------------------------------------
    def action_ops_ask_contract(self):
        """Tell sales support that the customer agrees: the contract of this quotation is to be drawn.

        Clauses: M7.3, W3.D

        :raises UserError: nothing to ask for, or support was asked already; says who has it
        """
        for order in self:
            order.check_access("write")
            order._ops_check_ask_contract()
            order._stamp({"ops_date_contract_asked": fields.Datetime.now()})
            order._ops_request_contract()
        return True

    def _ops_check_ask_contract(self):
        _ = self.env._
        if not self._ops_may_submit():
            raise UserError(_("The contract is asked for by a sales consultant or by sales support (M7.3)."))
        if self._ops_has_live_contract():
            raise UserError(
                _(
                    "%(order)s has its contract: %(contract)s (M7.3).",
                    order=self.display_name,
                    contract=self.sudo().ops_contract_id.display_name,  # sudo: its number
                )
            )
        if not self._ops_filter_needing_basis() or self.state not in QUOTED:
            raise UserError(_("%s needs no contract any more (M7.3).", self.display_name))
        if not self._ops_is_approval_valid():
            raise UserError(
                _(
                    "%(order)s is not approved, and no contract is drawn before (M7.3). %(step)s",
                    order=self.display_name,
                    step=self._ops_next_step(),
                )
            )
        if self.ops_date_contract_asked:
            raise UserError(self._ops_asked_text())

    def _ops_request_contract(self):
        """Give support the request as an activity, in the language of who gets it."""
        support = self._ops_post_users("support")[:1]
        # sudo: a colleague's language; support may not be reachable for who sells
        order_sudo = self.with_context(lang=support.sudo().lang or self.env.lang).sudo()
        order_sudo.activity_schedule(
            ACTIVITY,
            summary=order_sudo.env._("Approved: contract to draw"),
            note=order_sudo.env._("%s: the customer agrees, issue the contract (M7.3).", self.env.user.name),
            user_id=support.id or self.env.uid,
        )

    # ------------------------------------------------------------------
    # End of the request
    # ------------------------------------------------------------------
    def _ops_end_contract_request(self):
        """Take the request off support's list: the contract is issued, or the approval ended."""
        asked = self.filtered("ops_date_contract_asked")
        if asked:
            # sudo: the activity belongs to support, whoever ends what it asks for
            asked.sudo().activity_unlink([ACTIVITY])
