from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class OpsVisit(models.Model):
    """Closing a call in one act, and the next one on the list right after it (P1.1, P4.1)."""

    _inherit = "ops.visit"

    def action_not_reached(self):
        """Nobody was reached. Clause: P4.1

        :return: the action that opens the next call of the list
        """
        return self._close_call(reached="not_reached", result="not_met")

    def action_refused(self):
        """He does not want to talk. Clause: P4.1"""
        return self._close_call(reached="refused", result="no")

    def action_call_back(self):
        """Call him again tomorrow, at the time of this call, unless another one was typed. Clause: P4.1"""
        self.ensure_one()
        again = self.next_date or fields.Datetime.now().replace(second=0, microsecond=0) + timedelta(days=1)
        return self._close_call(reached="call_back", next_date=again, next_channel="outbound")

    def action_close_call(self):
        """Close the call with what was entered, and open the next one. Clause: P4.1

        :raises UserError: names what is missing
        """
        self.ensure_one()
        vals = {} if self.reached else {"reached": "reached"}
        return self._close_call(**vals)

    def _close_call(self, **vals):
        self.ensure_one()
        if self._is_visit():
            raise UserError(
                self.env._("%(visit)s is a visit: leave, arrive, report (V1.1).", visit=self.display_name)
            )
        self._check_mine()
        self.write(vals)
        self.write({"state": "reported"})
        return self._open_next_call()

    def _open_next_call(self):
        """Open the next call that is planned until today; after the last one the list."""
        following = self._get_next_call()
        if not following:
            return self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_visit_action_calls")
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_visit_action_call")
        return {**action, "res_id": following.id}

    def _get_next_call(self):
        return self.search(
            [
                ("user_id", "=", self.env.uid),
                ("company_id", "=", self.company_id.id),
                ("channel", "=", "outbound"),
                ("state", "=", "planned"),
                ("date_start", "<", self.env["ops.home"].with_company(self.company_id)._get_day()[1]),
                ("id", "not in", self.ids),
            ],
            order="date_start, id",
            limit=1,
        )

    def _get_next_tap(self):
        if self._is_visit():
            return super()._get_next_tap()
        return self.env._("Call"), "action_open_call"

    def action_open_call(self):
        """Open the call in its short form."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_visit_action_call")
        return {**action, "res_id": self.id}

    @api.model
    def _get_call_names(self):
        return ("outbound", "inbound")

    def _check_been(self):
        """A call needs no departure and no times."""
        return self._is_visit() and super()._check_been()
