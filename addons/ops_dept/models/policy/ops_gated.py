from odoo import api, fields, models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain
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
    def _ops_gated_companies(self):
        """Return the ids of the companies where this gate stands: switched on, its clause not switched off
        there.
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies or not self._ops_clause:
            return companies
        in_force = self.env["ops.clause"]._ops_in_force
        return {
            company.id
            for company in self.env["res.company"].browse(companies)
            if in_force(self._ops_clause, company)
        }

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
        for record in self:
            pending = record.review_ids.filtered(lambda review: review.status == "pending").sorted(
                "sequence"
            )[:1]
            record.ops_waiting_for = (
                self.env._("%(tier)s: %(who)s", tier=pending.name, who=pending.todo_by or "?")
                if pending
                else False
            )

    def _ops_inbox_summary(self):
        """Return what the inbox shows of each document: `ops_summary`, `ops_amount`, `ops_currency_id`, by
        id.
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
                waiting=self.ops_waiting_for or "-",
                requester=self.ops_requester_id.name or "-",
                date=format_datetime(self.env, self.ops_date_submitted, dt_format="short"),
            )
        if state == "refused":
            review = self.review_ids.filtered(lambda review: review.status == "rejected")[:1]
            return _(
                "Refused by %(who)s: %(reason)s", who=review.done_by.name or "-", reason=review.comment or "-"
            )
        return False

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
    # One door for the state
    # ------------------------------------------------------------------
    def _ops_refuse_stamps(self, vals):
        """Refuse to set from outside what only moves may set."""
        forged = set(self._stamps) & vals.keys()
        if forged:
            raise UserError(
                self.env._(
                    "%(fields)s: set by the approval itself, never by hand (%(clause)s).",
                    fields=", ".join(
                        self._fields[name].get_description(self.env)["string"] for name in sorted(forged)
                    ),
                    clause=self._ops_clause,
                )
            )

    def _ops_refuse_created(self):
        """Refuse records that are created past the first state or with stamps, by import and defaults
        alike.
        """
        first = self._fields[self._state_field].default(self)
        for record in self:
            if record[self._state_field] != first:
                raise UserError(
                    self.env._(
                        "%(document)s: a new document starts at the first step; its approval is asked for "
                        "afterwards "
                        "(%(clause)s).",
                        document=record.display_name,
                        clause=self._ops_clause,
                    )
                )
            for name in self._stamps:
                if record[name]:
                    record._ops_refuse_stamps({name: True})

    def _ops_refuse_frozen(self, vals):
        """Refuse changes to what is being decided or was decided."""
        for record in self:
            frozen = vals.keys() & set(self._frozen.get(record[self._state_field], ()))
            if frozen:
                raise UserError(
                    self.env._(
                        "%(document)s is being decided (%(waiting)s) and cannot be changed: %(fields)s. "
                        "%(requester)s may withdraw the request first.",
                        document=record.display_name,
                        waiting=record.sudo().ops_waiting_for or "-",
                        fields=", ".join(
                            self._fields[name].get_description(self.env)["string"] for name in sorted(frozen)
                        ),
                        requester=record.sudo().ops_requester_id.name or self.env._("The requester"),
                    )
                )

    def _ops_get_transition(self, target):
        """Return (verb, allowed source states) of a target state; an unknown one is refused."""
        if target not in self._transitions:
            raise UserError(
                self.env._(
                    "%(state)s is no step of %(model)s; the steps are: %(steps)s (%(clause)s).",
                    clause=self._ops_clause,
                    state=target,
                    model=self._description,
                    steps=", ".join(self._transitions),
                )
            )
        return self._transitions[target]

    def _ops_check_sources(self, target, sources):
        """Refuse the records whose present state does not lead to the target, naming them."""
        labels = dict(self._fields[self._state_field]._description_selection(self.env))
        wrong = self.filtered(lambda record: record[self._state_field] not in sources)
        if wrong:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(document)s stands at “%(state)s”; “%(target)s” is reached from: %(sources)s "
                        "(%(clause)s).",
                        clause=self._ops_clause,
                        document=record.display_name,
                        state=labels.get(record[self._state_field]),
                        target=labels.get(target),
                        sources=", ".join(labels.get(source, source) for source in sources),
                    )
                    for record in wrong
                )
            )

    def _ops_move(self, target):
        """Bring the records into a state through its checks; the only way a gated state changes."""
        verb, sources = self._ops_get_transition(target)
        self._ops_check_sources(target, sources)
        getattr(self, f"_check_{verb}")()
        vals = {self._state_field: target, **getattr(self, f"_prepare_{verb}_vals")()}
        result = self._ops_write_state(vals)
        getattr(self, f"_do_{verb}")()
        return result

    def _ops_write_state(self, vals):
        """Write state and stamps past the guards; called by `_ops_move` only."""
        return super().write(vals)

    # ------------------------------------------------------------------
    # Verbs shared by all gated documents
    # ------------------------------------------------------------------
    def _ops_refuse_switched_off(self):
        off = self - self._ops_filter_on()
        if off:
            raise UserError(
                self.env._(
                    "%(document)s: the operations rulebook is switched off in %(company)s, no approval is "
                    "needed.",
                    document=off[0].display_name,
                    company=off[0].company_id.display_name,
                )
            )

    def _check_submit(self):
        self._ops_refuse_switched_off()
        problems = [
            f"{record.display_name}: {text}" for record in self for text in record._get_submit_blockers()
        ]
        if problems:
            raise UserError("\n".join(problems))

    def _prepare_submit_vals(self):
        return {
            "ops_requester_id": self.env.uid,
            "ops_date_submitted": fields.Datetime.now(),
            "ops_date_approved": False,
            "ops_gate_error": False,
        }

    def _do_submit(self):
        self._ops_log("submitted")
        self._ops_request_reviews()

    def _ops_clear_reviews(self):
        """Remove the reviews of an earlier request; what was decided stays in the log."""
        # sudo: reviews are closed to direct writes; the move that calls this was checked
        self.sudo().review_ids.unlink()
        self.invalidate_recordset(["review_ids", "need_validation"])

    def _ops_request_reviews(self):
        """Open the tiers that apply and let the first reviewers know."""
        self._ops_clear_reviews()
        self._ops_prefetch_posts()
        # sudo: reviews are closed to direct writes; the requester's right to submit was checked
        requested = self.env["tier.review"].sudo().create(self.sudo()._ops_prepare_reviews())
        for record in self:
            reviews = requested.filtered(lambda review, record=record: review.res_id == record.id)
            record._ops_refuse_orphans(reviews)
            reviews.filtered(lambda review: review.status == "pending")._ops_notify()
            if not reviews:  # the administrator archived every tier of this document
                record._ops_pass_gate()
        return requested

    def _ops_prepare_reviews(self):
        """Return the values of the reviews to open: the tiers that apply to each document, in their order."""
        vals_list = []
        for company, records in self.grouped("company_id").items():
            definitions = self._ops_definitions(company)
            for record in records:
                applying = definitions.filtered(lambda tier, record=record: record.evaluate_tier(tier))
                vals_list += [
                    record._prepare_tier_review_vals(tier, number) for number, tier in enumerate(applying, 1)
                ]
        return vals_list

    @api.model
    def _ops_definitions(self, company):
        """Return the tiers of this kind of document in the company, the first to decide first."""
        return self.env["tier.definition"].search_fetch(
            Domain("model", "=", self._name) & Domain("company_id", "in", [False, company.id]),
            order="sequence desc, id",
        )

    def _ops_refuse_orphans(self, reviews):
        """Refuse a request that nobody could decide."""
        self.ensure_one()
        orphan = reviews.filtered(lambda review: not review.reviewer_ids)[:1]
        if orphan:
            raise UserError(
                self.env._(
                    "%(document)s: nobody can decide “%(tier)s”. The administrator must give somebody other "
                    "than you the role (Settings → Users).",
                    document=self.display_name,
                    tier=orphan.name,
                )
            )

    def _check_approve(self):
        """Refuse the approved state unless every review of the running request is approved."""
        for record in self:
            # sudo: whether everybody approved concerns all reviews
            reviews = record.sudo().review_ids
            open_reviews = reviews.filtered(lambda review: review.status != "approved")
            if open_reviews:
                raise UserError(record._ops_not_decided_message())

    def _ops_not_decided_message(self):
        """Say who has to decide first."""
        self.ensure_one()
        pending = self.sudo().review_ids.filtered(lambda review: review.status in ("pending", "waiting"))
        review = pending.sorted("sequence")[:1]
        if not review:
            return self.env._(
                "%(document)s has no open approval: submit it first (%(clause)s).",
                document=self.display_name,
                clause=self._ops_clause,
            )
        return self.env._(
            "%(document)s is not approved yet. Next to decide: %(who)s – %(tier)s (%(clause)s).",
            document=self.display_name,
            who=review.todo_by or "-",
            tier=review.name,
            clause=review.ops_clause_code or "-",
        )

    def _prepare_approve_vals(self):
        return {"ops_date_approved": fields.Datetime.now(), "ops_gate_error": False}

    def _do_approve(self):
        self._ops_log("passed")

    def _check_refuse(self):
        """Refuse the refused state unless a reviewer refused."""
        for record in self:
            if not record.sudo().review_ids.filtered(lambda review: review.status == "rejected"):
                raise UserError(record._ops_not_decided_message())

    def _prepare_refuse_vals(self):
        return {}

    def _do_refuse(self):
        """Nothing more: the refusal was logged and told by the decision itself."""

    def _check_reset(self):
        """Allow the requester (or whom the document belongs to) to take a running request back."""
        for record in self:
            if record[self._state_field] == "submitted" and not record._ops_may_withdraw():
                raise UserError(
                    self.env._(
                        "Only %(requester)s, who asked for it, may withdraw the request for %(document)s "
                        "(%(clause)s).",
                        clause=self._ops_clause,
                        requester=record.sudo().ops_requester_id.name or "-",
                        document=record.display_name,
                    )
                )

    def _ops_may_withdraw(self):
        self.ensure_one()
        return self.env.user in (self.sudo().ops_requester_id | self._ops_owner())

    def _ops_owner(self):
        """Return the users whose own document this is; they never decide it (four eyes)."""
        self.ensure_one()
        return self.env["res.users"]

    def _prepare_reset_vals(self):
        return {"ops_date_approved": False, "ops_date_submitted": False, "ops_gate_error": False}

    def _do_reset(self):
        self._ops_clear_reviews()

    # ------------------------------------------------------------------
    # History
    # ------------------------------------------------------------------
    def _ops_log(self, event, **values):
        """Add one row per document to the append-only log."""
        # sudo: nobody writes the log by hand; each caller did what it logs
        return self.env["ops.log"].sudo()._log(self, event, **values)

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

    # ------------------------------------------------------------------
    # Engine: what the library does by itself is decided by our moves instead
    # ------------------------------------------------------------------
    def _tier_validation_check_state_on_write(self, vals):
        """The library would request and validate inside a write; here a move does that explicitly."""

    def _tier_validation_check_write_allowed(self, vals):
        """The library's lock can be lifted by a context key; `_frozen` is ours instead."""

    def _tier_validation_check_write_remove_reviews(self, vals):
        """Reviews go with `_do_reset` only."""

    def evaluate_tier(self, tier):
        """Leave out the tiers whose clause the company switched off."""
        code = tier.ops_clause_code
        if code and not self.env["ops.clause"]._ops_in_force(code, self.company_id):
            return self.browse()
        return super().evaluate_tier(tier)

    def _check_state_from_condition(self):
        """As the library, without its context key: a gate never reads the context."""
        return self[self._state_field] in self._state_from

    def _compute_need_validation(self):
        """Ask once for all records whether a request has to be opened."""
        for record in self:
            record.need_validation = (
                bool(record.id) and record._check_state_from_condition() and not record.review_ids
            )

    def request_validation(self):
        """Submit the document: the library's button is the same door."""
        return self.action_ops_submit()

    def restart_validation(self):
        """Withdraw the request: the library's button is the same door."""
        return self.action_ops_withdraw()

    def unlink(self):
        # sudo: deleting the document is the right that counts, its reviews are closed to everybody
        self.sudo().review_ids.unlink()
        return super().unlink()

    @api.model
    def _search_can_review(self, operator, value):
        """Find the documents that wait for me, through stored and indexed columns only."""
        if operator not in ("=", "in"):
            return NotImplemented
        wanted = bool(value) if operator == "=" else True in value
        reviews = self.env["tier.review"]._search(
            Domain("model", "=", self._name) & self.env["tier.review"]._ops_mine_domain()
        )
        return Domain("id", "in" if wanted else "not in", reviews.subselect("res_id"))

    # ------------------------------------------------------------------
    # Public verbs
    # ------------------------------------------------------------------
    def action_ops_submit(self):
        """Ask for the approvals that apply to this document.

        :raises UserError: one line per document, saying what is missing and who supplies it
        """
        return self.write({self._state_field: "submitted"})

    def action_ops_withdraw(self):
        """Take the request back, so that the document can be changed. The requester's right.

        :raises UserError: when somebody else asked for it
        """
        result = self.write({self._state_field: self._transitions_first_state()})
        self._ops_log("withdrawn")
        self._ops_tell_withdrawn()
        return result

    def _transitions_first_state(self):
        return self._fields[self._state_field].default(self)

    def _ops_tell_withdrawn(self):
        for record in self:
            record._ops_note(self.env._("Request for approval withdrawn."))

    def _ops_note(self, body):
        """Leave a line in the chatter without notifying anybody."""
        if hasattr(self, "_message_log"):
            self.sudo()._message_log(
                body=body, author_id=self.env.user.partner_id.id
            )  # sudo: a trace, not a right
