from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

# The customer still owes what he promised.
OWED = ("open", "broken")


class OpsPromise(models.Model):
    """A customer's promise to pay an amount by a day, as it was given in a visit or a call (W5.A).

    Kept or broken is what the receipts say (`settle.py`): nobody types it.

    Clause: W5.A
    """

    _name = "ops.promise"
    _inherit = ["ops.record"]
    _description = "Promise to pay"
    _order = "date, id"
    _rec_names_search = ["name", "partner_id"]

    _ops_clause = "W5.A"
    _number_prefix = "CN-"
    _get_origins = ("visit_id",)
    _transitions = {}  # the receipts say it
    _state_sets = {"over": ("kept", "broken")}

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('parent_id', '=', False)]",  # as text: core searches no list for a new contact
        check_company=True,
        index=True,
        ondelete="restrict",
        frozen="over",
    )
    visit_id = fields.Many2one(
        "ops.visit",
        "Given in",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        frozen="over",
        help="The visit or call in which it was promised.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Taken by",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        index=True,
        ondelete="restrict",
        frozen="over",
    )
    team_id = fields.Many2one(
        "crm.team", compute="_compute_team_id", store=True, precompute=True, index=True, derived=True
    )
    amount = fields.Monetary(required=True, tracking=True, frozen="over", help="With tax.")
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
        frozen="over",
    )
    date = fields.Date("Pays by", required=True, tracking=True, index=True, frozen="over")
    date_first = fields.Date(
        "First promised for", readonly=True, copy=False, stamp=True, help="Before it was put off."
    )
    date_made = fields.Date(
        "Promised on",
        compute="_compute_date_made",
        store=True,
        precompute=True,
        required=True,
        copy=False,
        derived=True,
    )
    invoice_ids = fields.Many2many(
        "account.move",
        string="Invoices",
        domain="[('move_type', 'in', ('out_invoice', 'out_receipt')), ('state', '=', 'posted'),"
        " ('commercial_partner_id', '=', partner_id)]",
        check_company=True,
        frozen="over",
        help="Empty: whatever he pays counts.",
    )
    note = fields.Char("Remark")
    state = fields.Selection(
        [("open", "Awaited"), ("kept", "Kept"), ("broken", "Broken")],
        default="open",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )
    amount_received = fields.Monetary("Received for it", readonly=True, copy=False, stamp=True)
    is_due = fields.Boolean("Due today", compute="_compute_is_due", search="_search_is_due")

    _amount_positive = models.Constraint("CHECK (amount > 0)", "Promised is an amount above zero (W5.A).")
    _customer_idx = models.Index("(company_id, partner_id, date)")

    @api.depends("visit_id")
    def _compute_partner_id(self):
        for promise in self:
            promise.partner_id = promise.visit_id.partner_id or promise.partner_id

    @api.depends()
    def _compute_date_made(self):
        """The day on which it is entered."""
        for promise in self:
            promise.date_made = promise.date_made or (promise.company_id or self.env.company)._ops_today()

    @api.depends("user_id")
    def _compute_team_id(self):
        for promise in self:
            promise.team_id = promise.user_id.sudo().sale_team_id  # sudo: a colleague's team

    @api.depends("date", "state")
    def _compute_is_due(self):
        for promise in self:
            promise.is_due = promise.state == "open" and promise.date == promise.company_id._ops_today()

    @api.model
    def _search_is_due(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("state", "=", "open"), ("date", "=", self.env.company._ops_today())]

    @api.depends("name", "partner_id", "amount", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for promise in self:
            promise.display_name = f"{promise.partner_id.name or ''} · {promise._say()}"

    def _say(self):
        """Return what was promised, in a few words."""
        if not self.date:
            return self.name or self._ops_kind()
        return self.env._(
            "%(amount)s by %(day)s",
            amount=self.currency_id.format(self.amount),
            day=format_date(self.env, self.date),
        )

    @api.model
    def _say_open(self, company, partners):
        """Return customer id → his next open promise in words, of those who gave one."""
        found = self.search(
            [("company_id", "=", company.id), ("partner_id", "in", partners.ids), ("state", "=", "open")],
            order="date, id",
        )
        return {partner.id: promises[:1]._say() for partner, promises in found.grouped("partner_id").items()}

    def _say_with_state(self):
        """Return these promises with what became of them, in one line."""
        states = dict(self._fields["state"]._description_selection(self.env))
        return "; ".join(f"{promise._say()} ({states[promise.state]})" for promise in self)

    def action_call(self):
        """Open a call to this customer about what he owes. Clause: W5.A"""
        self.ensure_one()
        return self.env["ops.visit"]._open_collection_call(self.partner_id, self.company_id)

    def _ops_prepare_vals(self, vals):
        """Who promises is the company: of a person chosen as the customer, his company."""
        vals = super()._ops_prepare_vals(vals)
        if vals.get("partner_id"):
            partner = self.env["res.partner"].browse(vals["partner_id"])
            vals = {**vals, "partner_id": partner.commercial_partner_id.id}
        return vals

    @api.constrains("date", "date_made")
    def _check_date(self):
        for promise in self:
            if promise.date < promise.date_made:
                raise UserError(
                    self.env._(
                        "%(customer)s: a promise is for a day to come, not for %(day)s (W5.A).",
                        customer=promise.partner_id.name,
                        day=format_date(self.env, promise.date),
                    )
                )

    def _ops_team(self):
        return self.team_id

    def _ops_refuse_deletion(self):
        """What was promised stays; a wrong entry is corrected while it is open."""
        for promise in self:
            if promise.state != "open":
                raise UserError(
                    self.env._("%(promise)s is over: it is kept (W5.A).", promise=promise.display_name)
                )
        return super()._ops_refuse_deletion()
