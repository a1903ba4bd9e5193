from odoo import api, fields, models, tools
from odoo.api import SUPERUSER_ID
from odoo.tools import format_datetime


class OpsGated(models.AbstractModel):
    """A document that needs approvals before it may move on: tiers, log, the door its state goes through.

    Built on the OCA tier engine. The engine keeps the reviews; this mixin decides who may act, closes the
    engine to everybody else and keeps the history. Gates never read the context and never exempt superuser
    mode: portal, payment and cron run in it (DESIGN §1).

    What is guarded, and how a state is reached, comes from `ops.guarded`. A model adds what keeps it from
    being asked for (`_get_submit_blockers`) and from being decided (`_get_content_blockers`), and per verb of
    its moves `_check_<verb>`, `_prepare_<verb>_vals`, `_do_<verb>`.

    Split by concern: here fields and what the form shows; `request.py` the requester, `decision.py` the
    reviewers, `engine.py` the library.
    """

    _name = "ops.gated"
    _inherit = ["tier.validation", "ops.guarded", "ops.accountable"]
    _description = "Document behind a gate"

    _tier_validation_manual_config = True  # our forms carry the buttons themselves
    _state_from = ["submitted"]
    _state_to = ["approved"]
    _cancel_state = "cancel"
    _ops_is_confidential = False  # whether a deputy reads it only while he acts

    # precompute: a new document has no review, so nothing is read back or updated after its insert
    validation_status = fields.Selection(
        compute="_compute_validation_status", store=True, precompute=True, copy=False, readonly=True
    )
    ops_requester_id = fields.Many2one("res.users", "Requested by", readonly=True, copy=False, stamp=True)
    ops_date_submitted = fields.Datetime("Submitted on", readonly=True, copy=False, stamp=True)
    ops_date_approved = fields.Datetime("Approved on", readonly=True, copy=False, stamp=True)
    ops_gate_error = fields.Text(
        "Next step failed",
        readonly=True,
        copy=False,
        stamp=True,
        help="The approval stands, but the step that follows it could not be carried out. Put the cause "
        "right and retry.",
    )
    ops_is_on = fields.Boolean("Under the rulebook", compute="_compute_ops_is_on")
    ops_blockers = fields.Text("Still missing", compute="_compute_ops_blockers")
    ops_waiting_for = fields.Char("Waiting for", compute="_compute_ops_waiting_for")
    ops_status_text = fields.Text("Where it stands", compute="_compute_ops_status_text")
    ops_can_submit = fields.Boolean(compute="_compute_ops_can_submit")
    ops_can_withdraw = fields.Boolean(compute="_compute_ops_can_submit")

    # ------------------------------------------------------------------
    # Switch
    # ------------------------------------------------------------------
    @api.depends("company_id")
    def _compute_ops_is_on(self):
        companies = self._ops_gated_companies()
        for record in self:
            record.ops_is_on = record.company_id.id in companies

    @api.model
    @tools.ormcache()
    def _ops_gated_model_names(self):
        """Return the names of the stored models behind a gate, as a tuple; cached with the registry."""
        names = self.env.registry.descendants(["ops.gated"], "_inherit")
        return tuple(sorted(name for name in names if not self.env.registry[name]._abstract))

    @api.model
    @tools.ormcache()
    def _ops_confidential_names(self):
        """Return the names of the models that a deputy reads only while he acts; cached with the registry."""
        names = self._ops_gated_model_names()
        return frozenset(name for name in names if self.env.registry[name]._ops_is_confidential)

    # ------------------------------------------------------------------
    # What the form shows
    # ------------------------------------------------------------------
    def _compute_ops_blockers(self):
        for record in self:
            blockers = record.id and record._ops_is_submittable() and record._get_submit_blockers()
            record.ops_blockers = "\n".join(blockers) if blockers else False

    @api.depends("review_ids.status", "review_ids.todo_by")
    def _compute_ops_waiting_for(self):
        # sudo: who acts next is told to everybody who reads the document
        for record in self.sudo():
            pending = record.review_ids.filtered(lambda review: review.status == "pending").sorted(
                "sequence"
            )[:1]
            who = pending._ops_get_todo_by()
            record.ops_waiting_for = (
                self.env._("%(tier)s: %(who)s", tier=pending.name, who=who) if pending else False
            )

    def _ops_inbox_summary(self):
        """Return what the inbox shows of each document, by id: `ops_summary`, `ops_amount` with its
        `ops_amount_kind` (with or without tax) and `ops_currency_id`.
        """
        return {record.id: {"ops_summary": record.display_name} for record in self}

    @api.depends_context("uid", "lang", "tz")
    def _compute_ops_status_text(self):
        for record in self:
            record.ops_status_text = record._ops_is_on() and record._ops_get_status_text()

    def _ops_get_status_text(self):
        """Say in one or two sentences where the document stands and who acts next; shown on top of the
        form.
        """
        self.ensure_one()
        _ = self.env._
        state = self[self._state_field]
        if self.ops_gate_error:
            return _("Approved, but the next step failed: %(reason)s", reason=self.ops_gate_error)
        if state == "submitted":
            return _(
                "Being decided. Next: %(waiting)s. Asked by %(requester)s on %(date)s.",
                waiting=self.ops_waiting_for or _("the next approver is being looked up"),
                requester=self._ops_requester_name() or _("the system"),
                date=format_datetime(self.env, self.ops_date_submitted, dt_format="short"),
            )
        if state == "refused":
            return _("Refused by %(who)s: %(reason)s", **self._ops_get_refusal())
        return False

    def _ops_requester_name(self):
        """Return who asked for the decision (none: nobody did, or the software by a rule)."""
        requester_sudo = self.sudo().ops_requester_id  # sudo: a colleague's name
        return requester_sudo.name if requester_sudo.id != SUPERUSER_ID else ""

    def _ops_get_refusal(self):
        """Return `who` refused and the `reason`, as words that stand in a sentence."""
        self.ensure_one()
        # sudo: who refused and why is told to everybody who reads the document
        review = self.sudo().review_ids.filtered(lambda review: review.status == "rejected")[:1]
        return {
            "who": review.ops_decided_by or self.env._("the approver"),
            "reason": review.comment or self.env._("no reason was noted"),
        }

    @api.depends(lambda self: (self._state_field,) if self._state_field in self._fields else ())
    @api.depends_context("uid")
    def _compute_ops_can_submit(self):
        may_submit = self._ops_may_submit()
        for record in self:
            can_submit = may_submit and record._ops_is_submittable()
            can_withdraw = record[self._state_field] == "submitted" and record._ops_may_withdraw()
            may_write = (can_submit or can_withdraw) and record._origin.has_access("write")
            record.ops_can_submit = bool(can_submit and (may_write or not record._origin))
            record.ops_can_withdraw = bool(can_withdraw and may_write)

    def _ops_may_submit(self):
        """Tell whether the user's roles let him submit this kind of document."""
        return self._ops_may("submitted")

    def _ops_is_submittable(self):
        """Tell whether `submitted` can be reached from the present state and the rulebook is on."""
        self.ensure_one()
        return self._ops_is_on() and self[self._state_field] in self._ops_sources("submitted")

    def _get_submit_blockers(self):
        """Return the sentences that keep this document from being submitted (empty: none)."""
        self.ensure_one()
        return self._get_content_blockers()

    def _get_content_blockers(self):
        """Return the sentences that stand against what is asked for: at the request, when somebody approves,
        and before the approved state.
        """
        self.ensure_one()
        return []

    # ------------------------------------------------------------------
    # History
    # ------------------------------------------------------------------
    def _ops_approval_stamps(self):
        """Return who approved this document, in tier order, for the stamps on paper.

        :return: dicts with `role` (the post, else the tier's name), `user`, `deputy_for` (name or False),
            `date` (UTC datetime), `clause`
        :rtype: list[dict]
        """
        self.ensure_one()
        # sudo: the stamps are printed for everybody who may print the document
        reviews = (
            self.sudo().review_ids.filtered(lambda review: review.status == "approved").sorted("sequence")
        )
        return [
            {
                "role": review.ops_post_label or review.name,
                "user": review.done_by.name,
                "deputy_for": review.ops_deputy_for_id.name or False,
                "date": review.reviewed_date,
                "clause": review.ops_clause_code,
            }
            for review in reviews
        ]
