from contextlib import contextmanager

from odoo import api, fields, models

WAITING = ("submitted", "approved", "invoiced")


class OpsInvoiceRequest(models.Model):
    """Numbers on a request are checked, registered and copied to its invoice; how long it waits already.

    Clause: W6.C
    """

    _inherit = "ops.invoice.request"

    _ops_on_write = ((10, "_copying_fapiao"),)

    waiting_days = fields.Integer(
        "Days waiting",
        compute="_compute_waiting_days",
        help="Since it was submitted, until the customer signs for the invoice.",
    )
    red_numbers = fields.Char("Taken back by red letter", compute="_compute_red_numbers")

    @api.depends("ops_date_submitted", "state")
    def _compute_waiting_days(self):
        now = fields.Datetime.now()
        for request in self:
            running = request.state in WAITING
            since = request.ops_date_submitted
            request.waiting_days = (now - since).days if running and since else 0

    @api.depends("move_id.ops_red_numbers")
    def _compute_red_numbers(self):
        for request in self:
            # sudo: numbers only, as those of the request itself
            request.red_numbers = request.sudo().move_id.ops_red_numbers

    @api.constrains("fapiao_code", "fapiao_number", "move_id")
    def _check_fapiao(self):
        """A fapiao is named to finance as taken when it is entered, not when the invoice is made of it."""
        rows = self.env["ops.fapiao"]
        for request in self:
            # sudo: which invoice was made of the request
            move = request.sudo().move_id
            if not move:  # an invoice keeps the rows of both
                rows._keep(move, request, request.fapiao_number, request.fapiao_code)

    @contextmanager
    def _copying_fapiao(self, vals):
        """Keep the numbers on the invoice as on its request."""
        yield
        if vals.keys().isdisjoint(("fapiao_code", "fapiao_number")):
            return
        for request in self.filtered("move_id"):
            # sudo: finance's numbers; who may write them was checked on the request
            request.sudo().move_id._stamp(
                {"ops_fapiao_code": request.fapiao_code, "ops_fapiao_number": request.fapiao_number}
            )
