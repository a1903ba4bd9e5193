from odoo import api, fields, models
from odoo.exceptions import UserError

IMPORTANCE = [
    ("key", "Key customer"),
    ("ordinary", "Ordinary customer"),
    ("prospect", "Prospect"),
]


class OpsCustomer(models.Model):
    """The file that a company keeps of a customer: a contact may serve several companies, each has its own.

    It is its consultant's, his manager's and the leaders'; the contact itself stays readable to everybody.

    Split by concern: here what kind of customer it is, `situation.py` what he produces and plans and how
    fresh that is, `duty.py` what its consultant owes.
    """

    _name = "ops.customer"
    _inherit = ["ops.guarded", "ops.accountable", "mail.thread"]
    _description = "Customer file"
    _order = "importance, id"
    _rec_name = "partner_id"
    _rec_names_search = ["partner_id"]

    _check_company_auto = True
    _mail_post_access = "read"
    _ops_is_askable = True
    _ops_clause = "V2.1"

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        ondelete="cascade",
        check_company=True,
        domain=[("parent_id", "=", False)],
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(related="partner_id.user_id", string="Consultant")
    phone = fields.Char(related="partner_id.phone")
    city = fields.Char(related="partner_id.city")
    importance = fields.Selection(
        IMPORTANCE,
        required=True,
        default="ordinary",
        tracking=True,
        help="Key customers are visited and listed first; what they produce and plan is asked for again and "
        "again (V2.1, R1).",
    )
    district_id = fields.Many2one(
        "ops.district", check_company=True, ondelete="restrict", index="btree_not_null"
    )
    source_id = fields.Many2one("utm.source", help="Where the company learnt of this customer (V2.1).")
    campaign_id = fields.Many2one(
        "utm.campaign", "Sales aim", index="btree_not_null", help="The sales aim he was chosen for (V2.1)."
    )
    may_be_named = fields.Boolean(
        tracking=True, help="He agreed to stand on the list of our customers that we show to others (V6.3)."
    )
    date_consent = fields.Date(
        "Agreed on",
        compute="_compute_date_consent",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )

    _partner_unique = models.UniqueIndex(
        "(partner_id, company_id)", "This customer has a file in this company already."
    )
    _importance_idx = models.Index("(company_id, importance)")

    @api.depends("may_be_named")
    def _compute_date_consent(self):
        """Who agreed today is noted as of today; who agrees no more has no date."""
        for customer in self:
            if not customer.may_be_named:
                customer.date_consent = False
            elif not customer.date_consent:
                customer.date_consent = (customer.company_id or self.env.company)._ops_today()

    @api.constrains("may_be_named", "date_consent", "company_id")
    def _check_consent(self):
        for customer in self:
            day = customer.date_consent
            if customer.may_be_named and (not day or day > customer.company_id._ops_today()):
                raise UserError(
                    self.env._(
                        "%(customer)s: enter the day on which he agreed to be named, today or before (V6.3).",
                        customer=customer.display_name,
                    )
                )

    @api.constrains("partner_id")
    def _check_partner(self):
        for customer in self:
            if customer.partner_id != customer.partner_id.commercial_partner_id:
                raise UserError(
                    self.env._(
                        "%(person)s belongs to %(customer)s: the file is kept of the company (V2.1).",
                        person=customer.partner_id.display_name,
                        customer=customer.partner_id.commercial_partner_id.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # The door
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._ops_prepare_and_check_vals(vals) for vals in vals_list])

    def write(self, vals):
        if self._ops_is_stamping("write", vals):
            return super().write(vals)
        vals = self._ops_prepare_and_check_vals(vals)
        with self._ops_passing("_ops_on_write", vals):
            return super().write(vals)

    def _ops_refuse_frozen(self, vals):
        """A file is never decided: nothing of it is frozen."""

    def _ops_team(self):
        """A customer belongs to his consultant's team."""
        return self.user_id.sale_team_id

    # ------------------------------------------------------------------
    # Finding it
    # ------------------------------------------------------------------
    @api.model
    def _get_of(self, partners, company=None):
        """Return the files of these contacts in a company, those that exist and the user may read.

        :param partners: res.partner, persons of a customer too
        :param company: whose files (default: the current company)
        """
        domain = [
            ("partner_id", "in", partners.commercial_partner_id.ids),
            ("company_id", "=", (company or self.env.company).id),
        ]
        return self.search(domain)

    def action_open_partner(self):
        """Open the contact as core shows it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.partner_id.id,
            "views": [(False, "form")],
        }
