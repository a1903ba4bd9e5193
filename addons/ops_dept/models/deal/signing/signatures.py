from odoo import fields, models


class OpsContract(models.Model):
    """Who signed for each party, and when: W3.E counts from our signature, R7 from the later one."""

    _inherit = "ops.contract"

    date_signed_us = fields.Datetime(
        "Signed for us on",
        copy=False,
        tracking=True,
        help="When we signed, as stated. From then the contract is to be entered the same day (W3.E).",
        frozen="signing",
    )
    signatory_id = fields.Many2one(
        "res.users",
        "Signed for us by",
        domain=[("share", "=", False)],
        copy=False,
        help="Who signed for us; the sales manager when nobody is stated (W3.E).",
        frozen="signing",
    )
    date_signed_customer = fields.Datetime(
        "Signed by the customer on",
        copy=False,
        tracking=True,
        help="From the later of both signatures one working day runs until it is entered (R7).",
        frozen="signing",
    )
