from odoo import api, fields, models

from ....tools.states import TO_SUBMIT
from ...policy.guarded.moves import Move

PROCESSES = [
    ("after_sales", "After-sales service"),
    ("repair", "Repair"),
    ("return", "Return of goods"),
    ("exchange", "Exchange"),
]
# Which clauses a process stands under: their first letters.
CLAUSES = {"after_sales": "W7", "repair": "W8", "return": "W9", "exchange": "W9"}
STEPS = [
    ("draft", "New"),
    ("submitted", "To confirm"),
    ("approved", "Confirmed"),
    ("technical", "With technical"),
    ("site", "On site"),
    ("purchasing", "With purchasing"),
    ("maker", "At the maker"),
    ("solved", "Done"),
    ("closed", "Closed"),
    ("refused", "Refused"),
    ("cancel", "Withdrawn"),
    ("reopened", "Reopened"),
]
# The case is confirmed and not at its end.
RUNNING = ("approved", "reopened", "technical", "site", "purchasing", "maker")
# Nobody works on it any more.
ENDED = ("closed", "refused", "cancel")
# No work was, or will be, done.
DENIED = ("refused", "cancel")
# Who opens a case and answers for it to the customer.
SALES = ("consultant", "sales_support")


class HelpdeskTicket(models.Model):
    """A customer's problem as one case: who acts now is its step, and nobody works before it is confirmed.

    The step is ours, the helpdesk's stage follows it (`stage.py`). A ticket that came by mail, portal or
    website is *new* and has no process yet; where the rulebook is off it is core's ticket.

    Split by concern: here process and steps; `people.py` whose case it is, `door.py` what is written by whom,
    `request.py` what is missing and what follows the confirmation, `technical.py` contact, dispatch and
    result, `told.py` the customer's answer, `end.py` withdrawn and reopened, `waiting.py` while the customer
    is awaited, `view.py` the form.

    Clauses: W7.A, W8.A, W9.A
    """

    _name = "helpdesk.ticket"
    # core's threads last, as in `rating`: the gate comes before them, whichever is imported first
    _inherit = ["helpdesk.ticket", "ops.gated", "mail.thread.cc", "mail.thread"]

    _state_field = "ops_step"
    _ops_clause = "W7.A"
    _ops_drops_stamps = True
    _transitions = {
        "submitted": Move("submit", TO_SUBMIT, roles=SALES),
        "approved": Move("approve", ("submitted",)),
        "refused": Move("refuse", ("submitted",)),
        "draft": Move("reset", ("submitted", "refused", "cancel"), roles=SALES),
        "technical": Move("take_up", ("approved", "reopened", "site"), roles=("technical",), clause="W7.C"),
        "site": Move("send_someone", ("technical",), roles=("technical",), clause="W7.C"),
        "solved": Move("solve", ("technical", "site"), roles=("technical",), clause="W7.D"),
        "closed": Move("close", ("solved",), roles=SALES, clause="V5.2"),
        "reopened": Move("reopen", ("solved", "closed"), roles=SALES, clause="V5.2"),
        "cancel": Move("withdraw", ("draft", "refused", *RUNNING), roles=SALES),
    }
    _state_sets = {
        "asked": ("submitted", *RUNNING, "solved", "closed", "cancel"),
        "not_technical": ("draft", "submitted", "refused", "solved", "closed", "cancel"),
    }

    ops_step = fields.Selection(
        STEPS,
        "Step",
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
        help="Who acts now. The helpdesk's stage follows it.",
    )
    ops_process = fields.Selection(
        PROCESSES,
        "Process",
        index=True,
        tracking=True,
        frozen="asked",
        help="What the customer asks for; it decides who acts in which order (W7, W8, W9).",
    )
    ops_date_received = fields.Datetime(
        "Received on",
        default=fields.Datetime.now,
        copy=False,
        frozen="asked",
        help="When the customer told us.",
    )
    ops_reason = fields.Text(
        "Reason", frozen="asked", help="Why the customer returns or exchanges the goods (W9.A)."
    )
    ops_fault_of = fields.Selection(
        [("us", "Us"), ("maker", "The maker"), ("carrier", "The carrier"), ("customer", "The customer")],
        "Whose fault",
        frozen="asked",
        help="Who answers for it as far as we know now (W9.A).",
    )

    # ------------------------------------------------------------------
    # Under the rulebook
    # ------------------------------------------------------------------
    def _ops_filter_cases(self):
        """Return the tickets whose company has the rulebook switched on; the others are core's."""
        companies = self.env["res.company"]._ops_companies_on()
        return self.filtered(lambda ticket: ticket.company_id.id in companies) if companies else self.browse()

    @api.depends("company_id")
    def _compute_ops_is_on(self):
        cases = self._ops_filter_cases()
        for ticket in self:
            ticket.ops_is_on = ticket in cases

    def _ops_filter_on(self):
        """Return the cases whose own gate is in force: that of their process."""
        in_force = self.env["ops.clause"]._is_in_force
        return self._ops_filter_cases().filtered(
            lambda case: in_force(case._ops_clause_of("A"), case.company_id)
        )

    def _ops_clause_of(self, letter):
        """Return the clause of this case's process, e.g. "W8.B"."""
        return f"{CLAUSES.get(self[:1].ops_process, 'W7')}.{letter}"

    def _ops_named_clause(self):
        return self._ops_clause_of("A")

    def _ops_is_goods(self):
        """Tell whether goods come back in this case."""
        self.ensure_one()
        return self.ops_process in ("repair", "return", "exchange")

    def _ops_is_running(self):
        """Tell whether the case is confirmed and somebody works on it."""
        self.ensure_one()
        return self.ops_step in RUNNING

    def _ops_is_open(self):
        """Tell whether the case is not at its end."""
        self.ensure_one()
        return self.ops_step not in ENDED and (self.ops_step != "draft" or not self.closed)
