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
