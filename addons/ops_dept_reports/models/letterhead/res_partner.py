"""How a paper names a party: address, phone, tax number."""

from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _ops_address_line(self):
        """Return the postal address in one line, without the name.

        Chinese addresses as the post reads them in each language, others in the form of their country.
        """
        self.ensure_one()
        if self.country_id.code not in (False, "CN"):
            lines = (line.strip(" ,") for line in self._display_address(without_company=True).splitlines())
            return ", ".join(line for line in lines if line)
        state, city = self.state_id.name or "", self.city or ""
        city = "" if city == state else city
        if (self.env.lang or "").startswith("zh"):
            parts, separator = [state, city, self.street, self.street2], ""
        else:
            parts = [self.street2, self.street, city, state, self.zip, self.country_id.name]
            separator = ", "
        return separator.join(part.strip() for part in parts if part and part.strip())

    def _ops_paper_party(self):
        """Return name, contact, phone, mail, address, tax title and number, as a business paper names it."""
        self.ensure_one()
        company = self.commercial_partner_id
        return {
            "name": company.name,
            "contact": self.name if self != company else "",
            "phone": self.phone or company.phone or "",
            "email": self.email or company.email or "",
            "address": self._ops_address_line() or company._ops_address_line(),
            "tax_title": company.ops_tax_title or (company.is_company and company.name) or "",
            "tax_number": company.vat or "",
        }

    def _ops_paper_bank(self, currency):
        """Return the account to pay to: the first one that takes this currency, else empty texts."""
        # sudo: an account is printed for whoever prints the paper, customers in the portal included
        accounts = self.commercial_partner_id.sudo().bank_ids.filtered(
            lambda account: account.currency_id in (self.env["res.currency"], currency)
        )
        account = accounts.sorted(lambda account: not account.currency_id)[:1]
        return {
            "holder": account.acc_holder_name or self.commercial_partner_id.name,
            "bank": account.bank_id.name or "",
            "number": account.acc_number or "",
            "bic": account.bank_id.bic or "",
        }
