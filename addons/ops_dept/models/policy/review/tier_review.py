from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command, Domain

from ....tools.states import WAITING

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
    # whose name the inbox shows: with the customers' names it is read in one statement
    ops_requester_id = fields.Many2one(
        related="requested_by.partner_id",
        string="Requester",
        store=True,
        precompute=True,
        help="Who asked for the approval.",
    )
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

    def write(self, vals):
        if not self.env.su:
            self._ops_check_closed(self._ops_closed_models(vals.get("model")))
        if vals.get("status") == "pending":
            vals = {"ops_pending_since": fields.Datetime.now(), **vals}
        return super().write(vals)

    def unlink(self):
        self._ops_check_closed(self._ops_closed_models())
        self._ops_release_decisions(self.env._("The request is no longer open."))
        return super().unlink()

    # ------------------------------------------------------------------
    # Who may decide
    # ------------------------------------------------------------------
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
            & Domain("status", "in", WAITING)
        )
        for (model, res_id), reviews in ended.grouped(lambda review: (review.model, review.res_id)).items():
            document = self.env[model].sudo().browse(res_id)  # sudo: the administrator need not read it
            for review in reviews:
                document._ops_log("not_required", clause_code=review.ops_clause_code, tier=review.name)
            reviews.unlink()
            document.invalidate_recordset(["review_ids"])
            if document[document._state_field] == "submitted":
                document._ops_continue_after_reviews()

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
        turn = self.filtered(lambda review: review.status in WAITING).sorted("sequence")[:1]
        if turn.status == "waiting":
            turn.write({"status": "pending", "can_review": True})

    def _ops_notify(self):
        """Let the reviewers' open web clients count again."""
        for partner in self._ops_deciding_users().partner_id:
            partner._bus_send("base.tier.validation/updated", {"review_created": True})
