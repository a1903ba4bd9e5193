from odoo import models


class CrmLead(models.Model):
    """What is missing on a lead of what is known before a first visit (V2.1, N1.2)."""

    _inherit = "crm.lead"

    def _ops_get_known(self):
        """Return the codes of what this lead itself says."""
        self.ensure_one()
        known = {
            "address": self.street or self.street2,
            "phone": self.phone or self.email_from,
            "contact": self.contact_name,
            "business": self.ops_business,
            "source": self.source_id,
            "district": self.ops_district_id,
            "fact": self.ops_fact_ids,
            "need": self.ops_fact_ids.filtered(lambda fact: fact.kind != "fact"),
            "potential": self.ops_potential,
            "supplier": self.ops_competitor_id,
        }
        return {code for code, value in known.items() if value}


class ResPartner(models.Model):
    """What is missing of a customer before somebody goes there for the first time."""

    _inherit = "res.partner"

    def _ops_get_missing_minimum(self, company=None, lead=None):
        """Return what the company still has to know before a first visit, in the user's words.

        What the lead says counts, and what stands in the customer's file; without a lead his newest open one.

        Clause: V2.1

        :param company: whose minimum and file (default: the current company)
        :param lead: crm.lead that the visit is about
        :return: the names of the missing things; empty: nobody is kept from going
        :rtype: list[str]
        """
        self.ensure_one()
        company = company or self.env.company
        items = self.env["ops.customer.item"]
        # sudo: whether something is known, of a customer whose visit the user may plan; only names get out
        customer_sudo = self.env["ops.customer"].sudo()._get_of(self.sudo(), company)
        known = customer_sudo._get_known().get(customer_sudo.id, frozenset()) | self._ops_get_contact_known()
        lead_sudo = (lead or self._ops_get_newest_lead(company)).sudo()
        if lead_sudo:
            known |= lead_sudo._ops_get_known()
        names = items._get_names()
        return [names[code] for code in items._get_minimum(company) if code not in known]

    def _ops_get_contact_known(self):
        """Return the codes of what the contact itself says, also where there is no file yet."""
        partner = self.commercial_partner_id
        known = {
            "address": partner.street or partner.street2,
            "phone": partner.phone or partner.email,
            "contact": not partner.is_company
            or partner.child_ids.filtered(lambda child: child.name and child.type in ("contact", False)),
            "tax_number": partner.vat,
        }
        return frozenset(code for code, value in known.items() if value)

    def _ops_get_newest_lead(self, company):
        return (
            self.env["crm.lead"]
            .sudo()  # sudo: as above
            .search(
                [
                    ("partner_id", "child_of", self.commercial_partner_id.id),
                    ("company_id", "in", [company.id, False]),
                    ("won_status", "=", "pending"),
                ],
                order="id desc",
                limit=1,
            )
        )
