from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _ops_address_line(self):
        """Return the postal address in one line, without the name: Chinese style in Chinese, else the country's."""
        self.ensure_one()
        if (self.env.lang or "").startswith("zh") and self.country_id.code in (False, "CN"):
            state, city = self.state_id.name or "", self.city or ""
            parts = [state, "" if city == state else city, self.street or "", self.street2 or ""]
            return "".join(part.strip() for part in parts)
        lines = (line.strip(" ,") for line in self._display_address(without_company=True).splitlines())
        return ", ".join(line for line in lines if line)
