from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ....tools.fapiao import is_digital
from ...policy.ledger.ops_obligation import LIVE

HAND_OVER = "W6.D"
WAYS = [("hand", "In person"), ("courier", "By courier"), ("mail", "By e-mail")]


class OpsInvoiceRequest(models.Model):
    """The issued invoice goes to the customer, who signs for it: by hand on the screen or on paper, by
    courier with its waybill, by e-mail with who got it.

    Clause: W6.D
    """

    _inherit = "ops.invoice.request"

    _ops_evidence_fields = ("signature", "sign_scan_ids")

    way = fields.Selection(
        WAYS,
        "How it goes",
        compute="_compute_way",
        store=True,
        readonly=False,
        copy=False,
        frozen="signed",
        help="A fully digital fapiao goes by e-mail, a printed one by hand, unless chosen otherwise.",
    )
    waybill = fields.Char(copy=False, tracking=True, frozen="signed")
    date_sent = fields.Datetime("Sent on", readonly=True, copy=False, stamp=True)
    sent_by_id = fields.Many2one("res.users", "Sent by", readonly=True, copy=False, stamp=True)
    signature = fields.Binary(attachment=True, copy=False, frozen="signed")
    sign_scan_ids = fields.Many2many(
        "ir.attachment",
        "ops_invoice_request_sign_rel",
        string="Photo or scan",
        copy=False,
        frozen="signed",
        help="Of the sheet that the customer signed.",
    )
    can_hand_over = fields.Boolean("Can be handed over", compute="_compute_can_hand_over")

    is_sign_late = fields.Boolean(
        "Not signed for in time", compute="_compute_is_sign_late", search="_search_is_sign_late"
    )

    @api.depends("state")
    def _compute_is_sign_late(self):
        late = set(self._find_late_hand_overs([("res_id", "in", self.ids)]))
        for request in self:
            request.is_sign_late = request.id in late

    @api.model
    def _search_is_sign_late(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("id", "in", self._find_late_hand_overs([]))]

    @api.model
    def _find_late_hand_overs(self, domain):
        """Return ids of requests whose invoice should have been signed for by now."""
        # sudo: the ledger is closed to everybody; which of these one sees the requests' own rules say
        duties_sudo = self.env["ops.obligation"].sudo()
        found = duties_sudo.search_fetch(
            Domain("res_model", "=", self._name)
            & Domain("clause_id.code", "=", HAND_OVER)
            & Domain("state", "in", LIVE)
            & Domain("date_due", "<", fields.Datetime.now())
            & Domain(domain),
            ["res_id"],
        )
        return found.mapped("res_id")

    @api.depends("fapiao_code", "fapiao_number")
    def _compute_way(self):
        for request in self.filtered(lambda request: request.state != "handed_over"):
            digital = is_digital(request.fapiao_number, request.fapiao_code)
            request.way = "mail" if digital else "hand"

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_hand_over(self):
        may = self._ops_may("handed_over")
        for request in self:
            request.can_hand_over = may and request.state == "invoiced"

    # ------------------------------------------------------------------
    # On its way
    # ------------------------------------------------------------------
    def action_send_off(self):
        """Note that invoices left by courier or e-mail; they are listed until the customer signed.

        Clause: W6.D

        :raises AccessError: by anybody but sales support and the office
        :raises UserError: before the invoice is issued, by hand, or by courier without the waybill
        """
        self.check_access("write")
        self._ops_check_sources("handed_over", self._ops_sources("handed_over"))
        self._ops_check_roles("handed_over")
        for request in self:
            if request.way == "hand":
                raise UserError(
                    self.env._(
                        "%(request)s goes by hand: note who signed for it (W6.D).",
                        request=request.display_name,
                    )
                )
            request._refuse_no_waybill()
        self._stamp({"date_sent": fields.Datetime.now(), "sent_by_id": self.env.uid})
        return True

    def _refuse_no_waybill(self):
        if self.way == "courier" and not (self.waybill or "").strip():
            raise UserError(
                self.env._("%(request)s: fill in the courier's waybill (W6.D).", request=self.display_name)
            )

    # ------------------------------------------------------------------
    # Signed for
    # ------------------------------------------------------------------
    def action_hand_over(self):
        """Note that the customer signed for the invoice: who is filled in, when is now unless filled in.

        Clause: W6.D

        :raises UserError: without the name of who signed, without signature, photo or waybill, or before the
            invoice is issued
        """
        return self.write({"state": "handed_over"})

    def _check_hand_over(self):
        for request in self:
            if not (request.signed_by or "").strip():
                raise UserError(
                    self.env._(
                        "%(request)s: fill in who signed for the invoice (W6.D).",
                        request=request.display_name,
                    )
                )
            if request.date_signed and request.date_signed > fields.Datetime.now():
                raise UserError(
                    self.env._(
                        "%(request)s: it cannot have been signed for in the future (W6.D).",
                        request=request.display_name,
                    )
                )
            request._refuse_no_waybill()
            if request.way == "hand" and not (request.signature or request.sign_scan_ids):
                raise UserError(
                    self.env._(
                        "%(request)s: let the customer sign on the screen, or photograph the sheet that he "
                        "signed (W6.D).",
                        request=request.display_name,
                    )
                )

    def _prepare_hand_over_vals(self):
        return {"handed_over_by_id": self.env.uid}

    def _do_hand_over(self):
        for request in self.filtered(lambda request: not request.date_signed):
            request._stamp({"date_signed": fields.Datetime.now()})
        self._meet_obligations(HAND_OVER)
        self._ops_log("passed", clause_code=HAND_OVER)
