from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError

SIGNATURE = ("signature", "signed_by", "signed_on")


class SaleOrder(models.Model):
    """The customer's signature is evidence: it is given once, and put by when the order starts anew (W2.E).

    Core empties it when a quotation is set back to draft, so that the customer can sign again; anybody who
    may write the order could empty or replace it besides.
    """

    _inherit = "sale.order"

    @contextmanager
    def _ops_keeping_signature(self, vals):
        written = {name: vals[name] for name in SIGNATURE if name in vals}
        if written:
            self._ops_keep_signature_of(vals, written)
        yield

    def _ops_keep_signature_of(self, vals, written):
        """Put by the signatures of what is set back to draft; refuse any other change of one."""
        signed = self._ops_filter_on().with_context(bin_size=False).filtered("signature")
        for order in signed:
            if vals.get("state") == "draft" and not any(written.values()):
                order._ops_put_signature_by()
            elif any(order._ops_signature_value(name, written[name]) != order[name] for name in written):
                raise UserError(order._ops_get_signed_message())

    def _ops_signature_value(self, name, value):
        """Return a value as this order would hold it, so that writing the same again changes nothing."""
        field = self._fields[name]
        if field.type == "binary":
            return value.encode() if isinstance(value, str) else value
        return field.convert_to_record(field.convert_to_cache(value, self), self)

    def _ops_get_signed_message(self):
        return self.env._(
            "%(order)s was signed by %(who)s on %(day)s: the signature is evidence and stays as it is. For a "
            "new one, cancel the quotation and set it back to draft; the old one is kept beside it (W2.E).",
            order=self.display_name,
            who=self.signed_by or "-",
            day=fields.Date.to_string(self.signed_on) or "-",
        )

    def _ops_keep_signed_paper(self):
        """Keep the paper that core has just put beside a signed order: it says what was signed."""
        for order_sudo in self.sudo()._ops_filter_on():  # sudo: that it stays is no right of the visitor
            papers_sudo = order_sudo.message_ids.filtered("attachment_ids")[:1].attachment_ids
            papers_sudo._stamp({"ops_is_evidence": True})

    def _ops_put_signature_by(self):
        """Keep the picture beside the quotation, as a file that nobody changes, and say whose it was."""
        self.ensure_one()
        # sudo: the picture belongs to a field; that it stays is no right of whoever sets the quotation back
        order_sudo = self.sudo()
        pictures_sudo = order_sudo.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_field", "=", "signature"), ("res_id", "=", self.id)]
        )
        name = order_sudo.env._("Signature %(order)s.png", order=order_sudo.name)
        pictures_sudo._stamp({"name": name, "res_field": False, "ops_is_evidence": True})
        order_sudo._message_log(
            body=order_sudo.env._(
                "%(name)s had signed on %(day)s. The signature is kept here: the quotation was set back to "
                "draft (W2.E).",
                name=order_sudo.signed_by or order_sudo.partner_id.name,
                day=fields.Date.to_string(order_sudo.signed_on) or "-",
            ),
            attachment_ids=pictures_sudo.ids,
        )
