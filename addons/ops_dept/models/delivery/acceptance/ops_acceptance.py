from odoo import api, fields, models

from ....tools.actions import open_records
from ...policy.guarded.moves import Move

CLAUSE = "M7.9"
# Who installs, commissions and lets the customer sign.
ON_SITE = ("consultant", "field_specialist", "market_specialist", "technical")
STEPS = ("date_installed", "date_commissioned", "date_accepted")


class OpsAcceptance(models.Model):
    """What was installed at a customer's, commissioned and accepted by him, on the day of each (M7.9).

    Split by concern: here the document, `days.py` its three days, `signing.py` the customer's signature,
    `moves.py` what he decided and what follows from it.

    Clause: M7.9
    """

    _name = "ops.acceptance"
    _inherit = ["ops.record"]
    _description = "Acceptance"
    _order = "date_planned desc, id desc"
    _rec_names_search = ["name", "partner_id"]

    _ops_clause = CLAUSE
    _number_prefix = "YS-"
    _get_origins = ("order_id", "release_id", "ticket_id")
    _transitions = {
        "accepted": Move("accept", ("draft",), roles=ON_SITE),
        "with_defects": Move("accept_with_defects", ("draft",), roles=ON_SITE),
        "refused": Move("refuse", ("draft",), roles=ON_SITE),
    }
    _state_sets = {"decided": ("accepted", "with_defects", "refused")}
    _locked_when = {"decided": "date_signed"}
    _ops_evidence_fields = ("photo_ids", "signature")

    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index=True,
        ondelete="restrict",
        frozen="decided",
    )
    release_id = fields.Many2one(
        "ops.release",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('partner_id', 'child_of', partner_id), ('state', 'in', ('approved', 'done'))]",
        frozen="decided",
        help="With which the goods left the house.",
    )
    order_id = fields.Many2one(
        "sale.order",
        "Sales order",
        compute="_compute_order_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('partner_id', 'child_of', partner_id), ('state', '=', 'sale')]",
        frozen="decided",
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        "For the ticket",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('partner_id', 'child_of', partner_id)]",
        frozen="decided",
        help="The case that was worked on, where it is not about a delivery.",
    )
    team_id = fields.Many2one(
        "crm.team",
        "Sales team",
        compute="_compute_team_id",
        store=True,
        precompute=True,
        index=True,
        derived=True,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        index=True,
        ondelete="restrict",
        frozen="decided",
    )
    user_ids = fields.Many2many(
        "res.users",
        "ops_acceptance_user_rel",
        string="On site of ours",
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",  # as text: core searches no list for a new user
        copy=True,
        frozen="decided",
    )
    contact_id = fields.Many2one(
        "res.partner",
        "On site of the customer's",
        domain="[('id', 'child_of', partner_id), ('is_company', '=', False)]",
        check_company=True,
        ondelete="restrict",
        frozen="decided",
    )
    date_planned = fields.Date(
        "Planned for",
        required=True,
        copy=False,
        default=lambda self: self.env.company._ops_today(),
        index=True,
        frozen="decided",
    )
    date_installed = fields.Date("Installed on", tracking=True, frozen="decided")
    date_commissioned = fields.Date("Commissioned on", tracking=True, frozen="decided")
    date_accepted = fields.Date(
        "Acceptance on",
        copy=False,
        tracking=True,
        frozen="decided",
        help="The day the customer looked at it.",
    )
    line_ids = fields.One2many(
        "ops.acceptance.line", "acceptance_id", "Installed", copy=True, frozen="decided"
    )
    defect_ids = fields.One2many("ops.acceptance.defect", "acceptance_id", "Defects", frozen="decided")
    photo_ids = fields.Many2many(
        "ir.attachment", "ops_acceptance_photo_rel", string="Photos", copy=False, frozen="decided"
    )
    note = fields.Text("Remark", copy=False, frozen="decided")
    previous_id = fields.Many2one(
        "ops.acceptance",
        "After the refused",
        domain="[('state', '=', 'refused'), ('partner_id', '=', partner_id)]",
        check_company=True,
        copy=False,
        ondelete="restrict",
        frozen="decided",
    )
    following_ids = fields.One2many("ops.acceptance", "previous_id", "Follow-up acceptance")
    previous_defect_ids = fields.One2many(related="previous_id.defect_ids", string="Defects found before")
    open_defect_count = fields.Integer(
        "Defects not repaired", compute="_compute_open_defect_count", store=True, derived=True
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("accepted", "Accepted by the customer"),
            ("with_defects", "Accepted with defects"),
            ("refused", "Refused by the customer"),
        ],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _previous_uniq = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "A refused acceptance has one follow-up acceptance (M7.9).",
    )
    _waiting_idx = models.Index("(company_id, user_id, date_planned) WHERE state = 'draft'")

    # ------------------------------------------------------------------
    # What it comes from
    # ------------------------------------------------------------------
    @api.depends("release_id")
    def _compute_order_id(self):
        for acceptance in self:
            acceptance.order_id = acceptance.release_id.order_id or acceptance.order_id

    @api.depends("order_id", "ticket_id")
    def _compute_partner_id(self):
        for acceptance in self:
            # sudo: whose order or ticket it is, whoever may read it
            origin_sudo = acceptance.sudo().order_id.partner_id or acceptance.sudo().ticket_id.partner_id
            acceptance.partner_id = origin_sudo.commercial_partner_id.sudo(False) or acceptance.partner_id

    @api.depends("order_id", "user_id")
    def _compute_team_id(self):
        for acceptance in self:
            # sudo: the team of an order or of a colleague
            acceptance.team_id = acceptance.sudo().order_id.team_id or acceptance.sudo().user_id.sale_team_id

    @api.depends("defect_ids.date_settled")
    def _compute_open_defect_count(self):
        for acceptance in self:
            acceptance.open_defect_count = len(acceptance._get_open_defects())

    @api.depends("name", "partner_id")
    def _compute_display_name(self):
        for acceptance in self:
            names = (acceptance.name or acceptance._ops_kind(), acceptance.partner_id.name)
            acceptance.display_name = " · ".join(filter(None, names))

    def _get_open_defects(self):
        return self.defect_ids.filtered(lambda defect: not defect.date_settled)

    def _ops_team(self):
        return self.team_id

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_open_order(self):
        """Open the order."""
        return open_records(self.order_id)

    def action_open_release(self):
        """Open the release."""
        return open_records(self.release_id)
