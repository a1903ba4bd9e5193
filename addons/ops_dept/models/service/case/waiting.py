from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)

# Who works on cases and hears from the customer.
WORKERS = ("consultant", "sales_support", "technical", "purchasing", "leader")


class HelpdeskTicket(models.Model):
    """While the customer is awaited the time is not ours: since when, for what, and how long it was."""

    _inherit = "helpdesk.ticket"

    _reasons = {
        "wait": Reason(
            action="action_ops_wait",
            question=_lt("What is the customer to do?"),
            button=_lt("Wait for the Customer"),
            follows=_lt("Limits stand still until the customer has answered."),
            lacking=_lt("say what the customer is to do (R14)."),
            length=2,
            prompt=_lt("e.g. sends photos of the type plate"),
        ),
    }

    ops_waiting_since = fields.Datetime(
        "Customer awaited since", readonly=True, copy=False, stamp=True, index="btree_not_null"
    )
    ops_waiting_for_word = fields.Char("Awaited from the customer", readonly=True, copy=False, stamp=True)
    ops_waited_hours = fields.Float(
        "Hours waited for the customer",
        readonly=True,
        copy=False,
        stamp=True,
        help="Working hours, not counted among ours.",
    )

    def action_ops_open_wait(self):
        """Ask what the customer is to do."""
        return self._ask_reason("wait")

    def action_ops_wait(self, reason):
        """Let the limits stand still until the customer has answered.

        :raises UserError: for a case on which nobody works
        """
        word = self._take_reason("wait", reason)
        self._ops_check_workers()
        for case in self:
            if not case._ops_is_running():
                raise UserError(
                    self.env._(
                        "%(case)s stands at “%(step)s”: nobody waits for the customer then (R14).",
                        case=case.display_name,
                        step=case._ops_state_label(),
                    )
                )
            since = case.ops_waiting_since or fields.Datetime.now()
            case._stamp({"ops_waiting_since": since, "ops_waiting_for_word": word})
        self._ops_follow_waiting()
        return True

    def action_ops_go_on(self):
        """The customer has answered: limits run on."""
        self._ops_check_workers()
        self._ops_end_waiting()
        return True

    def _ops_end_waiting(self):
        """Nobody waits for the customer of these cases any more."""
        waiting = self.filtered("ops_waiting_since")
        for case in waiting:
            case._stamp(case._prepare_waiting_over_vals())
        waiting._ops_follow_waiting()

    def _ops_check_workers(self):
        """Refuse who does not work on cases; superuser mode is no role."""
        self.check_access("write")
        self._ops_check_held(WORKERS, self._ops_named_clause())

    def _ops_follow_waiting(self):
        """Let what has limits follow that the customer is awaited, or is so no longer; rooms say it."""

    def _prepare_waiting_over_vals(self):
        """Return the values of a case that waits no longer, with the working hours that it waited."""
        self.ensure_one()
        hours = self._ops_get_hours(self.ops_waiting_since, fields.Datetime.now())
        return {
            "ops_waiting_since": False,
            "ops_waiting_for_word": False,
            "ops_waited_hours": self.ops_waited_hours + hours,
        }
