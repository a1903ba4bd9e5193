from odoo import api, fields, models, tools
from odoo.tools import format_datetime

# Set by the moves of every gated document, never from outside.
STAMPS = ("ops_requester_id", "ops_date_submitted", "ops_date_approved", "ops_gate_error")


class OpsGated(models.AbstractModel):
    """A document that needs approvals before it may move on: tiers, log, the door its state goes through.

    Built on the OCA tier engine. The engine keeps the reviews; this mixin decides who may act, closes the
    engine to everybody else and keeps the history. Gates never read the context and never exempt superuser
    mode: portal, payment and cron run in it (DESIGN §1).

    A model says `_transitions` (target → verb, sources), `_frozen` (state → fields that stay as decided) and
    `_stamps` (fields set by moves only), and implements per verb `_check_<verb>`, `_prepare_<verb>_vals`,
    `_do_<verb>`.

    Split by concern: here fields, switch and what the form shows; `ops_gated_state.py` the one door,
    `ops_gated_request.py` the requester, `ops_gated_decision.py` the reviewers, `ops_gated_engine.py` the
    library.
    """

    _name = "ops.gated"
    _inherit = ["tier.validation", "ops.accountable"]
    _description = "Document behind a gate"

    _tier_validation_manual_config = True  # our forms carry the buttons themselves
    _state_from = ["submitted"]
    _state_to = ["approved"]
    _cancel_state = "cancel"
    _transitions = {}
    _frozen = {}
    _ops_clause = ""  # code of the clause that the gate carries out, named in every refusal
    _stamps = STAMPS

    # precompute: a new document has no review, so nothing is read back or updated after its insert
    validation_status = fields.Selection(
        compute="_compute_validation_status", store=True, precompute=True, copy=False, readonly=True
    )
    ops_requester_id = fields.Many2one("res.users", "Requested by", readonly=True, copy=False)
    ops_date_submitted = fields.Datetime("Submitted on", readonly=True, copy=False)
    ops_date_approved = fields.Datetime("Approved on", readonly=True, copy=False)
    ops_gate_error = fields.Text(
        "Next step failed",
        readonly=True,
        copy=False,
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
    def _ops_gated_companies(self):
        """Return the ids of the companies where this gate stands: switched on, its clause not switched off
        there.

        Every write of a move, a payment or a line asks; kept with the two answers that it is made of.
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies or not self._ops_clause:
            return companies
        in_force = self.env["ops.clause"]._ops_in_force
        return frozenset(
            company.id
            for company in self.env["res.company"].browse(companies)
            if in_force(self._ops_clause, company)
        )

    def _ops_filter_on(self):
        """Return the records whose company has the rulebook switched on and this gate in force."""
        companies = self._ops_gated_companies()
        if not companies:
            return self.browse()
        return self.filtered(lambda record: record.company_id.id in companies)

    def _ops_is_on(self):
        """Tell whether this one document stands under the rulebook."""
        self.ensure_one()
        return bool(self._ops_filter_on())

    @api.model
    @tools.ormcache()
    def _ops_gated_model_names(self):
        """Return the names of the stored models behind a gate, as a tuple; cached with the registry."""
        names = self.env.registry.descendants(["ops.gated"], "_inherit")
        return tuple(sorted(name for name in names if not self.env.registry[name]._abstract))

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
            who = pending.todo_by or pending._ops_whom(pending.reviewer_ids)
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
                requester=self.sudo().ops_requester_id.name or _("the system"),  # sudo: a colleague's name
                date=format_datetime(self.env, self.ops_date_submitted, dt_format="short"),
            )
        if state == "refused":
            return _("Refused by %(who)s: %(reason)s", **self._ops_refusal())
        return False

    def _ops_refusal(self):
        """Return `who` refused and the `reason`, as words that stand in a sentence."""
        self.ensure_one()
        # sudo: who refused and why is told to everybody who reads the document
        review = self.sudo().review_ids.filtered(lambda review: review.status == "rejected")[:1]
        return {
            "who": review.done_by.name or self.env._("the approver"),
            "reason": review.comment or self.env._("no reason was noted"),
        }

    @api.depends(lambda self: (self._state_field,) if self._state_field in self._fields else ())
    @api.depends_context("uid")
    def _compute_ops_can_submit(self):
        may_submit = self._ops_may_submit()
        for record in self:
            record.ops_can_submit = bool(may_submit and record._ops_is_submittable())
            record.ops_can_withdraw = record[self._state_field] == "submitted" and record._ops_may_withdraw()

    def _ops_may_submit(self):
        """Tell whether the user's roles let him submit this kind of document."""
        return True

    def _ops_is_submittable(self):
        """Tell whether `submitted` can be reached from the present state and the rulebook is on."""
        self.ensure_one()
        sources = self._transitions.get("submitted", ("", ()))[1]
        return self._ops_is_on() and self[self._state_field] in sources

    def _get_submit_blockers(self):
        """Return the sentences that keep this document from being submitted (empty: none)."""
        self.ensure_one()
        return []

    # ------------------------------------------------------------------
    # History
    # ------------------------------------------------------------------
    def _ops_log(self, event, **values):
        """Add one row per document to the append-only log."""
        # sudo: nobody writes the log by hand; each caller did what it logs
        return self.env["ops.log"].sudo()._log(self, event, **values)

    @api.model
    def _ops_open_companies(self):
        """Return the ids of the companies under the rulebook that switched the clause of this gate off."""
        return self.env["res.company"]._ops_companies_on() - self._ops_gated_companies()

    def _ops_log_open(self, documents=None):
        """Log, once for each document, that it went through without approval because the clause is off.

        :param documents: records of a core model that this gate guards (default: these)
        """
        companies = self._ops_open_companies()
        if companies:
            documents = self if documents is None else documents
            passed = documents.filtered(lambda document: document.company_id.id in companies)
            # sudo: nobody writes the log by hand; that the documents went through was checked by their door
            log = self.env["ops.log"].sudo()
            known = log.search(
                [("model", "=", passed._name), ("res_id", "in", passed.ids), ("event", "=", "open")]
            )
            log._log(
                passed.browse(set(passed.ids) - set(known.mapped("res_id"))),
                "open",
                clause_code=self._ops_clause,
            )

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

    def _ops_note(self, body):
        """Leave a line in the chatter without notifying anybody."""
        if hasattr(self, "_message_log"):
            # sudo: a trace, not a right; nobody answers it by mail, so no address is looked up
            self.sudo()._message_log(body=body, author_id=self.env.user.partner_id.id, email_from=False)
