from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ...policy.guarded.moves import Move

HORIZONS = [("short", "Short term"), ("medium", "Medium term"), ("long", "Long term")]
MEASURES = [
    ("orders", "Orders, untaxed"),
    ("invoiced", "Invoiced, untaxed"),
    ("collected", "Collected, with tax"),
    ("visits", "Visits"),
    ("customers", "New customers"),
]
MONEY = ("orders", "invoiced", "collected")
# Whom or what a target is for; all empty: the whole company.
KEY = ("team_id", "user_id", "category_id", "district_id")
# What cannot be told by the goods that were sold.
WITHOUT_CATEGORY = ("collected", "visits", "customers")


class OpsTarget(models.Model):
    """What a company, a team, a person, a kind of goods or a district is to reach in a period (H1, M3.2).

    Split by concern: here what is to be reached, `publish.py` who puts it in force, `children.py` what stands
    below it, `achieved.py` what is reached with a `read_….py` per measure, `pace.py` the working days gone.

    Clauses: H1, M3.2
    """

    _name = "ops.target"
    _inherit = ["ops.period"]
    _description = "Target"
    _order = "date_from desc, horizon, measure, id"

    _ops_clause = _period_clause = "H1"
    _periods = ("month", "quarter", "year")
    _number_prefix = "MB-"
    _transitions = {
        "published": Move("publish", ("draft",)),
        "draft": Move("take_back", ("published",)),
    }
    _state_sets = {"out": ("published",)}

    horizon = fields.Selection(
        HORIZONS,
        required=True,
        default="short",
        index=True,
        group_expand=True,
        frozen="out",
        help="How far ahead (M3.2).",
    )
    period = fields.Selection(default="month", frozen="out")
    date_from = fields.Date(default=lambda self: self._get_first_day("month"), frozen="out")
    measure = fields.Selection(MEASURES, required=True, default="orders", frozen="out")
    value = fields.Float(
        "Target", required=True, digits=(16, 2), frozen="out", help="In the company's currency, or a number."
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    is_money = fields.Boolean(compute="_compute_is_money", export_string_translation=False)
    team_id = fields.Many2one(
        "crm.team", check_company=True, index="btree_not_null", ondelete="restrict", frozen="out"
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        domain=[("share", "=", False)],
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        frozen="out",
    )
    category_id = fields.Many2one(
        "product.category", "Kind of goods", index="btree_not_null", ondelete="restrict", frozen="out"
    )
    district_id = fields.Many2one(
        "ops.district",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        frozen="out",
    )
    note = fields.Text("How it is to be reached", frozen="out")
    state = fields.Selection(
        [("draft", "Draft"), ("published", "In force")],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
    )
    key_text = fields.Char("For", compute="_compute_key_text")

    _value_positive = models.Constraint("CHECK (value > 0)", "A target is above zero (H1).")
    _key_unique = models.UniqueIndex(
        "(company_id, horizon, period, date_from, measure, COALESCE(team_id, 0), COALESCE(user_id, 0),"
        " COALESCE(category_id, 0), COALESCE(district_id, 0))",
        "This target exists already for the same period and the same people: change that one (H1).",
    )

    @api.depends("measure")
    def _compute_is_money(self):
        for target in self:
            target.is_money = target.measure in MONEY

    @api.depends(*KEY, "company_id")
    def _compute_key_text(self):
        for target in self:
            named = [target[name].display_name for name in KEY if target[name]]
            target.key_text = format_list(self.env, named) if named else target.company_id.name

    @api.depends("period", "date_from", "measure", *KEY)
    @api.depends_context("lang")
    def _compute_display_name(self):
        measures = dict(self._fields["measure"]._description_selection(self.env))
        for target in self:
            parts = (target._get_period_text(), target.key_text, measures.get(target.measure))
            target.display_name = " · ".join(filter(None, parts))

    @api.onchange("measure")
    def _onchange_measure(self):
        if self.measure in WITHOUT_CATEGORY:
            self.category_id = False

    @api.constrains("measure", "category_id")
    def _check_category(self):
        for target in self.filtered("category_id"):
            if target.measure in WITHOUT_CATEGORY:
                raise UserError(
                    self.env._(
                        "%(target)s: goods cannot be told apart in this measure; choose orders or invoices "
                        "(H1).",
                        target=target.display_name,
                    )
                )
