from odoo import models

from .reference import ThreadReference


class MailFollowers(models.Model):
    """A follower joins the list of his document without a look at those of other models."""

    _inherit = "mail.followers"

    res_id = ThreadReference()
