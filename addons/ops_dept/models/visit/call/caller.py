from odoo import api, models
from odoo.tools import SQL

from ..duplicate.spelling import SHORTEST, phone_key, sql


class OpsVisit(models.Model):
    """Who calls: found by his number in any spelling; an unknown caller becomes a lead (P3.1)."""

    _inherit = "ops.visit"

    def _ops_prepare_vals(self, vals):
        """Find the caller of a new note by his number, before anything asks whom it is about."""
        vals = super()._ops_prepare_vals(vals)
        number = vals.get("caller_number")
        if self or vals.get("channel") != "inbound" or not number:
            return vals
        if vals.get("partner_id") or vals.get("lead_id"):
            return vals
        return {**vals, **self._get_caller_vals(number)}

    @api.model
    def _get_caller_vals(self, number):
        """Return whom a number belongs to, as values of a call: a contact, an open lead, or a new one."""
        person = self._find_by_number(number)
        if person:
            customer = person.commercial_partner_id
            contact = person if person != customer else person.browse()
            return {"partner_id": customer.id, "contact_id": contact.id}
        lead = self._find_lead_by_number(number) or self._create_lead_of_caller(number)
        return {"lead_id": lead.id}

    @api.model
    def _find_by_number(self, number):
        """Return the contact with this number, a person before his company; none for several unlike."""
        partners = self.env["res.partner"].browse(self._select_by_digits("res.partner", number))
        customers = partners.commercial_partner_id
        if len(customers) != 1:
            return partners.browse()
        people = partners - customers
        return people if len(people) == 1 else customers

    @api.model
    def _find_lead_by_number(self, number):
        leads = self.env["crm.lead"].browse(self._select_by_digits("crm.lead", number))
        return leads.filtered(lambda lead: lead.user_id == self.env.user)[:1]

    @api.model
    def _select_by_digits(self, model, number):
        """Return the ids of records with this number that the user may read, of his company and of none."""
        records = self.env[model]
        records.flush_model(["phone", "active", "company_id"])
        same = SQL("%s = w.number AND length(w.number) >= %s", sql(phone_key("r.phone")), SHORTEST)
        rows = self.env.execute_query(
            SQL(
                "SELECT r.id FROM (SELECT %s AS number FROM (VALUES (%s)) typed (number)) w"
                " JOIN %s r ON %s WHERE r.active AND r.phone IS NOT NULL"
                " AND (r.company_id IS NULL OR r.company_id = %s)"
                " ORDER BY r.id LIMIT 20",
                sql(phone_key("typed.number")),
                number,
                SQL.identifier(records._table),
                same,
                self.env.company.id,
            )
        )
        return records.browse(row[0] for row in rows)._filtered_access("read").ids

    @api.model
    def _create_lead_of_caller(self, number):
        return self.env["crm.lead"].create(
            {
                "name": self.env._("Call from %s", number),
                "phone": number,
                "user_id": self.env.uid,
                "company_id": self.env.company.id,
                # a call is never refused; where the number is somebody's, the head clears it up
                "ops_another_reason": self.env._("Called, and it is not known which of them"),
            }
        )

    @api.onchange("caller_number")
    def _onchange_caller_number(self):
        """Show who it is while the number is typed; a lead is made only when the note is kept."""
        if self.channel != "inbound" or not self.caller_number or self.partner_id or self.lead_id:
            return
        person = self._find_by_number(self.caller_number)
        customer = person.commercial_partner_id
        found = {"partner_id": customer.id, "contact_id": (person - customer).id}
        self.update(found if person else {"lead_id": self._find_lead_by_number(self.caller_number).id})
