from odoo import fields, models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    # The team leader (core's `user_id`) is the sales manager of the rulebook.
    ops_support_ids = fields.Many2many(
        "res.users",
        "crm_team_ops_support_rel",
        "team_id",
        "user_id",
        string="Sales support",
        # text, for the client: for a list, every new user would be searched for before core has finished him
        domain="[('share', '=', False)]",
        help="Sales support of this team: they see and handle all its quotations and orders.",
    )
    ops_technical_id = fields.Many2one(
        "res.users",
        "Technical contact",
        domain=[("share", "=", False)],
        help="Answers technical questions of this team's quotations (W2.C); empty: the company's "
        "technical post.",
    )
