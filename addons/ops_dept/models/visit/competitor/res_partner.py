from odoo import fields, models

from ...policy.document.links import ROLES


class ResPartner(models.Model):
    """Whether a contact is a competitor, and what we are better at, as each company sees it.

    Kept like core's properties: one value for each company, read with the contact's others.
    """

    _inherit = "res.partner"

    ops_is_competitor = fields.Boolean(
        "Competitor",
        company_dependent=True,
        groups=ROLES,
        help="He sells to our customers what we could sell them (N1.4).",
    )
    ops_strengths = fields.Text(
        "Our strengths against it",
        company_dependent=True,
        groups=ROLES,
        help="In two or three fitting sentences, never against somebody; read before a visit (V3.3).",
    )
