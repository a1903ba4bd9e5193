from odoo import fields, models


class SaleOrder(models.Model):
    """What the customer sees and does: portal, mails, signature, payment (W2.E).

    The customer's act is never lost to a refusal: an acceptance that cannot confirm is recorded, and asks for
    the next step.
    """

    _inherit = "sale.order"

    ops_date_accepted = fields.Datetime(
        "Accepted by the customer on",
        readonly=True,
        copy=False,
        help="The customer signed or paid, but the order could not be confirmed by that alone.",
        stamp=True,
    )

    # ------------------------------------------------------------------
    # Buttons that lead outside
    # ------------------------------------------------------------------
    def action_quotation_send(self):
        self._ops_require_released("mail")
        return super().action_quotation_send()

    def action_quotation_sent(self):
        """Mark as sent what is approved; a pending payment of the rest records the acceptance instead of
        failing.
        """
        held = self._ops_filter_unreleased()
        # sudo: payment transactions are not read by salespeople; only whether one is pending is asked
        paying = held.filtered(lambda order: "pending" in order.sudo().transaction_ids.mapped("state"))
        paying._ops_record_acceptance()
        (held - paying)._ops_require_released("sent")
        return super(SaleOrder, self - paying).action_quotation_sent()

    def action_preview_sale_order(self):
        self._ops_require_released("preview")
        return super().action_preview_sale_order()

    def _get_default_payment_link_values(self):
        self._ops_require_released("pay")
        return super()._get_default_payment_link_values()

    def _prepare_invoice(self):
        """A down payment is not asked for before the quotation is approved, whoever makes the invoice."""
        self.filtered(lambda order: order.state != "sale")._ops_require_released("invoice")
        return super()._prepare_invoice()

    def _has_to_be_signed(self):
        return super()._has_to_be_signed() and not self.ops_gate_closed

    def _has_to_be_paid(self):
        return super()._has_to_be_paid() and not self.ops_gate_closed

    # ------------------------------------------------------------------
    # Acceptance
    # ------------------------------------------------------------------
    def _validate_order(self):
        """Confirm what may be confirmed; record the customer's acceptance of the rest."""
        held = self._ops_held_from_confirmation()
        if held:
            held._ops_record_acceptance()
        return super(SaleOrder, self - held)._validate_order() if self - held else None

    def _ops_filter_unreleased(self):
        """Return the quotations that the customer may not see: not approved, or changed since."""
        return self._ops_filter_gated().filtered(lambda order: not order._ops_is_approval_valid())

    def _ops_held_from_confirmation(self):
        """Return the orders that an acceptance by the customer does not confirm."""
        return self._ops_filter_unreleased() | self._ops_filter_without_basis()

    def _ops_record_acceptance(self):
        """Keep that the customer accepted, and ask the salesperson for the next step."""
        for order in self.filtered(lambda order: not order.ops_date_accepted):
            # sudo: the customer's act comes through portal and payment; it is recorded, nothing is decided
            order_sudo = order.sudo()
            order_sudo._stamp({"ops_date_accepted": fields.Datetime.now()})
            # in the language of whoever is asked, not of the customer
            lang = self.env["res.users"].sudo().browse(order_sudo._ops_prepare_acceptance()["user_id"]).lang
            step = order_sudo.with_context(lang=lang)._ops_prepare_acceptance()
            order_sudo._ops_log("accepted", clause_code=step.pop("clause_code"))
            order_sudo.activity_schedule("mail.mail_activity_data_todo", **step)

    def _ops_prepare_acceptance(self):
        """Return what an acceptance asks for next: `clause_code`, `summary`, `note`, `user_id`."""
        self.ensure_one()
        if self._ops_filter_needing_basis() and not self._ops_filter_unreleased():
            return self._ops_prepare_basis_asked()
        return {
            "clause_code": "W2.E",
            "summary": self.env._("The customer accepted: approval still missing"),
            "note": self._ops_get_gate_message("confirm"),
            "user_id": self.user_id.id or self.create_uid.id,
        }

    def _ops_keep_signature(self, name, signature):
        """Keep a customer's signature that came while the approval was missing: beside the order, once, as
        evidence.

        :param str name: who signed
        :param str signature: the image, base64
        """
        self.ensure_one()
        if self.ops_date_accepted:
            return
        # sudo: the customer's act comes through the portal; it is recorded, nothing is decided
        order_sudo = self.sudo()
        image = order_sudo.env["ir.attachment"].create(
            {
                "name": order_sudo.env._("Signature %(order)s.png", order=order_sudo.name),
                "datas": signature,
                "res_model": "sale.order",
                "res_id": order_sudo.id,
            }
        )
        image._stamp({"ops_is_evidence": True})
        order_sudo._ops_record_acceptance()
        order_sudo._message_log(
            body=order_sudo.env._(
                "%(name)s signed in the portal while the approval was missing. The signature is kept here; "
                "the order is neither signed nor confirmed by it (W2.E).",
                name=name or order_sudo.partner_id.name,
            ),
            attachment_ids=image.ids,
        )

    def _send_order_notification_mail(self, *args, **kwargs):
        """No mail carries a quotation that is not approved; whoever triggered it (a payment) must not
        fail.
        """
        self.ensure_one()
        if self._ops_filter_unreleased():
            self._ops_note(
                self.env._("Mail to the customer held back: %s", self._ops_get_gate_message("mail"))
            )
            return None
        return super()._send_order_notification_mail(*args, **kwargs)

    # ------------------------------------------------------------------
    # Messages to the customer
    # ------------------------------------------------------------------
    def _notify_by_email_prepare_rendering_context(self, message, *args, **kwargs):
        """A question to the customer may be mailed before the approval, the amount may not."""
        context = super()._notify_by_email_prepare_rendering_context(message, *args, **kwargs)
        if self.ops_gate_closed:
            context["subtitles"] = context["subtitles"][:1]
        return context

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        groups = super()._notify_get_recipients_groups(message, model_description, msg_vals=msg_vals)
        if self and self.ops_gate_closed:
            for name, _condition, options in groups:
                if name in ("portal_customer", "portal", "follower", "customer"):
                    options["has_button_access"] = False
        return groups
