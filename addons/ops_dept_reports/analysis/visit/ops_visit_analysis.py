from odoo import api, fields, models
from odoo.fields import Domain

# pylint only looks for add-ons in Odoo's own folders
from odoo.addons.ops_dept.models.visit.call.ops_visit import REACHED  # pylint: disable=no-name-in-module
from odoo.addons.ops_dept.models.visit.customer.ops_customer import (  # pylint: disable=no-name-in-module
    IMPORTANCE,
)
from odoo.addons.ops_dept.models.visit.report.ops_visit import RESULTS  # pylint: disable=no-name-in-module
from odoo.addons.ops_dept.models.visit.visit.ops_visit import CHANNELS  # pylint: disable=no-name-in-module
from odoo.addons.ops_dept.tools.access import without  # pylint: disable=no-name-in-module

# What is told as far as its reader may read the file or the order that it comes from.
READERS = ("uid", "allowed_company_ids")


class OpsVisitAnalysis(models.Model):
    """Visits and calls that were made, and what they led to: one row each, seen by whoever sees the visit.

    Rates are averages of 0 and 100 over those that they are asked of; the others are empty and count on
    neither side. Durations are averages in minutes.

    Split by concern: here the columns and who sees a row, `rows.py` where they come from.
    """

    _name = "ops.visit.analysis"
    _description = "Visits, calls and what they led to"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "partner_id"
    _depends = {
        "ops.visit": [
            "channel", "company_id", "competitor_id", "date_arrived", "date_finished", "date_start",
            "goal_id", "hook_id", "is_registered_late", "lead_id", "minutes", "minutes_planned", "partner_id",
            "pick_up", "reached", "result", "state", "team_id", "user_id"
        ],
        "ops.customer": ["campaign_id", "company_id", "district_id", "importance", "partner_id", "source_id"],
        "ops.obligation": ["clause_id", "date_due", "late_hours", "res_id", "res_model", "state"],
        "sale.order": ["amount_untaxed", "currency_rate", "ops_visit_id", "state"],
    }  # fmt: skip

    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    lead_id = fields.Many2one("crm.lead", readonly=True)
    user_id = fields.Many2one("res.users", "Consultant", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    date = fields.Datetime("When", readonly=True)
    channel = fields.Selection(CHANNELS, readonly=True)
    result = fields.Selection(RESULTS, readonly=True)
    goal_id = fields.Many2one("ops.visit.choice", readonly=True)
    hook_id = fields.Many2one("ops.visit.choice", readonly=True)
    competitor_id = fields.Many2one("res.partner", readonly=True)
    reached = fields.Selection(REACHED, "Was somebody reached?", readonly=True)
    importance = fields.Selection(
        IMPORTANCE,
        readonly=True,
        depends_context=READERS,
        help="As it stands in the customer's file now, where you may read it.",
    )
    district_id = fields.Many2one("ops.district", readonly=True, depends_context=READERS)
    campaign_id = fields.Many2one("utm.campaign", "Sales aim", readonly=True, depends_context=READERS)
    source_id = fields.Many2one("utm.source", readonly=True, depends_context=READERS)

    minutes_planned = fields.Float(
        "Minutes planned (average)", readonly=True, aggregator="avg", digits=(6, 1)
    )
    minutes = fields.Float(
        "Minutes there (average)",
        readonly=True,
        aggregator="avg",
        digits=(6, 1),
        help="From arriving to finishing; of visits whose times are known (V1.6).",
    )
    minutes_over = fields.Float(
        "Minutes beyond plan (average)", readonly=True, aggregator="avg", digits=(6, 1)
    )

    late_reports = fields.Integer(
        "Late reports",
        readonly=True,
        help="Handed in after the day of the visit, or still owed (V1.8).",
    )
    late_report_rate = fields.Float(
        "Late reports (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of the reports that were due by V1.8.",
    )
    late_entries = fields.Integer(
        "Times entered afterwards", readonly=True, help="A tap was forgotten, the times were typed (V1.1)."
    )
    late_entry_rate = fields.Float(
        "Times entered afterwards (%)", readonly=True, aggregator="avg", digits=(5, 1), help="Of the visits."
    )

    quoted = fields.Integer(
        "Led to a quotation",
        readonly=True,
        help="Talks that a quotation came of, cancelled ones aside.",
    )
    quoted_rate = fields.Float("Led to a quotation (%)", readonly=True, aggregator="avg", digits=(5, 1))
    ordered = fields.Integer("Led to an order", readonly=True, help="Talks of which a confirmed order came.")
    ordered_rate = fields.Float("Led to an order (%)", readonly=True, aggregator="avg", digits=(5, 1))
    quoted_amount = fields.Monetary(
        "Quoted (untaxed)",
        readonly=True,
        depends_context=READERS,
        help="Of the quotations and orders that came of the talk and that you may read, in the company's "
        "currency, without tax.",
    )
    ordered_amount = fields.Monetary(
        "Ordered (untaxed)",
        readonly=True,
        depends_context=READERS,
        help="Of the confirmed orders that came of the talk and that you may read, in the company's "
        "currency, without tax.",
    )

    reached_rate = fields.Float(
        "Reached (%)", readonly=True, aggregator="avg", digits=(5, 1), help="Of the outbound calls (P2.3)."
    )
    picked_up_rate = fields.Float(
        "Picked up within three rings (%)",
        readonly=True,
        aggregator="avg",
        digits=(5, 1),
        help="Of the calls that came in and whose rings are known (P3.1).",
    )

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        """Who sees a visit or call sees its row."""
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & Domain("id", "in", self.env["ops.visit"]._search([]))
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or result or not any(self._ids):
            return result
        hidden = self - self.browse(self.env["ops.visit"].browse(self.ids)._filtered_access("read").ids)
        return without(self, operation, result, hidden)

    def action_open_visit(self):
        """Open the visit or call itself."""
        self.ensure_one()
        return self.env["ops.visit"].browse(self.id)._get_records_action()
