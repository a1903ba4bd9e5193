from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)


# What the phone holds by itself, so that nobody ticks it.
SOURCES = [
    ("customer_file", "Customer files"),
    ("report_form", "Visit report"),
    ("price_list", "Price list"),
]


class OpsChecklistItem(models.Model):
    """A line of a checklist: an article to take along, or a line to read.

    Shipped ones are for all companies; each company adds articles of its own and takes out of use what it
    does not want (`rule.py`).
    """

    _name = "ops.checklist.item"
    _inherit = ["ops.kept", "ops.rule"]
    _description = "Line of a checklist"
    _order = "checklist_id, sequence, id"

    _kept = _lt("What stands on a checklist is never deleted: take it out of use instead (V1.3).")
    _is_shipped = True

    name = fields.Char("What", required=True, translate=True)
    checklist_id = fields.Many2one(
        "ops.checklist",
        required=True,
        ondelete="cascade",
        index=True,
        default=lambda self: self.env.ref("ops_dept.checklist_kit", raise_if_not_found=False),
    )
    kind = fields.Selection(
        [("article", "Article"), ("line", "To read")],
        required=True,
        default="article",
        help="An article can be missing; a line is read.",
    )
    sequence = fields.Integer(default=10)
    clause_ids = fields.Many2many("ops.clause", string="Clauses")
    auto_source = fields.Selection(
        SOURCES, "On the phone", readonly=True, help="Ticks itself where the phone holds it."
    )
    is_confidential = fields.Boolean("Confidential", help="Is shown to nobody else (V1.3).")
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: shipped.",
    )
    shipped_mandatory = fields.Boolean(readonly=True)
    own_mandatory = fields.Selection([("yes", "Yes"), ("no", "No")], company_dependent=True)
    is_mandatory = fields.Boolean(
        "Mandatory",
        compute="_compute_is_mandatory",
        inverse="_inverse_is_mandatory",
        help="Who lacks it does not leave for the first visit of the day (V1.3).",
    )
    is_suspended = fields.Boolean("Not used", company_dependent=True)
    active = fields.Boolean(
        "In use",
        compute="_compute_active",
        inverse="_inverse_active",
        search="_search_active",
        default=True,
        help="Whether it stands on the list in the current company.",
    )

    @api.depends("own_mandatory", "shipped_mandatory")
    @api.depends_context("company")
    def _compute_is_mandatory(self):
        for item in self:
            own = item.own_mandatory
            item.is_mandatory = own == "yes" if own else item.shipped_mandatory

    def _inverse_is_mandatory(self):
        for item in self:
            own = item.is_mandatory != item.shipped_mandatory
            item.own_mandatory = own and ("yes" if item.is_mandatory else "no")

    @api.depends("is_suspended")
    @api.depends_context("company")
    def _compute_active(self):
        for item in self:
            item.active = not item.is_suspended

    def _inverse_active(self):
        for item in self:
            item.is_suspended = not item.active

    def _search_active(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("is_suspended", "in", [not val for val in value])

    # ------------------------------------------------------------------
    # The door
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        for item in items.filtered("company_id"):  # what is shipped is no change of a company's
            item._ops_log_first({"name": True})
        self.env.registry.clear_cache()
        return items

    def write(self, vals):
        """Change the company's own, or whether a shipped one is used and mandatory."""
        self._ops_refuse_shipped(vals.keys())
        with self._ops_traced(vals):
            result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def _get_said_name(self):
        """Return what it is called on the sheet; what is confidential says so."""
        self.ensure_one()
        return (
            self.env._("%(article)s (confidential)", article=self.name) if self.is_confidential else self.name
        )

    # ------------------------------------------------------------------
    # What others ask
    # ------------------------------------------------------------------
    @api.model
    @tools.ormcache("company.id")
    def _get_kit(self, company):
        """Return the ids of what stands on the sheet of a company: those of which a clause is in force."""
        # sudo: the sheet is no secret
        items = (
            self.sudo()
            .with_company(company)
            .search([("checklist_id.use", "=", "preparation"), ("company_id", "in", (False, company.id))])
        )
        in_force = self.env["ops.clause"]._is_in_force
        return tuple(
            item.id
            for item in items
            if any(
                in_force(code, company)
                for code in (item.clause_ids or item.checklist_id.clause_ids).mapped("code")
            )
        )

    @api.model
    @tools.ormcache("company.id")
    def _get_mandatory(self, company):
        """Return the ids of the articles without which nobody of a company leaves."""
        # sudo: as above
        items = self.sudo().with_company(company).browse(self._get_kit(company))
        return tuple(item.id for item in items if item.kind == "article" and item.is_mandatory)
