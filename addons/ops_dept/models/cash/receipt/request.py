from odoo import api, fields, models
from odoo.exceptions import UserError

from ...deal.contract.gate import SUBMITTERS


class OpsReceipt(models.Model):
    """The request for finance's confirmation: who submits it, and what is still missing (W5.B)."""

    _inherit = "ops.receipt"

    # ------------------------------------------------------------------
    # Submitting
    # ------------------------------------------------------------------
    def _ops_may_submit(self):
        """Support asks for finance's confirmation, and consultants for their customers (PROCESS §2)."""
        return self.env.user._ops_has_role(*SUBMITTERS)

    def _check_submit(self):
        off = self - self._ops_filter_on()
        if off and not self.env.user.has_group("account.group_account_invoice"):
            raise UserError(
                self.env._(
                    "%(receipt)s: the operations rulebook is switched off in %(company)s, so finance "
                    "registers the payment itself.",
                    receipt=off[0].display_name,
                    company=off[0].company_id.display_name,
                )
            )
        return super()._check_submit()

    def _ops_get_status_text(self):
        self.ensure_one()
        if self.state == "approved" and not self.ops_gate_error:
            return self.env._(
                "Finance has confirmed and posted it. Next: %s or sales support tells the customer (W5.C).",
                self.salesperson_id.name or "-",
            )
        if self.state == "loosened":
            return self.env._(
                "Changed in the books. Next: finance confirms it as the books stand, or reverses it (W5.C). "
                "%(changes)s",
                changes=self.books_text or "",
            )
        return super()._ops_get_status_text()

    def _get_submit_blockers(self):
        """Say what sales still has to enter or correct before finance is asked (W5.B)."""
        self.ensure_one()
        _ = self.env._
        blockers = []
        if not (self._ops_may_submit() or self.transaction_id) and self._ops_is_on():
            blockers.append(
                _("The consultant or sales support submits it for finance's confirmation (W5.B).")
            )
        if self.date_received and self.date_received > fields.Date.context_today(self):
            blockers.append(_("The day it was received lies in the future (W5.B)."))
        blockers += self._get_problems(reserve=True)
        blockers += self._get_twin_problems()
        return blockers

    def _get_problems(self, reserve=False):
        """Return what is wrong with amounts, invoices and orders, at submission and again at confirmation.

        :param bool reserve: count what other requests that are being decided allocate
        """
        self.ensure_one()
        _ = self.env._
        problems = []
        if self.currency_id.compare_amounts(self.amount, 0) <= 0:
            problems.append(_("Enter the amount received: it is above zero (W5.B)."))
        if self.currency_id.compare_amounts(self.amount_allocated, self.amount) > 0:
            problems.append(
                _(
                    "%(allocated)s is allocated, %(amount)s was received. Lower an allocation; what is given "
                    "up of an invoice is a write-off (W5.B).",
                    allocated=self.currency_id.format(self.amount_allocated),
                    amount=self.currency_id.format(self.amount),
                )
            )
        # sudo: whose orders they are; who put them here may read them
        for order in self.order_ids.sudo():
            customers = (
                order.partner_id.commercial_partner_id | order.partner_invoice_id.commercial_partner_id
            )
            if self.partner_id not in customers or order.company_id != self.company_id:
                problems.append(
                    _(
                        "%(order)s belongs to another customer or company; take it out (W5.B).",
                        order=order.name,
                    )
                )
        rows = self.allocation_ids
        reserved = rows._reserved(rows.move_id, self) if reserve else {}
        return problems + rows._get_problems(reserved)

    def _check_cancel(self):
        """The money of an online payment is here: its request is corrected, never cancelled."""
        result = super()._check_cancel()
        self._refuse_online()
        for receipt in self.filtered(lambda receipt: receipt.state == "submitted"):
            if not receipt._ops_may_withdraw():
                raise UserError(
                    self.env._(
                        "%(receipt)s is being decided: %(requester)s may withdraw it, finance refuses it "
                        "with a reason (W5.C).",
                        receipt=receipt.display_name,
                        requester=receipt.sudo().ops_requester_id.name or "-",  # sudo: who may act is told
                    )
                )
        return result

    def _offers_move(self, target):
        """Finance refuses what it is asked; cancelling it is the requester's."""
        mine = target != "cancel" or self.state != "submitted" or self._ops_may_withdraw()
        return mine and super()._offers_move(target)

    def _refuse_online(self):
        # sudo: whether there is a transaction, which sales need not be allowed to read
        online = self.sudo().filtered("transaction_id")
        if online:
            raise UserError(
                self.env._(
                    "%(receipt)s stands for an online payment that the customer made. Correct and submit it; "
                    "finance confirms it (W5.C).",
                    receipt=online[0].display_name,
                )
            )

    def _ops_refuse_deletion(self):
        self._refuse_online()
        return super()._ops_refuse_deletion()

    @api.model
    def _get_submit_label(self):
        return self.env._("Submit to Finance")

    # ------------------------------------------------------------------
    # Finance's view on it
    # ------------------------------------------------------------------
    def _get_content_blockers(self):
        """Say what finance still needs to post it."""
        _ = self.env._
        problems = self._get_problems() + self._get_twin_problems(decided=True)
        if not self._get_payment_method_line():
            problems.append(_("Finance: choose the bank or cash journal in which it was received (W5.C)."))
        if any(row.write_off for row in self.allocation_ids) and not self.write_off_account_id:
            problems.append(_("Finance: choose the account of the write-off (W5.C)."))
        return problems

    @api.model
    def _complete_form(self, arch):
        """Retrying is finance's; nobody else is offered it."""
        result = super()._complete_form(arch)
        for button in arch.xpath("./header/button[@name='action_ops_retry']"):
            button.set("groups", "ops_dept.ops_dept_group_finance,account.group_account_invoice")
        return result
