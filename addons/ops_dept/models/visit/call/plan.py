from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsVisit(models.Model):
    """Calls planned from a segment, nobody twice within some days (P1.1)."""

    _inherit = "ops.visit"

    @api.model
    def _plan_calls(self, customers, user, start, goal="", minutes=5):
        """Plan a call for each of these customers, one after the other.

        Left out is who was called or is to be called within the company's days, and who has no number.

        Clause: P1.1

        :param customers: ops.customer
        :param user: res.users who calls
        :param start: when the first call is, naive UTC
        :param str goal: what about
        :param int minutes: for each call
        :return: the calls
        :raises UserError: when nobody is left to call
        """
        partners = customers.partner_id - self._get_called_lately(customers.partner_id)
        partners = partners.filtered(lambda partner: partner._ops_get_call_number())
        if not partners:
            raise UserError(
                self.env._(
                    "Nobody is left to call: without a number, or called within %(days)s days (P1.1).",
                    days=self.env.company.ops_call_days,
                )
            )
        return self.create(
            [
                {
                    "channel": "outbound",
                    "partner_id": partner.id,
                    "user_id": user.id,
                    "date_start": start + timedelta(minutes=minutes * number),
                    "minutes_planned": minutes,
                    "goal": goal or False,
                }
                for number, partner in enumerate(partners)
            ]
        )

    @api.model
    def _get_called_lately(self, partners):
        """Return the customers whom somebody of the company called lately or is about to call."""
        since = fields.Datetime.now() - timedelta(days=self.env.company.ops_call_days)
        domain = [
            ("partner_id", "in", partners.ids),
            ("company_id", "=", self.env.company.id),
            ("channel", "=", "outbound"),
            ("date_start", ">=", since),
            ("state", "!=", "cancelled"),
        ]
        # sudo: a colleague's calls count, too; only whom he called
        found = self.sudo()._read_group(domain, ["partner_id"])
        return partners.browse(partner.id for (partner,) in found)


class ResPartner(models.Model):
    """The number under which a customer is called."""

    _inherit = "res.partner"

    def _ops_get_call_number(self):
        """Return the customer's number, or that of the first person who has one."""
        self.ensure_one()
        return self.phone or next((child.phone for child in self.child_ids if child.phone), False)


class OpsCustomer(models.Model):
    """The customers that are selected are called."""

    _inherit = "ops.customer"

    def action_open_plan_calls(self):
        """Ask who calls them, from when on and what about. Clause: P1.1"""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Plan Calls"),
            "res_model": "ops.visit.call.plan",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_customer_ids": [fields.Command.set(self.ids)]},
        }
