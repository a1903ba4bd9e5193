from odoo import models

from .reference import ThreadReference


class MailMessage(models.Model):
    """A message joins the list of its document without a look at those of other models."""

    _inherit = "mail.message"

    res_id = ThreadReference()
