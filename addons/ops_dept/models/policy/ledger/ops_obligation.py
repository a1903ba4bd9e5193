from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import LazyTranslate

from ....tools.actions import open_records

_lt = LazyTranslate(__name__)


LIVE = ("open", "late")
# The step of what an approver owes: to decide; handed over with his approvals, and never a violation.
DECISION = "decision"


class OpsObligation(models.Model):
    """Who owes what by when: the one ledger behind every deadline of the rulebook.

    Documents open and meet obligations through `ops.accountable`; nobody writes here by hand. Users see what
    they owe, what their team or company owes, and only when they may read the document. States: open → late
    (overdue and still owed) → met (keeps when, and how late); missed when its period closed unmet; waived by
    a role above the owner's or when the document no longer asks for it.
    """

    _name = "ops.obligation"
    _inherit = ["ops.kept", "ops.post.mixin", "ops.guarded"]
    _description = "Obligation"
    _order = "date_due, id"

    _kept = _lt("Obligations are never deleted: they are met, missed or waived.")

    # Which repeated duties a room can meet: a place and a method that returns their codes (`repeated`).
    _meetable_rows = ()

    clause_id = fields.Many2one("ops.clause", required=True, readonly=True, ondelete="restrict")
    step = fields.Char(readonly=True, help="Which limit of the clause; empty for clauses with a single one.")
    res_model = fields.Char("Document model", readonly=True)
    res_id = fields.Many2oneReference("Document ID", model_field="res_model", readonly=True)
    document_name = fields.Char("Document", readonly=True)
    is_document_deleted = fields.Boolean("Document deleted", readonly=True)

    owner_id = fields.Many2one(
        "res.users", readonly=True, ondelete="restrict", help="Empty: whoever holds the role."
    )
    group_id = fields.Many2one(
        "res.groups",
        "Role",
        readonly=True,
        ondelete="restrict",
        help="Whose holders share it when it has no owner.",
    )
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True, ondelete="set null")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")

    owed_by = fields.Selection(
        [("person", "A person"), ("team", "A sales team"), ("company", "The company")],
        readonly=True,
        help="Of a repeated duty: whose it is.",
    )
    period = fields.Char(readonly=True, help="Of a repeated obligation, e.g. 2026-W48 or 2026-11.")
    date_opened = fields.Datetime("Since", required=True, readonly=True)
    date_due = fields.Datetime("Due", readonly=True)
    date_late = fields.Datetime("Marked late on", readonly=True)
    date_met = fields.Datetime("Done on", readonly=True)
    met_by_id = fields.Many2one("res.users", "Done by", readonly=True, ondelete="restrict")
    late_hours = fields.Float(
        "Late (working hours)",
        readonly=True,
        aggregator="avg",
        help="Working hours from the due date until done.",
    )
    paused_hours = fields.Float(
        readonly=True,
        help="Working hours after the due date in which the rulebook was switched off; they do not count.",
    )

    state = fields.Selection(
        [("open", "Open"), ("late", "Late"), ("met", "Done"), ("missed", "Missed"), ("waived", "Waived")],
        required=True,
        readonly=True,
        default="open",
    )
    escalation = fields.Integer(
        "Escalation level",
        readonly=True,
        aggregator=None,
        help="1 the owner is told, 2 his manager, 3 the leaders.",
    )
    waive_reason = fields.Text(readonly=True)
    waived_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    date_waived = fields.Datetime("Waived on", readonly=True)

    responsible = fields.Char("Who", compute="_compute_responsible")
    is_overdue = fields.Boolean(compute="_compute_is_overdue")
    is_mine = fields.Boolean("Mine", compute="_compute_is_mine", search="_search_is_mine")
    can_waive = fields.Boolean(compute="_compute_can_waive")

    # Unique while owed: a document that comes back asks again; unique for good within a period.
    _live_uniq = models.UniqueIndex(
        "(clause_id, COALESCE(res_id, 0), COALESCE(res_model, ''), COALESCE(step, ''), COALESCE(owner_id, 0),"
        " COALESCE(group_id, 0), COALESCE(period, ''), company_id,"
        " (CASE WHEN owed_by = 'team' THEN COALESCE(team_id, 0) ELSE 0 END)) WHERE state IN ('open', 'late')",
        "This is owed already.",
    )
    _period_uniq = models.UniqueIndex(
        "(clause_id, period, COALESCE(res_id, 0), COALESCE(res_model, ''), COALESCE(step, ''),"
        " COALESCE(owner_id, 0), COALESCE(group_id, 0), company_id,"
        " (CASE WHEN owed_by = 'team' THEN COALESCE(team_id, 0) ELSE 0 END)) WHERE period IS NOT NULL",
        "This is owed once in a period.",
    )
    _document_idx = models.Index("(res_id, res_model) WHERE res_id IS NOT NULL")
    _overdue_idx = models.Index("(company_id, date_due) WHERE state = 'open'")
    _live_idx = models.Index("(date_due, id) WHERE state IN ('open', 'late')")
    _owner_idx = models.Index("(owner_id, date_due, id) WHERE state IN ('open', 'late')")
    _team_idx = models.Index("(team_id, date_due, id) WHERE state IN ('open', 'late')")
    _shared_idx = models.Index(
        "(group_id, date_due, id) WHERE owner_id IS NULL AND state IN ('open', 'late')"
    )

    # -------------------------------------------------------------------------
    # Compute and search
    # -------------------------------------------------------------------------

    @api.depends("clause_id", "document_name", "period")
    def _compute_display_name(self):
        for obligation in self:
            parts = (obligation.clause_id.code, obligation.document_name, obligation.period)
            obligation.display_name = " ".join(filter(None, parts))

    @api.depends("owner_id", "group_id")
    @api.depends_context("lang")
    def _compute_responsible(self):
        for obligation in self:
            # sudo: names of colleagues and roles only, of obligations that the user may read
            obligation_sudo = obligation.sudo()
            owner = obligation_sudo.owner_id
            if owner:
                scope = "approvals" if obligation_sudo.step == DECISION else "duties"
                deputy = owner._ops_deputy_for(scope)
                named = owner if deputy in (owner, owner.browse()) else deputy
                obligation.responsible = (
                    owner.name if named == owner else owner._ops_format_acting(named, owner)
                )
            else:
                obligation.responsible = self.env._(
                    "%(role)s (shared)", role=obligation_sudo.group_id.name or "?"
                )

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for obligation in self:
            due = obligation.date_due
            obligation.is_overdue = obligation.state == "late" or (
                obligation.state == "open" and due and due < now
            )

    @api.depends("owner_id", "group_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        user = self.env.user
        duties, decisions = (user._ops_stands_in_for(scope) for scope in ("duties", "approvals"))
        roles = self._get_roles_of(duties | {user.id})
        for obligation in self:
            owner, absent = obligation.owner_id, decisions if obligation.step == DECISION else duties
            mine = owner == user or owner.id in absent
            shared = obligation.group_id.id in roles and obligation._is_of_team(duties | {user.id})
            obligation.is_mine = mine if owner else shared

    def _search_is_mine(self, operator, value):
        """Find what the user owes, in his own name, by a role, or for somebody who is away."""
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        user = self.env.user
        duties, decisions = (user._ops_stands_in_for(scope) for scope in ("duties", "approvals"))
        shared = Domain("owner_id", "=", False) & Domain(
            "group_id", "in", self._get_roles_of(duties | {user.id})
        )
        mine = Domain("owner_id", "=", user.id) | shared & self._get_team_domain(duties | {user.id})
        if duties:
            mine |= Domain("owner_id", "in", sorted(duties)) & Domain("step", "!=", DECISION)
        if decisions:
            mine |= Domain("owner_id", "in", sorted(decisions)) & Domain("step", "=", DECISION)
        return mine

    @api.model
    def _get_roles_of(self, user_ids):
        """Return the ids of the groups of these people, from what is kept of each."""
        users = self.env["res.users"].browse(user_ids)
        return sorted({gid for user in users for gid in user._get_group_ids()})

    # -------------------------------------------------------------------------
    # CRUD
    # -------------------------------------------------------------------------

    # -------------------------------------------------------------------------
    # Actions
    # -------------------------------------------------------------------------

    def action_open_document(self):
        """Open the document on which this is owed."""
        self.ensure_one()
        self.check_access("read")
        if not self.res_model or self.is_document_deleted:
            raise UserError(
                self.env._("%(obligation)s: there is no document (any more).", obligation=self.display_name)
            )
        return open_records(self.env[self.res_model].browse(self.res_id))
