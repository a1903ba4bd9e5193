from functools import cached_property

from odoo.tools import SQL


class Scope:
    """What belongs to the module that goes: its models and their tables, its groups, kinds of activity.

    A model is of the module that defines it; those that it extends belong to others.
    """

    def __init__(self, env, module):
        self.env, self.module = env, module

    @cached_property
    def removed(self):
        """The names of the modules that go now, this one among them."""
        rows = self.env.execute_query(SQL("SELECT name FROM ir_module_module WHERE state = 'to remove'"))
        return [self.module, *(name for (name,) in rows)]

    @cached_property
    def models(self):
        """The names of the models that the module defines."""
        classes = self.env.registry.items()
        return sorted(name for name, model in classes if model._original_module == self.module)

    @cached_property
    def gated_models(self):
        """The names of the models whose gate goes: all of them with the engine, else the module's own."""
        gated = self.env["ops.gated"]._ops_gated_model_names()
        if "ops.gated" in self.models:
            return list(gated)
        return [name for name in gated if name in self.models]

    @cached_property
    def tables(self):
        """The names of the tables with the records of these models, and with the relations of the module."""
        named = [self.env[name]._table for name in self.models]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT class.relname
                  FROM pg_class class
                 WHERE class.relkind = 'r' AND class.relnamespace = 'public'::regnamespace
                   AND (class.relname = ANY(%(named)s) OR class.relname IN (
                        SELECT relation.name
                          FROM ir_model_relation relation
                          JOIN ir_module_module module ON module.id = relation.module
                         GROUP BY relation.name
                        HAVING bool_and(module.name = ANY(%(removed)s))
                   ))
                """,
                named=named,
                removed=self.removed,
            )
        )
        return [name for (name,) in rows]

    def record_ids(self, model):
        """Return a query for the ids of the records of a core model that the module shipped."""
        return SQL("SELECT res_id FROM ir_model_data WHERE module = %s AND model = %s", self.module, model)

    def execute(self, statement, **values):
        """Run one statement, its values as parameters."""
        self.env.cr.execute(SQL(statement, **values))
