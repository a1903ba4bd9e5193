from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..contract.ops_contract import OPEN, SIGNED

# What of a contract may leave what was approved for its orders, or decides by which contract they change.
FOLLOWED = {"partner_id", "payment_term_id", "date_delivery", "warranty_months", "state", "parent_id"}


class OpsContract(models.Model):
    """The contract's side of its deviations: which orders it may change, what is open before signing."""

    _inherit = "ops.contract"

    deviation_ids = fields.One2many("ops.contract.deviation", "contract_id", "Deviations", copy=False)
    open_deviation_count = fields.Integer("Deviations to confirm", compute="_compute_open_deviation_count")
    can_confirm_deviations = fields.Boolean(compute="_compute_open_deviation_count")

    @api.depends("deviation_ids.state")
    @api.depends_context("uid")
    def _compute_open_deviation_count(self):
        for contract in self:
            waiting = contract.deviation_ids.filtered(lambda deviation: deviation.state == "open")
            contract.open_deviation_count = len(waiting)
            contract.can_confirm_deviations = any(waiting.mapped("can_confirm"))

    def _compute_ops_can_submit(self):
        """Who may confirm is offered that first."""
        result = super()._compute_ops_can_submit()
        for contract in self.filtered("can_confirm_deviations"):
            contract.ops_can_submit = False
        return result

    # ------------------------------------------------------------------
    # Which contract decides
    # ------------------------------------------------------------------
    def _get_governing_contract(self):
        """Return the contract by which its orders may be changed: the running amendment of a signed one."""
        if self.state not in SIGNED:
            return self
        running = self.child_ids.filtered(lambda child: child.state in (*OPEN, "submitted", "approved"))
        return running.sorted("id")[-1:] or self

    def _get_deviating_orders(self):
        """Return the orders whose changes are decided with this contract, as superuser."""
        self.ensure_one()
        # sudo: what is open on the orders concerns everybody who decides here; a form changes no order, so
        # it is read as it is saved
        contract = self._origin.sudo()
        orders = contract.order_ids | contract.parent_id.order_ids
        return orders._ops_filter_deviating().filtered(
            lambda order: order._ops_governing_contract() == contract
        )

    def _get_sellers(self):
        """Return who sells here, and so confirms no deviation."""
        return self.user_id | self.holder_id | self.ops_requester_id

    # ------------------------------------------------------------------
    # Terms
    # ------------------------------------------------------------------
    def _get_promised_terms(self, old):
        """Return the contract's own terms as (kind, name in the snapshot, value, is it worse).

        :param dict old: the header of an order's approved snapshot
        """
        self.ensure_one()
        terms = [("customer", "partner_id", self.partner_id.commercial_partner_id.id, True)]
        if self.payment_term_id:
            days = self.payment_term_id._ops_credit_days(self.company_id)
            is_worse = self.env["sale.order"]._ops_has_more_credit(old, {"credit_days": days})
            terms.append(("payment", "payment_term_id", self.payment_term_id.id, is_worse))
        if self.date_delivery:
            approved = self._get_comparable_value("delivery", old["commitment_date"])
            date = fields.Date.to_string(self.date_delivery)
            terms.append(("delivery", "commitment_date", date, not approved or date < approved))
        is_longer = self.warranty_months > old["warranty_months"]
        terms.append(("warranty", "warranty_months", self.warranty_months, is_longer))
        return terms

    def _get_comparable_value(self, kind, value):
        """Return an order's value as the contract states it: the day of delivery without its hour."""
        return self.env["sale.order"]._ops_day(value, self.company_id) if kind == "delivery" else value

    # ------------------------------------------------------------------
    # What follows from a change
    # ------------------------------------------------------------------
    @contextmanager
    def _following_orders(self, vals):
        """Let the orders follow what changes their promise, or by which contract it is decided."""
        if FOLLOWED.isdisjoint(vals) or not self.env["res.company"]._ops_companies_on():
            yield
            return
        if "parent_id" in vals:
            self.filtered(
                lambda contract: contract.parent_id.id != vals["parent_id"]
            )._refuse_unsigned_amendment()
        # a signed contract that goes on governs its orders as before
        goes_on = FOLLOWED & vals.keys() == {"state"} and {*self.mapped("state"), vals["state"]} <= set(
            SIGNED
        )
        yield
        if not goes_on:
            # sudo: whoever may change the contract changes by it what its orders promise
            contracts = self.sudo()
            (contracts.order_ids | contracts.parent_id.order_ids)._ops_follow_contract()

    def _refuse_unsigned_amendment(self):
        """An amendment that is given up leaves the signed order as it was signed. Clause: W3.C"""
        for contract in self._ops_filter_on().filtered("parent_id"):
            # sudo: all of them count, whoever reads which
            contract_sudo = contract.sudo()
            live = contract_sudo.deviation_ids.filtered(lambda deviation: deviation.state != "withdrawn")
            orders = live.order_id & contract_sudo.parent_id.order_ids
            if orders:
                raise UserError(
                    self.env._(
                        "%(contract)s amends a signed contract: the salesperson or sales support first "
                        "brings %(orders)s back to what was signed (W3.C).",
                        contract=contract.display_name,
                        orders=", ".join(orders.mapped("name")),
                    )
                )

    # ------------------------------------------------------------------
    # Gate
    # ------------------------------------------------------------------
    def _get_open_deviations(self):
        """Name each point that still has to be confirmed, and who can. Clauses: W3.C, W3.D"""
        return [
            sentence
            for order in self._get_deviating_orders()
            for sentence in order._ops_deviation_sentences()
        ]

    def _tell_deviations(self, deviations, people):
        """Leave one line about a change, and notify who confirms it.

        :param deviations: what opened
        :param people: res.users to notify
        """
        body = self.env._(
            "Deviations from what was approved: %(points)s. The sales manager or a company leader confirms "
            "them (W3.C).",
            points=self.env["sale.order"]._ops_join_reasons(deviations.mapped("display_name")),
        )
        document = self or deviations.order_id[:1]
        document._ops_note(body)
        if people:
            document.sudo().message_notify(  # sudo: whoever changes the order need not write the contract
                partner_ids=people.partner_id.ids,
                author_id=self.env.user.partner_id.id,
                subject=self.env._("%s: deviations to confirm", document.display_name),
                body=body,
            )

    def action_confirm_deviations(self):
        """Confirm what is open here, as far as it is the user's to confirm. Clause: W3.C"""
        return self._get_waiting_deviations().action_confirm()

    def action_refuse_deviations(self):
        """Ask for the reason to refuse what is open here and the user's to decide. Clause: W3.C"""
        return self._get_waiting_deviations().action_open_refuse()

    def _get_waiting_deviations(self):
        """Return what is open here: the user's to decide, or all when none is."""
        waiting = self.deviation_ids.filtered(lambda deviation: deviation.state == "open")
        return waiting.filtered("can_confirm") or waiting

    def action_open_deviations(self):
        """Open the deviations of these contracts."""
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_contract_deviation_action")
        return {**action, "domain": [("contract_id", "in", self.ids)], "context": {}}
