from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.actions import open_records
from ...policy.guarded.moves import Move

CODE = "R15"
BOUND = ("bound",)
ALL_STATES = ("draft", *BOUND)


class OpsContractVolume(models.Model):
    """The contract numbers of a sales team's month, and the originals bound together: a line for each number,
    its place in the volume, or why its original is not there (R15).

    Split by concern: here what it is, `ops_contract_volume_line.py` its lines, `listed.py` which numbers
    belong to it and what became of each, `bind.py` the binding.
    """

    _name = "ops.contract.volume"
    _inherit = ["ops.period"]
    _description = "Contract volume"
    _order = "date_from desc, team_id, id desc"
    _rec_names_search = ["name", "line_ids.contract_id.name"]

    _ops_clause = _period_clause = CODE
    _periods = ("month",)
    _number_prefix = "HC-"
    _get_origins = ("team_id",)
    _transitions = {"bound": Move("bind", ("draft",), roles=("sales_support",))}
    _state_sets = {"always": ALL_STATES, "bound": BOUND}

    team_id = fields.Many2one(
        "crm.team",
        "Sales team",
        required=True,
        default=lambda self: self._get_own_team(),
        check_company=True,
        index=True,
        ondelete="restrict",
        frozen="always",
    )
    period = fields.Selection(default="month", frozen="always")
    date_from = fields.Date(
        "Month", default=lambda self: self._get_month_to_bind(), frozen="always", index=True
    )
    month = fields.Char("Contracts of", compute="_compute_month")
    place = fields.Char(
        "Kept at",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        help="Where the volume stands; the last volume of the team proposes it.",
    )
    line_ids = fields.One2many(
        "ops.contract.volume.line", "volume_id", "Numbers of the month", copy=False, frozen="bound"
    )
    bound_count = fields.Integer("Originals", compute="_compute_counts")
    missing_count = fields.Integer("Originals missing", compute="_compute_counts")
    other_count = fields.Integer(
        "Without original", compute="_compute_counts", help="Void, cancelled, not signed, bound elsewhere."
    )
    numbers = fields.Char(compute="_compute_counts", help="From the first number of the month to the last.")
    blockers = fields.Text(compute="_compute_blockers", export_string_translation=False)
    can_bind = fields.Boolean(compute="_compute_blockers", export_string_translation=False)
    state = fields.Selection(
        [("draft", "Being prepared"), ("bound", "Bound")],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
    )
    date_bound = fields.Datetime("Bound on", readonly=True, copy=False, stamp=True)
    bound_by_id = fields.Many2one(
        "res.users", "Bound by", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )

    _team_month_unique = models.UniqueIndex(
        "(company_id, team_id, date_from)",
        "There is a volume of this team and month already: open that one (R15).",
    )

    # ------------------------------------------------------------------
    # What is proposed
    # ------------------------------------------------------------------
    @api.model
    def _get_own_team(self):
        """Return the team that the user supports, the first where there are several; else his own."""
        # sudo: which teams the user supports, by their settings
        teams_sudo = self.env["crm.team"].sudo()
        here = [("company_id", "in", (False, self.env.company.id))]
        supported = teams_sudo.search([*here, ("ops_support_ids", "in", self.env.uid)], limit=1)
        return self.env["crm.team"].browse((supported or self.env.user.sale_team_id).id)

    @api.model
    def _get_month_to_bind(self):
        """Return the first day of the month before this one."""
        return fields.Date.start_of(self.env.company._ops_today(), "month") - relativedelta(months=1)

    @api.depends("team_id")
    def _compute_place(self):
        """Volumes of a team stand side by side."""
        before = self.search([("team_id", "in", self.team_id.ids), ("place", "!=", False)])
        places = {(volume.team_id, volume.company_id): volume.place for volume in reversed(before)}
        for volume in self:
            volume.place = volume.place or places.get((volume.team_id, volume.company_id))

    # ------------------------------------------------------------------
    # What it is
    # ------------------------------------------------------------------
    @api.depends("name", "team_id", "period", "date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for volume in self.filtered("team_id"):
            # sudo: a team's name
            team = volume.team_id.sudo().name
            volume.display_name = " · ".join((volume.display_name, team, volume.month))
        return result

    @api.depends("period", "date_from")
    @api.depends_context("lang")
    def _compute_month(self):
        for volume in self:
            volume.month = volume._get_period_text()

    @api.depends("line_ids.status", "line_ids.contract_id")
    def _compute_counts(self):
        for volume in self:
            lines = volume.line_ids
            volume.bound_count = len(lines.filtered(lambda line: line._is_there()))
            volume.missing_count = len(lines.filtered(lambda line: line.status == "missing"))
            volume.other_count = len(lines) - volume.bound_count - volume.missing_count
            # sudo: the register knows every number of the team
            own_sudo = lines.filtered(lambda line: not line.is_earlier).contract_id.sudo()
            names = own_sudo.mapped("name")
            volume.numbers = " – ".join(dict.fromkeys((names[0], names[-1]))) if names else ""

    @api.constrains("date_from")
    def _check_begun(self):
        for volume in self:
            if volume.date_from > volume.company_id._ops_today():
                raise UserError(
                    self.env._("%(volume)s: choose a month that has begun (R15).", volume=volume.display_name)
                )

    # ------------------------------------------------------------------
    # Next documents
    # ------------------------------------------------------------------
    def action_open_contracts(self):
        """Open the contracts of this volume."""
        return open_records(self.line_ids.contract_id, self.env._("Contracts"))

    @api.model
    def _open_of(self, team, month):
        """Return the volume of a team's month as the register stands, a new one where there is none, as the
        user.
        """
        found = self.search(
            [("team_id", "=", team.id), ("date_from", "=", month), ("company_id", "=", self.env.company.id)],
            limit=1,
        )
        if found.state == "draft":
            found.action_list_numbers()
        return found or self.create({"team_id": team.id, "date_from": month})
