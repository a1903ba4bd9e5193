from odoo import models


class MailScheduledMessage(models.Model):
    """A scheduled mail waits with the quotation whose approval ended (W2.E)."""

    _inherit = "mail.scheduled.message"

    def _post_message(self, raise_exception=True):
        """A message written while the quotation was approved does not leave when its approval has ended
        (W2.E).
        """
        held = self.filtered(lambda message: message._ops_is_held())
        if raise_exception:
            held._ops_require_released()
        for message in held:
            message._ops_tell_held()
        held.unlink()
        return super(MailScheduledMessage, self - held)._post_message(raise_exception=raise_exception)

    def _ops_is_held(self):
        self.ensure_one()
        return (
            self.model == "sale.order"
            and (not self.is_note or any(partner.partner_share for partner in self.partner_ids))
            and bool(self._ops_order()._ops_filter_unreleased())
        )

    def _ops_order(self):
        # sudo: the check must hold also where the sender's own rules hide the order
        return self.env["sale.order"].sudo().browse(self.res_id).exists()

    def _ops_require_released(self):
        for message in self:
            message._ops_order()._ops_require_released("mail")

    def _ops_tell_held(self):
        """The sender learns why his message did not go out."""
        self.env["mail.thread"].message_notify(
            partner_ids=self.create_uid.partner_id.ids,
            subject=self.env._("A scheduled message could not be sent"),
            body=self._ops_order()._ops_get_gate_message("mail"),
        )
