from odoo import api, fields, models

from ....tools.states import UNDECIDED
from ..document.ops_document import MOVES
from ..guarded.moves import Move

# The head answers jointly.
JOINT_CLAUSE = "H7"
# The decision stands: it counts for the cap of its month, and is repealed, not dismissed.
DECIDED = ("approved", "notified", "settled", "upheld")
HEARD = ("submitted", *DECIDED, "repealed", "cancel")
KINDS = [("fine", "Fine"), ("compensation", "Compensation"), ("liability", "Liability"), ("reward", "Reward")]


class OpsPenalty(models.Model):
    """A case: what follows from a person's violations, or what he is rewarded for (R16).

    Proposed → heard → decided → notified → settled, then upheld or repealed; dismissed by a leader. The
    states have the names of every document: `draft` proposed, `submitted` heard and being decided,
    `approved` decided, `refused` sent back to whoever proposed it, `cancel` dismissed.

    Split by concern: here the document, `proposal.py` who proposes what, `amount.py` range, scale and cap,
    `hearing.py` the person's answer, `decision.py` who decides, `joint.py` the head's share; `settlement/`
    what follows the decision.
    """

    _name = "ops.penalty"
    _inherit = ["ops.confidential", "ops.document"]
    _description = "Case"
    _order = "id desc"

    _ops_clause = "R16"
    _number_prefix = "AJ-"
    _transitions = {
        **MOVES,
        "draft": Move("reset", ("submitted", "refused")),
        "cancel": Move("cancel", UNDECIDED, roles=("leader",)),
        "notified": Move("notify", ("approved",)),
        "settled": Move("settle", ("notified", "upheld"), roles=("leader",)),
        "upheld": Move("uphold", ("notified", "settled"), roles=("leader",)),
        # without an appeal only with the case of which it is the joint share
        "repealed": Move("repeal", DECIDED, roles=("leader",)),
    }
    _state_sets = {
        "proposed": (*HEARD, "draft", "refused"),
        "heard": HEARD,
    }
    _locked_when = {"heard": "is_mine"}
    _ops_is_confidential = True
    _closed_states = ("settled", "upheld", "repealed", "cancel")

    employee_id = fields.Many2one(required=True, frozen="proposed")
    kind = fields.Selection(KINDS, required=True, default="fine", frozen="proposed", tracking=True)
    line_ids = fields.One2many("ops.penalty.line", "penalty_id", "Violations", frozen="heard")
    reason = fields.Text("Grounds", frozen="heard", help="Why this is proposed; the person reads it.")
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        frozen="heard",
    )
    amount_asked = fields.Monetary(
        "Loss or reward",
        frozen="heard",
        help="Compensation: the loss to be made good. Reward: the amount, or nothing for praise.",
    )
    computation = fields.Text("How the loss was computed", frozen="heard")
    evidence = fields.Binary("Document of the loss", attachment=True, copy=False, frozen="heard")
    evidence_name = fields.Char("File name", copy=False, frozen="heard")
    amount = fields.Monetary(
        compute="_compute_amount",
        store=True,
        recursive=True,
        derived=True,
        help="A fine: the sum of its violations; compensation and reward as entered.",
    )
    clause_codes = fields.Char("Clauses", compute="_compute_clause_codes")
    proposer_id = fields.Many2one(
        "res.users",
        "Proposed by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        stamp=True,
        help="Empty: by the software, because the clause says so.",
    )
    date_hearing = fields.Datetime(
        "Answer until",
        readonly=True,
        copy=False,
        stamp=True,
        help="Until then the person may answer; no decision before he has, or the time has passed.",
    )
    answer = fields.Text("The person's answer", readonly=True, copy=False, stamp=True)
    date_answered = fields.Datetime("Answered on", readonly=True, copy=False, stamp=True)
    head_decides = fields.Boolean(
        readonly=True,
        copy=False,
        stamp=True,
        help="The head is asked: there is one, and he did not propose it.",
    )
    dismiss_reason = fields.Text("Why it was dismissed", readonly=True, copy=False, stamp=True)
    state = fields.Selection(
        selection_add=[
            ("draft", "Proposed"),
            ("submitted", "Heard"),
            ("approved", "Decided"),
            ("notified", "Notified"),
            ("settled", "Settled"),
            ("upheld", "Upheld"),
            ("repealed", "Repealed"),
            ("refused", "Sent back"),
            ("cancel", "Dismissed"),
        ],
        ondelete=dict.fromkeys(("notified", "settled", "upheld", "repealed"), "cascade"),
    )
    is_open = fields.Boolean(compute="_compute_is_open", help="Nothing is decided yet.")

    _person_idx = models.Index("(employee_id, state)")

    @api.depends("company_id")
    def _compute_currency_id(self):
        for penalty in self:
            penalty.currency_id = penalty.company_id.currency_id or self.env.company.currency_id

    @api.depends(
        "kind", "amount_asked", "line_ids.amount", "parent_id.amount", "joint_percent", "joint_fixed"
    )
    def _compute_amount(self):
        for penalty in self:
            if penalty.parent_id:
                penalty.amount = penalty.amount_asked or penalty._get_share_amount()
            elif penalty.kind == "fine":
                penalty.amount = sum(penalty.line_ids.mapped("amount"))
            else:
                penalty.amount = penalty.amount_asked if penalty.kind != "liability" else 0.0

    @api.depends("line_ids.violation_id", "parent_id")
    def _compute_clause_codes(self):
        for penalty in self:
            codes = dict.fromkeys(penalty.line_ids.clause_id.mapped("code"))
            if penalty.parent_id:
                codes = [JOINT_CLAUSE]
            penalty.clause_codes = ", ".join(codes)

    @api.depends("state")
    def _compute_is_open(self):
        for penalty in self:
            penalty.is_open = penalty.state in UNDECIDED

    def _ops_owner(self):
        """The person himself never decides his own case."""
        return self.user_id

    def _has_begun(self):
        """The person knows of a case from the moment it is proposed."""
        return True
