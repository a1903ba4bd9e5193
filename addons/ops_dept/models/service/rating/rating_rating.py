from odoo import api, fields, models

KINDS = {"ops.visit": "visit", "helpdesk.ticket": "case"}
LEVELS = [("low", "Not satisfied"), ("middle", "So-so"), ("high", "Satisfied")]
# What core calls the same.
LEVEL_OF_TEXT = {"ko": "low", "ok": "middle", "top": "high"}


class RatingRating(models.Model):
    """Whose customer said it: who looks after him reads it, his manager, and who was rated (M1.5)."""

    _inherit = "rating.rating"

    ops_customer_id = fields.Many2one(
        "res.partner", "Rating company", compute="_compute_ops_whose", store=True, index="btree_not_null"
    )
    ops_company_id = fields.Many2one(
        "res.company", "Rated company", compute="_compute_ops_whose", store=True, index="btree_not_null"
    )
    ops_level = fields.Selection(
        LEVELS, "Customer was", compute="_compute_ops_level", store=True, help="In the words of his page."
    )
    ops_kind = fields.Selection(
        [("visit", "Visit"), ("case", "Case")],
        "Kind",
        compute="_compute_ops_kind",
        search="_search_ops_kind",
    )

    # the ratings of a customer's last twelve months are asked for with each list of customers
    _ops_customer_idx = models.Index(
        "(ops_customer_id, ops_company_id, rated_on) WHERE ops_customer_id IS NOT NULL AND consumed"
    )

    @api.depends("res_model", "res_id")
    def _compute_ops_whose(self):
        for model, ratings in self.grouped("res_model").items():
            records = self._ops_browse_rated(model, ratings.mapped("res_id")).exists()
            by_id = {record.id: record for record in records}
            for rating in ratings:
                record = by_id.get(rating.res_id)
                rating.ops_customer_id = record and record._ops_get_rated_customer()
                rating.ops_company_id = record and record.company_id

    def _ops_browse_rated(self, model, ids):
        """Return the documents, none where the model is not rated by our customers."""
        if model not in self.env or not issubclass(self.pool[model], self.pool["ops.rated"]):
            return self.browse()
        # sudo: whose it is; who may read the rating is asked elsewhere
        return self.env[model].sudo().browse(ids)

    @api.depends("rating_text", "consumed", "ops_company_id")
    def _compute_ops_level(self):
        for rating in self:
            is_said = rating.consumed and rating.ops_company_id
            rating.ops_level = LEVEL_OF_TEXT.get(rating.rating_text) if is_said else False

    @api.depends("res_model")
    def _compute_ops_kind(self):
        for rating in self:
            rating.ops_kind = KINDS.get(rating.res_model)

    @api.model
    def _search_ops_kind(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("res_model", "in", [model for model, kind in KINDS.items() if kind in value])]

    def _ops_get_page_text(self):
        """Return what is rated, in the customer's words and language, for his page."""
        self.ensure_one()
        rating = self.with_context(lang=self.partner_id.lang or self.env.lang)
        record = rating._ops_browse_rated(rating.res_model, rating.res_id)
        return record._ops_describe_for_customer() if record else ""

    def action_ops_open_rated(self):
        """Open the visit or the case that was rated."""
        self.ensure_one()
        return self.action_open_rated_object()
