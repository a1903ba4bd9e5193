from odoo import api, models, tools
from odoo.fields import Domain

# Whose fields a ticket has of its own; what other add-ons add is ours and stays in the house.
CORE = frozenset({"base", "mail", "portal", "helpdesk_mgmt"})


class HelpdeskTicket(models.Model):
    """The helpdesk lets portal users read tickets: what is added to them is for colleagues only.

    Results before they are told, verdicts, reasons, costs and who decides are shown to the customer by his
    page alone, which is drawn in superuser mode. Fields are closed as such, those of rooms to come too.
    """

    _inherit = "helpdesk.ticket"

    @api.model
    def _has_field_access(self, field, operation):
        if not self.env.su and field.name in self._ops_fields_of_the_house() and self._ops_is_outside():
            return False
        return super()._has_field_access(field, operation)

    @api.model
    def _ops_is_outside(self):
        """Tell whether the user is a customer's, where somebody works by the rulebook."""
        return self.env.user.share and bool(self.env["res.company"]._ops_companies_on())

    @api.model
    @tools.ormcache()
    def _ops_fields_of_the_house(self):
        return frozenset(
            name
            for name, field in self._fields.items()
            if name not in models.MAGIC_COLUMNS and name != "display_name" and CORE.isdisjoint(field._modules)
        )

    @api.model
    def _search(self, domain, *args, **kwargs):
        """A related or searchable field is searched past the rights on it: it is asked for here."""
        if not self.env.su and self._ops_is_outside():
            for condition in Domain(domain).iter_conditions():
                self._ops_check_outside(condition.field_expr)
        return super()._search(domain, *args, **kwargs)

    def _field_to_sql(self, alias, field_expr, query=None):
        if not self.env.su and self._ops_is_outside():
            self._ops_check_outside(field_expr)
        return super()._field_to_sql(alias, field_expr, query)

    @api.model
    def _ops_check_outside(self, field_expr):
        name = field_expr.split(".", 1)[0]
        if name in self._ops_fields_of_the_house():
            self._check_field_access(self._fields[name], "read")
