import base64

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ..guarded.moves import Move


class OpsHandbook(models.Model):
    """An edition of the handbook: number, effective date, and the printed clauses in force, which stay (G1).

    Publishing it asks everybody with a role to read his clauses and to acknowledge them.
    """

    _name = "ops.handbook"
    _inherit = ["ops.record"]
    _description = "Edition of the handbook"
    _order = "id desc"

    _ops_clause = "G1"
    _number_prefix = "GZ-"
    _transitions = {"published": Move("publish", ("draft",), roles=("admin", "leader"))}
    _state_sets = {"out": ("published",)}

    edition = fields.Integer(readonly=True, copy=False, stamp=True, aggregator=None)
    date_effective = fields.Date(
        "In force from",
        required=True,
        default=lambda self: self.env.company._ops_today(),
        copy=False,
        frozen="out",
    )
    note = fields.Text("What is new", copy=False, frozen="out", help="Said to everybody who is asked.")
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
    )
    date_published = fields.Datetime("Published on", readonly=True, copy=False, stamp=True)
    published_by_id = fields.Many2one("res.users", "Published by", readonly=True, copy=False, stamp=True)
    clause_count = fields.Integer("Clauses", readonly=True, copy=False, stamp=True, aggregator=None)
    pdf = fields.Binary("Handbook", readonly=True, copy=False, stamp=True, attachment=True)
    pdf_name = fields.Char(compute="_compute_pdf_name")
    ack_ids = fields.One2many("ops.handbook.ack", "handbook_id", "Acknowledgements", readonly=True)
    ack_count = fields.Integer("Have read it", compute="_compute_ack_count")
    open_count = fields.Integer("Have not", compute="_compute_ack_count")

    _edition_uniq = models.UniqueIndex(
        "(company_id, edition) WHERE state = 'published'", "Somebody has just published this edition."
    )

    @api.depends("edition", "name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for handbook in self:
            if handbook.edition:
                handbook.display_name = self.env._("Handbook, edition %s", handbook.edition)
            else:
                handbook.display_name = handbook.name or handbook._ops_kind()

    @api.depends("edition", "company_id")
    @api.depends_context("lang")
    def _compute_pdf_name(self):
        for handbook in self:
            handbook.pdf_name = f"{handbook.display_name}.pdf"

    @api.depends("ack_ids.state")
    def _compute_ack_count(self):
        groups = self.env["ops.handbook.ack"]._read_group(
            [("handbook_id", "in", self.ids)], ["handbook_id", "state"], ["__count"]
        )
        found = {(handbook, state): count for handbook, state, count in groups}
        for handbook in self:
            handbook.ack_count = found.get((handbook, "done"), 0)
            handbook.open_count = found.get((handbook, "asked"), 0)

    # ------------------------------------------------------------------
    # Publishing
    # ------------------------------------------------------------------
    def action_publish(self):
        """Print all clauses in force as a new edition and ask everybody to read his. Clause: G1

        :raises UserError: while the rulebook is off, or without the add-on that prints
        """
        return self.write({"state": "published"})

    def _check_publish(self):
        for handbook in self:
            if not handbook.company_id._ops_rulebook_on():
                raise UserError(
                    self.env._(
                        "%s: switch the operations rulebook on first; nothing is in force without it (G1).",
                        handbook.display_name,
                    )
                )

    def _prepare_publish_vals(self):
        return {"date_published": fields.Datetime.now(), "published_by_id": self.env.uid}

    def _do_publish(self):
        """Number the edition, keep its print, and ask everybody, of this edition instead of an older one."""
        for handbook in self:
            handbook._stamp(
                {
                    "edition": handbook._get_next_edition(),
                    "clause_count": len(handbook._get_clauses()),
                }
            )
            # sudo: the print is kept for everybody, whoever publishes
            handbook.sudo()._stamp({"pdf": base64.b64encode(handbook._print_edition())})
            handbook._ops_log("issued", clause_code="G1")
        self.env.registry.clear_cache()
        self.env["ops.handbook.ack"]._ask(self.company_id)

    def _get_next_edition(self):
        # sudo: editions of the company, whoever may read them
        last = self.sudo().search(
            [("company_id", "=", self.company_id.id), ("edition", ">", 0)], order="edition desc", limit=1
        )
        return last.edition + 1

    def _print_edition(self):
        """Return the PDF of this edition; the add-on of papers prints it.

        :raises UserError: where that add-on is not installed
        """
        raise UserError(
            self.env._(
                "%s: the add-on “Operations Rulebook: Papers and Analysis” prints the handbook. Have it "
                "installed, then publish (G1).",
                self.display_name,
            )
        )

    def _get_clauses(self):
        """Return the clauses in force in the company, the rulebook's and its own, as it applies them."""
        self.ensure_one()
        clauses = (
            self.env["ops.clause"].with_company(self.company_id).sudo()
        )  # sudo: no clause is secret here
        return clauses.search([("company_id", "in", (False, self.company_id.id)), ("is_active", "=", True)])

    # ------------------------------------------------------------------
    # What others ask
    # ------------------------------------------------------------------
    @api.model
    @tools.ormcache("company.id")
    def _get_current_id(self, company):
        """Return the id of the company's newest published edition, False when there is none."""
        # sudo: which edition holds is no secret
        domain = [("company_id", "=", company.id), ("state", "=", "published")]
        return self.sudo().search(domain, order="edition desc", limit=1).id

    def action_open_acks(self):
        """Open who has read this edition and who has not."""
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_handbook_ack_action")
        return {**action, "domain": [("handbook_id", "in", self.ids)]}

    def _has_begun(self):
        return self.state == "published"
