from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from .actions import ask, open_records

# Names shown of who has to decide; the rest is counted.
MAX_NAMES = 3
# What core documents and our own call it that a leader decides too.
MAJOR_FLAGS = ("ops_is_major", "is_major")


class TierReview(models.Model):
    """One approval of a gated document: closed to direct writes, its principals frozen at the request.

    Reviews of other add-ons' models (`ops_gated` unset) behave as the library made them.
    """

    _inherit = "tier.review"

    # precompute: whoever is named when the review is created is written once, with the others of the request
    reviewer_ids = fields.Many2many(compute="_compute_reviewer_ids", store=True, precompute=True)
    ops_gated = fields.Boolean("Of the rulebook", readonly=True, index=True)
    ops_clause_code = fields.Char("Clause", readonly=True)
    ops_company_id = fields.Many2one(
        "res.company", "Document's company", readonly=True, index="btree_not_null"
    )
    ops_document_name = fields.Char("Document", readonly=True)
    ops_owner_id = fields.Many2one("res.users", "Document's owner", readonly=True, index="btree_not_null")
    # ids of whom it belonged to and who asked, at the request: never deciding, whoever owns it later
    ops_excluded = fields.Json("Never decided by", readonly=True)
    ops_is_major = fields.Boolean("Major", readonly=True)
    ops_pending_since = fields.Datetime("Waiting since", readonly=True)
    ops_deputy_for_id = fields.Many2one("res.users", "Acting for", readonly=True)
    ops_post_label = fields.Char("Post", compute="_compute_ops_post_label")
    ops_summary = fields.Char("About", compute="_compute_ops_summary")
    ops_amount = fields.Monetary(
        "Amount",
        compute="_compute_ops_summary",
        currency_field="ops_currency_id",
        help="In the document's currency.",
    )
    ops_amount_kind = fields.Selection(
        [("untaxed", "Untaxed"), ("taxed", "With tax"), ("received", "Received")],
        "Which amount",
        compute="_compute_ops_summary",
    )
    ops_currency_id = fields.Many2one("res.currency", "Currency", compute="_compute_ops_summary")
    ops_can_approve = fields.Boolean(
        "Can be approved",
        compute="_compute_ops_can_approve",
        help="The form offers to approve: nothing else comes first.",
    )
    ops_model_label = fields.Char("Kind", compute="_compute_ops_model_label")
    ops_waiting_days = fields.Integer("Days waiting", compute="_compute_ops_waiting_days")

    _ops_inbox_idx = models.Index("(ops_pending_since) WHERE status = 'pending' AND ops_gated")

    # ------------------------------------------------------------------
    # Closed to direct writes
    # ------------------------------------------------------------------
    def _ops_check_closed(self, models):
        """Refuse direct changes of reviews of these gated models, naming the clauses behind which they
        stand.
        """
        if models and not self.env.su:
            raise AccessError(
                self.env._(
                    "Approvals are given with Approve and Refuse on the document, never written directly "
                    "(%(clauses)s).",
                    clauses=", ".join(sorted({self.env[model]._ops_clause for model in models})),
                )
            )

    def _ops_closed_models(self, *names):
        """Return the gated models among these names and those of the reviews themselves."""
        gated_models = self.env["ops.gated"]._ops_gated_model_names()
        # sudo: reading one column to know whose reviews these are
        return {model for model in {*names, *self.sudo().mapped("model")} if model in gated_models}

    @api.model_create_multi
    def create(self, vals_list):
        gated_models = self.env["ops.gated"]._ops_gated_model_names()
        self._ops_check_closed(self._ops_closed_models(*(vals.get("model") for vals in vals_list)))
        for vals in vals_list:
            if vals.get("model") in gated_models:
                vals.update(self._ops_prepare_gated_vals(vals))
        reviews = super().create(vals_list)
        # after, because defaults of the context or of the user may name the model as well
        reviews._ops_check_closed(reviews._ops_closed_models())
        return reviews

    def _ops_prepare_gated_vals(self, vals):
        """Copy what the inbox lists and sorts by; the document is frozen while it is under review."""
        record = self.env[vals["model"]].browse(vals["res_id"])
        definition = self.env["tier.definition"].browse(vals["definition_id"])
        requester = self.env["res.users"].browse(vals.get("requested_by"))
        owners = record._ops_owner()
        excluded = owners | requester
        reviewers = self._ops_find_reviewers(record, definition, excluded)
        is_first = vals.get("sequence") == 1
        # Reviewers, their names and whose turn it is are known now: given here they cost no update
        # afterwards.
        return {
            "ops_gated": True,
            "ops_clause_code": definition.ops_clause_code,
            "ops_company_id": record.company_id.id,
            "ops_document_name": record.name or record.display_name,
            "ops_owner_id": owners[:1].id,
            "ops_excluded": excluded.ids,
            "ops_is_major": any(record[name] for name in MAJOR_FLAGS if name in record._fields),
            "reviewer_ids": [Command.set(reviewers.ids)],
            "todo_by": self._ops_names(reviewers),
            "status": "pending" if is_first else "waiting",
            "can_review": is_first,
            "ops_pending_since": fields.Datetime.now() if is_first else False,
        }

    @api.model
    def _ops_names(self, users):
        """Return who has to decide, shortened as the library shortens it."""
        names = ", ".join(users[:MAX_NAMES].mapped("name"))
        more = len(users) - MAX_NAMES
        return self.env._("%(names)s and %(count)s more", names=names, count=more) if more > 0 else names

    @api.model
    def _ops_whom(self, users):
        """Return who has to act, by name; where nobody holds the post, who sees to it that somebody does."""
        return self._ops_names(users) or self.env._("nobody yet: the administrator gives somebody this role")

    def write(self, vals):
        if not self.env.su:
            self._ops_check_closed(self._ops_closed_models(vals.get("model")))
        if vals.get("status") == "pending":
            vals = {"ops_pending_since": fields.Datetime.now(), **vals}
        return super().write(vals)

    def unlink(self):
        self._ops_check_closed(self._ops_closed_models())
        return super().unlink()

    # ------------------------------------------------------------------
    # Who may decide
    # ------------------------------------------------------------------
    def _compute_reviewer_ids(self):
        """Find the principals once per request; only `_ops_reassign` looks for them again."""
        frozen = self.filtered(lambda review: review.ops_gated and review._origin.reviewer_ids)
        for review in frozen:
            review.reviewer_ids = review._origin.reviewer_ids
        return super(TierReview, self - frozen)._compute_reviewer_ids()

    def _compute_todo_by(self):
        gated = self.filtered("ops_gated")
        for review in gated:
            review.todo_by = self._ops_names(review.reviewer_ids)
        return super(TierReview, self - gated)._compute_todo_by()

    def _compute_can_review(self):
        """Of a gated document one review is pending, and that one can be decided (`_ops_promote_next`)."""
        gated = self.filtered("ops_gated")
        for review in gated:
            review.can_review = review.status == "pending"
        return super(TierReview, self - gated)._compute_can_review()

    def _get_reviewers(self):
        if not self.ops_gated:
            return super()._get_reviewers()
        record = self.env[self.model].browse(self.res_id)
        return self._ops_find_reviewers(record, self.definition_id, self._ops_excluded_users())

    @api.model
    def _ops_find_reviewers(self, record, definition, excluded):
        """Resolve the principals of a gated document: four eyes for every kind of reviewer, nobody left
        stuck.

        :param excluded: res.users who sold or asked
        """
        if definition.review_type == "ops_post":
            return record._ops_post_users(definition.ops_post, exclude=excluded)
        named = {
            "individual": lambda: definition.reviewer_id,
            "group": lambda: definition.reviewer_group_id.all_user_ids,
            "field": lambda: record[definition.reviewer_field_id.name],
        }[definition.review_type]()
        if named._name == "res.groups":
            named = named.all_user_ids
        named = named.filtered("active") - excluded
        return named or record._ops_post_users("leader", exclude=excluded)

    def _ops_is_reviewer(self, user):
        """Tell whether the user may decide this review today: named at the request, still in the role, and
        neither selling nor asking.
        """
        self.ensure_one()
        return (
            user in self.reviewer_ids
            and self._ops_holds_role(user)
            and user not in self._ops_excluded_users()
        )

    def _ops_excluded_users(self):
        """Return who never decides this: who asked, whose it was at the request, and whose it is now."""
        self.ensure_one()
        owners = self.env[self.model].browse(self.res_id)._ops_owner()
        return owners | self.requested_by | owners.browse(self.ops_excluded or [])

    def _ops_holds_role(self, user):
        """Tell whether the user still holds the post's role, or one that stands in for it."""
        self.ensure_one()
        post = self.definition_id.ops_post
        if self.definition_id.review_type != "ops_post" or not post:
            return True
        posts = self.env["ops.post.mixin"]
        roles = {posts._ops_post_group_id(step) for step in posts._ops_post_ladder(post)}
        return user.active and not roles.isdisjoint(user._get_group_ids())

    def _ops_note_deputy(self):
        """Keep for whom a deputy acts; without deputies nobody acts for another."""

    def _ops_reassign(self):
        """Look for the principals again, where the ones frozen at the request can no longer act."""
        for review in self:
            # archived people too: they are why others are looked for
            before = review.with_context(active_test=False).reviewer_ids
            reviewers = review._get_reviewers()
            review.write(
                {"reviewer_ids": [Command.set(reviewers.ids)], "todo_by": self._ops_names(reviewers)}
            )
            self.env["ops.log"]._log(
                self.env[review.model].browse(review.res_id),
                "reassigned",
                tier=review.name,
                clause_code=review.ops_clause_code,
                comment=f"{self._ops_names(before)} → {self._ops_names(reviewers)}",
            )

    @api.model
    def _ops_end_not_required(self, clauses, company):
        """End the running reviews of clauses that a company switched off; what waits no longer goes on.

        Called after the administrator's right was checked; each review that ends is in the log.
        """
        # sudo: reviews are closed to direct writes; the clause's `write` checked the right
        ended = self.sudo().search(
            Domain("ops_gated", "=", True)
            & Domain("ops_clause_code", "in", clauses.mapped("code"))
            & Domain("ops_company_id", "=", company.id)
            & Domain("status", "in", ("waiting", "pending"))
        )
        for (model, res_id), reviews in ended.grouped(lambda review: (review.model, review.res_id)).items():
            document = self.env[model].sudo().browse(res_id)  # sudo: the administrator need not read it
            for review in reviews:
                document._ops_log("not_required", clause_code=review.ops_clause_code, tier=review.name)
            reviews.unlink()
            document.invalidate_recordset(["review_ids"])
            if document[document._state_field] == "submitted":
                document._ops_go_on()

    @api.depends("ops_gated", "definition_id.ops_post")
    def _compute_ops_post_label(self):
        labels = dict(self.env["tier.definition"]._fields["ops_post"]._description_selection(self.env))
        for review in self:
            review.ops_post_label = labels.get(review.definition_id.ops_post)

    def _update_review_status(self):
        """Promote what is next; of gated documents from what is in memory, past the closed door."""
        gated = self.filtered("ops_gated")
        result = super(TierReview, self - gated)._update_review_status()
        # sudo: reviews are closed to direct writes; promotion follows from the decisions made
        for reviews in gated.sudo().grouped(lambda review: (review.model, review.res_id)).values():
            document = self.env[reviews[0].model].browse(reviews[0].res_id)
            document.sudo().review_ids._ops_promote_next()  # sudo: as above
        return result

    def _ops_promote_next(self):
        """Make it the turn of the first tier that is still to decide."""
        turn = self.filtered(lambda review: review.status in ("waiting", "pending")).sorted("sequence")[:1]
        if turn.status == "waiting":
            turn.write({"status": "pending", "can_review": True})

    def _ops_notify(self):
        """Let the reviewers' open web clients count again."""
        for partner in self.reviewer_ids.partner_id:
            partner._bus_send("base.tier.validation/updated", {"review_created": True})

    # ------------------------------------------------------------------
    # Inbox
    # ------------------------------------------------------------------
    @api.model
    def _ops_mine_domain(self):
        """Return the domain of what waits for this user now; stored and indexed columns only."""
        return (
            Domain("status", "=", "pending")
            & Domain("can_review", "=", True)
            & Domain("reviewer_ids", "in", self.env.user.ids)
        )

    @api.model
    def _ops_gated_domain(self):
        """Leave out reviews of documents that are not gated by us, or whose company switched the rulebook
        off.
        """
        companies = self.env["res.company"]._ops_companies_on()
        return Domain("ops_gated", "=", True) & Domain("ops_company_id", "in", list(companies))

    @api.depends("model")
    def _compute_ops_model_label(self):
        for review in self:
            review.ops_model_label = review.model in self.env and self.env["ir.model"]._get(review.model).name

    @api.depends("ops_pending_since")
    def _compute_ops_waiting_days(self):
        now = fields.Datetime.now()
        for review in self:
            review.ops_waiting_days = (now - review.ops_pending_since).days if review.ops_pending_since else 0

    @api.depends("model", "res_id")
    def _compute_ops_summary(self):
        """Say what the document is about, as far as the user may read it; one batch per model."""
        self.ops_summary = self.ops_amount = self.ops_amount_kind = self.ops_currency_id = False
        for model, reviews in self.grouped("model").items():
            if model not in self.env["ops.gated"]._ops_gated_model_names():
                continue
            records = self.env[model].browse(reviews.mapped("res_id")).exists()._filtered_access("read")
            summaries = records._ops_inbox_summary()
            for review in reviews:
                summary = summaries.get(review.res_id)
                if summary:
                    review.update(summary)

    @api.depends("status", "can_review")
    @api.depends_context("uid")
    def _compute_ops_can_approve(self):
        """Offer to approve where the document's form offers it; one batch per model."""
        self.ops_can_approve = False
        mine = self.filtered(lambda review: review.status == "pending" and review.ops_gated)
        for model, reviews in mine.grouped("model").items():
            offering = self.env[model].browse(reviews.mapped("res_id"))._ops_offering_approval()
            for review in reviews:
                review.ops_can_approve = review.res_id in offering._ids

    def action_ops_open_document(self):
        """Open the document under review."""
        self.ensure_one()
        return open_records(self.env[self.model].browse(self.res_id))

    def _ops_open_decision(self, decision):
        if not self:
            raise UserError(self.env._("Nothing here waits for your decision."))
        name = self.env._("Approve") if decision == "approve" else self.env._("Refuse")
        return ask("ops.decision", name, review_ids=self.ids, decision=decision)

    def action_ops_approve(self):
        """Approve what is selected in the inbox, all or nothing, with an optional comment."""
        return self._ops_open_decision("approve")

    def action_ops_approve_now(self):
        """Approve in one tap, without comment; says what was approved."""
        self._ops_decide("approve", None)
        return self._ops_decided_action()

    def action_ops_refuse(self):
        """Refuse what is selected in the inbox, with a reason."""
        return self._ops_open_decision("refuse")

    def _ops_decide(self, decision, comment):
        """Decide the documents of these reviews as the user.

        :param str decision: approve / refuse
        :param str comment: reason of a refusal (required) or comment of an approval
        """
        for model, reviews in self.grouped("model").items():
            records = self.env[model].browse(dict.fromkeys(reviews.mapped("res_id")))
            if decision == "approve":
                records.action_ops_approve(comment)
            else:
                records.action_ops_refuse(comment)
