from odoo import models


class OpsHushed(models.AbstractModel):
    """Mail and chatter of a record reach nobody who may not read it, and no mailbox at all."""

    _name = "ops.hushed"
    _inherit = ["mail.thread"]
    _description = "Record of which nothing leaks"

    def _get_readers(self, partners):
        """Return who among these people may read all of these records."""
        # sudo: the logins of the people asked about
        users_sudo = partners.sudo().with_context(active_test=True).user_ids
        return users_sudo.filtered(
            lambda user: all(record.with_user(user).has_access("read") for record in self)
        ).partner_id

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        """Only who may read the record follows it, whoever adds him."""
        readers = self._get_readers(self.env["res.partner"].browse(partner_ids or []))
        return super()._message_subscribe(readers.ids, subtype_ids, customer_ids)

    def _message_create(self, values_list):
        """Who is named in a message reads it: only readers of the record are."""
        for values in values_list:
            named = values.get("partner_ids")
            if named:
                readers = self._get_readers(self.env["res.partner"].browse(named))
                values["partner_ids"] = readers.ids
        return super()._message_create(values_list)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Notify readers in Odoo, where their right is asked again, never by mail."""
        found = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        readers = self._get_readers(self.env["res.partner"].browse([each["id"] for each in found]))
        return [{**each, "notif": "inbox"} for each in found if each["id"] in readers._ids]
