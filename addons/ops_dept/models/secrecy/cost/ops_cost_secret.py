from odoo import api, models
from odoo.fields import Domain
from odoo.models import BaseModel


class OpsCostSecret(models.AbstractModel):
    """A model with fields that tell what goods cost us: closed to everybody but `res.users._ops_sees_cost()`.

    The decision hangs on the switch, which a static `groups=` cannot know, so it is taken in
    `_has_field_access`. Through it go read, export, domains, order, groups, `fields_get`, onchange, tracking
    values and printing alike; `_search` and `_traverse_related_sql` close what the ORM lets through by way of
    a related or searchable field. Views lose these fields in `ir.ui.view._postprocess_access_rights`.

    Closed is *reading* only. Core writes cost in the user's name while goods move, and who may write it is
    decided by the access rights as ever. Where core also *reads* cost in the user's name (a delivery is
    valued, a vendor is chosen), the method that reads is run in superuser mode: see the files that inherit
    this model. Add-ons that read cost in the user's name in methods of their own need the same.

    Clause: W2.D
    """

    _name = "ops.cost.secret"
    _description = "Model with purchase cost"

    # Names of the secret fields; those of add-ons that are not installed do no harm.
    _ops_cost_fields = frozenset()
    # Who comes through the portal reads documents of his own, with all that they state.
    _ops_cost_open_to_portal = False
    # Whether nobody but core is asked after us for the right to a field, and whether the model's order is by
    # cost: found out once, since every field and every list that is read comes by.
    _ops_core_decides = False
    _ops_orders_by_cost = True

    @api.model
    def _post_model_setup__(self):
        result = super()._post_model_setup__()
        cls = type(self)
        after_us = cls.__mro__[cls.__mro__.index(OpsCostSecret) + 1 :]
        decides = next(parent for parent in after_us if "_has_field_access" in vars(parent))
        cls._ops_core_decides = decides is BaseModel
        cls._ops_orders_by_cost = any(
            term.split()[0] in self._ops_cost_fields for term in self._order.split(",")
        )
        return result

    @api.model
    def _has_field_access(self, field, operation):
        if field.name in self._ops_cost_fields:
            if operation == "read" and self._ops_cost_hidden():
                return False
        elif self._ops_core_decides and not field.groups:
            return True  # core's own answer, without the way there
        return super()._has_field_access(field, operation)

    @api.model
    def _ops_cost_hidden(self):
        """Tell whether the secret fields of this model are closed to the user as he works now."""
        if self.env.su or self.env.user._ops_sees_cost():
            return False
        return not self._ops_cost_open_to_portal or self.env.user._is_internal()

    def _ops_cost_sudo(self):
        """Return the same records for core code that reads cost in the user's name: in superuser mode if he
        may not.

        What such code returns must not reach the client. Who may know the cost, and everybody while the
        rulebook is off, works exactly as in plain Odoo.
        """
        # sudo: only around core's own methods, which value stock or choose a vendor whoever works
        return self.sudo() if not self.env.su and self._ops_cost_hidden() else self

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Check the fields as asked for: a related field is searched past the rights on its target."""
        if not self.env.su and self._ops_cost_hidden():
            domain = Domain(domain)
            for condition in domain.iter_conditions():
                self._ops_check_cost_field(condition.field_expr)
        return super()._search(domain, *args, **kwargs)

    def _traverse_related_sql(self, alias, field, query):
        """Check the field as asked for, before the ORM replaces a related field by its target; stored ones it
        checks itself.
        """
        self._ops_check_cost_field(field.name)
        return super()._traverse_related_sql(alias, field, query)

    @api.model
    def _ops_check_cost_field(self, field_expr):
        name = field_expr.split(".", 1)[0]
        if name in self._ops_cost_fields and name in self._fields:
            self._check_field_access(self._fields[name], "read")

    def _order_to_sql(self, order, query, alias=None, reverse=False):
        if self._ops_orders_by_cost:
            order = self._ops_order_without_cost(order)
        return super()._order_to_sql(order, query, alias, reverse)

    @api.model
    def _sorted_order_to_function(self, order):
        if self._ops_orders_by_cost:
            order = self._ops_order_without_cost(order)
        return super()._sorted_order_to_function(order)

    @api.model
    def _ops_order_without_cost(self, order):
        """Return the order to use where cost is closed: the model's own order without it; any other one is
        checked.
        """
        if (order and order != self._order) or not self._ops_cost_hidden():
            return order
        terms = [term for term in self._order.split(",") if term.split()[0] not in self._ops_cost_fields]
        return ",".join(terms) or "id"

    def copy_data(self, default=None):
        """A copy is made without cost by who may not know it; core computes it again."""
        if not self._ops_cost_hidden():
            return super().copy_data(default)
        given = dict(default or {})
        left_out = {
            name: False for name in self._ops_cost_fields if name in self._fields and name not in given
        }
        vals_list = super().copy_data({**left_out, **given})
        return [
            vals and {name: value for name, value in vals.items() if name not in left_out}
            for vals in vals_list
        ]
