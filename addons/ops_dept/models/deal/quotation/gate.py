from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError

from .sale_order import AMOUNTS, BEHIND_GATE, PEOPLE


class SaleOrder(models.Model):
    """The choke points of core's state: nothing behind the gate without approval, nothing worse (W2.E)."""

    _inherit = "sale.order"

    def _ops_check_created(self, _vals_list):
        gated = self._ops_filter_on()
        gated.filtered(lambda order: order.state in BEHIND_GATE)._ops_require_released("confirm")
        gated.filtered(lambda order: order.signature or order.signed_by)._ops_require_released("sign")

    @contextmanager
    def _ops_passing_gate(self, vals):
        """Check what concerns the gate before and after it is written."""
        if vals.keys().isdisjoint(self._ops_watched()):
            yield
            return
        self._ops_check_write(vals)
        before = self._ops_filter_on()
        yield
        (before | self._ops_filter_on())._ops_after_write(vals)
        if vals.get("state") == "sale":
            self._ops_log_open()

    @api.model
    def _ops_watched(self):
        """Return the fields whose change concerns the gate; anything else is written as in plain Odoo."""
        return {
            "state",
            "company_id",
            *PEOPLE,
            "ops_approval_state",
            "ops_contract_id",
            "ops_major_marked",
            "signature",
            "signed_by",
            "signed_on",
            *self._ops_declared("stamp"),
            *self._ops_promised_fields(),
        }

    def _ops_check_write(self, vals):
        """Check before the write what does not depend on its result."""
        gated = self._ops_filter_gated()
        if not gated:
            return
        promised = {name: value for name, value in vals.items() if name in self._ops_promised_fields()}
        if promised:
            gated.filtered(lambda order: order.ops_approval_state == "submitted")._ops_refuse_frozen(promised)
        if "company_id" in vals:
            gated._ops_refuse_company_change(vals["company_id"])
        if not vals.keys().isdisjoint(PEOPLE):
            gated._ops_refuse_new_people(vals)
        if "ops_major_marked" in vals:
            gated._ops_check_major_mark()
        if vals.get("signature") or vals.get("signed_by") or vals.get("signed_on"):
            gated._ops_require_released("sign")
        # before as well as after: whoever catches the refusal must not be left with a moved order
        self._ops_check_state(vals)

    def _ops_check_state(self, vals):
        if vals.get("state") in BEHIND_GATE:
            self._ops_require_released("sent" if vals["state"] == "sent" else "confirm")

    def _ops_after_write(self, vals):
        """Check after the write what depends on it: nothing behind the gate without approval, nothing
        worse.
        """
        if self._ops_promised_in(vals):
            self._ops_after_change()
            self._ops_check_state(vals)
        if "state" in vals and vals["state"] != "sale":
            self._ops_end_exemption()
            self._ops_check_state(vals)
        if vals.get("state") == "cancel":
            self._ops_after_cancel()
        if "company_id" in vals:
            self.filtered(lambda order: order.state in BEHIND_GATE)._ops_require_released("confirm")
        if vals.get("state") == "sale":
            # sudo: the confirmation was checked; that it enters the contract follows from it
            self.ops_contract_id.sudo()._orders_confirmed()

    def _ops_end_exemption(self):
        """An order that no longer runs comes under the gate like any other (PROCESS §3)."""
        exempt = self.filtered("ops_exempt")
        if exempt:
            exempt._stamp({"ops_exempt": False})

    def _ops_derived_message(self, names):
        """What follows from the lines is said in the quotation's words: it would change the price."""
        amounts = AMOUNTS & set(names)
        if not amounts:
            return super()._ops_derived_message(names)
        return self.env._(
            "%(order)s: %(fields)s follow from the lines and are not written by hand (W2.E).",
            order=self.display_name,
            fields=self._ops_field_labels(amounts),
        )

    def _ops_refuse_frozen(self, vals):
        """Keep what is being decided as it is; the frozen fields are the promised ones."""
        for order in self:
            raise UserError(
                self.env._(
                    "%(order)s is being decided and cannot be changed (%(waiting)s). %(requester)s withdraws "
                    "the request first, or the reviewer refuses it with a reason (W2.E).",
                    order=order.display_name,
                    waiting=order.sudo().ops_waiting_for or "-",  # sudo: reading who acts next
                    requester=order.sudo().ops_requester_id.name or "-",
                )
            )

    def _ops_refuse_company_change(self, company_id):
        """A quotation under the rulebook does not leave its company: the other company's gates would not know
        it.
        """
        for order in self:
            if order.company_id.id != company_id:
                raise UserError(
                    self.env._(
                        "%(order)s stays in %(company)s, where the rulebook is on. Make a new quotation in "
                        "the other company instead (W2.E).",
                        order=order.display_name,
                        company=order.company_id.display_name,
                    )
                )

    def _ops_after_cancel(self):
        """A cancelled quotation has no request and no approval any more; the log keeps both."""
        self._ops_filter_gated()._ops_close_questions(("technical", "purchasing"))
        orders = self.filtered(lambda order: order.ops_approval_state != "draft" and not order.ops_exempt)
        if orders:
            orders._ops_log("cancelled")
            orders._ops_reset_approval()

    def _ops_refuse_deletion(self):
        """A quotation that was ever asked for is cancelled, not deleted. Clause: W2.E"""
        self._ops_refuse_deleting_contracted()
        for order in self._ops_filter_gated().filtered("ops_requester_id"):
            raise UserError(
                self.env._(
                    "%(order)s was submitted and is kept: cancel it instead (W2.E).", order=order.display_name
                )
            )
        return super()._ops_refuse_deletion()

    def _action_confirm(self):
        # an order that stands at "sale" was checked when it was written there
        self.filtered(lambda order: order.state != "sale")._ops_require_released("confirm")
        return super()._action_confirm()

    def _ops_require_released(self, what):
        """Refuse what needs an approved quotation; a confirmation needs its basis and support as well.

        The approved snapshot is compared again, so a change that came past `write` does not get out either.

        :param str what: the sentence's beginning, one of `_ops_gate_sentences`
        :raises UserError: names the order, who acts next and the clause
        """
        problems = [
            order._ops_get_gate_message(what)
            for order in self._ops_filter_gated()
            if not order._ops_is_approval_valid()
        ]
        if problems:
            raise UserError("\n".join(problems))
        if what == "confirm":
            self._ops_require_basis()

    def _ops_require_printable(self, report):
        """A quotation leaves on no report before it is approved. Clause: W2.E"""
        self._ops_require_released("print")
