import textwrap

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import LazyTranslate, file_path
from odoo.tools.translate import TranslationImporter

from ....tools.answers import forget_answers
from .codes import OWN, SECTIONS

_lt = LazyTranslate(__name__)


TEXTS_FILE = "data/policy/clause/ops.clause.csv"
LIMITS_FILE = "data/policy/clause/ops.clause.limit.csv"
ITEMS_FILE = "data/policy/own/ops.clause.item.csv"


class OpsClause(models.Model):
    """One clause of the written rulebook. Its code (W2.E, R12 …) is the key used everywhere in the product.

    What the rulebook says is shipped and kept up to date; what a company decided about it (in force or not,
    limits, remarks) is the company's own and survives every upgrade, because no data file ever writes those
    fields.
    """

    _name = "ops.clause"
    _inherit = ["ops.kept", "ops.rule"]
    _description = "Clause of the rulebook"
    _order = "sequence, id"
    _rec_name = "code"
    _rec_names_search = ["code", "text"]

    _kept = _lt("A clause is never deleted: switch it off in this company instead.")
    _is_shipped = True

    # What an administrator may set; all else is the rulebook itself.
    _settings = {
        "is_active",
        "is_suspended",
        "note",
        "limit_ids",
        "extra_role_ids",
        "role_line_ids",
        "item_ids",
        *("can_fine", "can_compensate", "can_make_liable", "fine_low", "fine_high", "missed_effect"),
        *("own_fine", "own_compensation", "own_liability", "own_fine_low", "own_fine_high", "own_effect"),
    }

    sequence = fields.Integer(readonly=True)
    code = fields.Char(required=True, readonly=True)
    section = fields.Selection(
        [
            ("01_G", "G General"),
            ("02_M", "M Market specialists"),
            ("03_V", "V Customer visits"),
            ("04_N", "N Winning new customers"),
            ("05_P", "P Telephone sales"),
            ("06_H", "H Store head and sales manager"),
            ("07_W", "W Work process"),
            ("08_R", "R Rules for sales consultants"),
            ("09_F", "F Field market specialists"),
            ("10_C", "C Market and sales together"),
            ("11_X", "X Our own clauses"),
        ],
        compute="_compute_section",
        store=True,
    )
    chapter = fields.Char(compute="_compute_section", store=True, help="First part of the code, e.g. W2.")
    actor = fields.Char(
        required=True, readonly=True, help="Codes of the roles that owe it, as the rulebook names them."
    )
    role_ids = fields.Many2many("res.groups", string="Roles", readonly=True)
    kind = fields.Selection(
        [
            ("gate", "Gate"),
            ("deadline", "Deadline"),
            ("record", "Record"),
            ("checklist", "Checklist"),
            ("document", "Document"),
            ("analysis", "Analysis"),
            ("conduct", "Conduct"),
        ],
        required=True,
        readonly=True,
    )
    text = fields.Text("What it says", required=True, translate=True, readonly=True)
    enforcement = fields.Selection(
        [
            ("software", "By the software"),
            ("part", "Partly by the software"),
            ("hand", "By hand (planned)"),
        ],
        required=True,
        readonly=True,
        default="hand",
        help="Whether the software already asks for and checks this clause, or people still do.",
    )
    enforcement_note = fields.Char("Enforced so far", readonly=True, translate=True)
    is_fined = fields.Boolean("Fine", readonly=True, help="A violation can be fined (R16).")
    is_compensated = fields.Boolean(
        "Compensation", readonly=True, help="Who breaks it makes good the loss (R6, R8, M1.7)."
    )
    is_liable = fields.Boolean(
        "Liability", readonly=True, help="A breach has economic and legal consequences (M7.3, M7.8)."
    )
    implemented_by = fields.Text(readonly=True, groups="ops_dept.ops_dept_group_admin")
    accepted_when = fields.Text(readonly=True, groups="ops_dept.ops_dept_group_admin")

    is_suspended = fields.Boolean("Switched off", company_dependent=True)
    is_active = fields.Boolean(
        "In force",
        compute="_compute_is_active",
        inverse="_inverse_is_active",
        search="_search_is_active",
        help="Whether this clause holds in the current company.",
    )
    note = fields.Text("Our remarks", company_dependent=True, help="How this company applies the clause.")
    limit_ids = fields.One2many("ops.clause.limit", "clause_id", "Limits")
    item_ids = fields.One2many("ops.clause.item", "clause_id", "What can be reported")
    limit_text = fields.Char("Limit", compute="_compute_limit_text")
    has_steps = fields.Boolean(compute="_compute_has_steps")

    # -------------------------------------------------------------------------
    # Compute, inverse, search
    # -------------------------------------------------------------------------

    @api.depends("code")
    def _compute_section(self):
        for clause in self:
            code = clause.code or OWN  # a new one of the company's own has no number yet
            clause.section = SECTIONS.get(code[:1])
            clause.chapter = code.partition(".")[0] if "." in code else code[:1]

    @api.depends("code", "text")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for clause in self:
            clause.display_name = textwrap.shorten(f"{clause.code} {clause.text or ''}", 80, placeholder=" …")

    @api.depends("is_suspended")
    @api.depends_context("company")
    def _compute_is_active(self):
        for clause in self:
            clause.is_active = not clause.is_suspended

    def _inverse_is_active(self):
        for clause in self:
            clause.is_suspended = not clause.is_active

    def _search_is_active(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("is_suspended", "in", [not val for val in value])

    @api.depends("limit_ids.limit_text")
    @api.depends_context("company", "lang")
    def _compute_limit_text(self):
        for clause in self:
            clause.limit_text = "; ".join(clause.limit_ids.mapped("limit_text")) or False

    @api.depends("limit_ids.name")
    def _compute_has_steps(self):
        for clause in self:
            clause.has_steps = any(clause.limit_ids.mapped("name"))

    # -------------------------------------------------------------------------
    # CRUD
    # -------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        clauses = super().create(self._prepare_own_vals_list(vals_list))
        forget_answers(self.env)
        for clause in clauses.filtered("company_id"):
            clause._ops_log_first(dict.fromkeys(clause._get_said_words()))
        return clauses

    def write(self, vals):
        """Change settings; the text of the rulebook comes with the product and is not edited here."""
        self._ops_refuse_shipped(vals.keys())
        with self._ops_traced(self._logged_vals(vals)):
            result = super().write(vals)
        forget_answers(self.env)
        if vals.get("is_suspended"):
            self.env["ops.obligation"]._release_clause(self, self.env.company)
            self.env["tier.review"]._ops_end_not_required(self, self.env.company)
        return result

    def _ops_refuse_shipped(self, names):
        # superuser mode is the data loading of an upgrade; users never have it
        if self.env.su or not names - self._settings:
            return
        is_own = not names - self._settings - self._own_words
        shipped = self.filtered(lambda clause: not (is_own and clause.company_id))
        if shipped:
            raise UserError(
                self.env._(
                    "%(clause)s comes with the rulebook: switch it off, change its limits or add remarks.",
                    clause=", ".join(shipped.mapped("code")),
                )
            )

    @api.model
    def _ops_rule_names(self):
        return frozenset({"is_suspended", "note", *self._own_words, *self._shown_rules()})

    def _ops_rule_clause(self, name):
        return self.code

    # -------------------------------------------------------------------------
    # Services for the other models
    # -------------------------------------------------------------------------

    @api.model
    def _load_shipped_texts(self):
        """Bring the translated texts up to date at every upgrade, which alone would keep the old ones.

        Only the texts of the rulebook itself are written; they cannot be edited by users.
        """
        importer = TranslationImporter(self.env.cr, verbose=False)
        for lang, _name in self.env["res.lang"].get_installed():
            for name in (TEXTS_FILE, LIMITS_FILE, ITEMS_FILE):
                importer.load_file(file_path(f"ops_dept/{name}"), lang, module="ops_dept")
        importer.save(force_overwrite=True)
