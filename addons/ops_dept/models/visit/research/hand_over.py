from contextlib import contextmanager

from odoo import models


class CrmLead(models.Model):
    """A lead that becomes a customer hands over what was found out: his file begins with it (N1.2, M1.5)."""

    _inherit = "crm.lead"

    _ops_on_write = ((34, "_ops_becoming_customers"),)
    # What else a lead hands over when it gets its customer: a place and a `method()`.
    _ops_handed_over = ((10, "_ops_hand_over_research"),)

    @contextmanager
    def _ops_becoming_customers(self, vals):
        strangers = self.filtered(lambda lead: not lead.partner_id) if vals.get("partner_id") else self[:0]
        yield
        strangers._ops_call_rows("_ops_handed_over")

    def _ops_hand_over_research(self):
        for lead in self.filtered(lambda lead: lead.ops_fact_ids or lead._ops_get_researched()):
            file = lead._ops_open_customer_file()
            # sudo: a fact is added to a file that may be a colleague's; none is read
            lead.sudo().ops_fact_ids.customer_id = file
            file = file.with_env(lead.env)
            if file.has_access("write"):
                known = lead._ops_get_researched()
                file.write({name: value for name, value in known.items() if not file[name]})

    def _ops_open_customer_file(self):
        """Return the file of the lead's customer, as sudo; a new one where there is none."""
        company = self.company_id or self.env.company
        files_sudo = self.env["ops.customer"].sudo()  # sudo: the customer may be a colleague's
        customer = self.partner_id.commercial_partner_id
        return files_sudo._get_of(customer, company) or files_sudo.create(
            {"partner_id": customer.id, "company_id": company.id, "importance": "prospect"}
        )

    def _ops_get_researched(self):
        """Return what this lead says of its customer, as values of his file."""
        names = {name: name for name in self._get_research_names()}
        names |= {"district_id": "ops_district_id", "source_id": "source_id", "campaign_id": "campaign_id"}
        values = {target: self[name] for target, name in names.items() if self[name]}
        return {
            target: value.id if isinstance(value, models.BaseModel) else value
            for target, value in values.items()
        }
