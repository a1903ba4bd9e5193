"""The records of our own models: ledgers, logs, documents and their relations."""

from odoo.tools import SQL


def let_go(scope):
    """Let our records hold back nothing of core any more: work, approvals and messages go before them.

    Foreign keys among our own tables stay: these are emptied together.
    """
    _drop_foreign_keys(
        scope, SQL("referring.relname = ANY(%s) AND referred.relname <> ALL(%s)", scope.tables, scope.tables)
    )


def empty(scope):
    """Empty the module's tables, however many rows they have, and forget the names of these records.

    Odoo drops the tables afterwards. Filled, they would hold back what they refer to: groups, clauses.
    """
    if scope.tables:
        # of what refers to our tables from others: the columns go with our fields
        _drop_foreign_keys(
            scope,
            SQL("referred.relname = ANY(%s) AND referring.relname <> ALL(%s)", scope.tables, scope.tables),
        )
        scope.execute(
            "TRUNCATE %(tables)s", tables=SQL(", ").join(SQL.identifier(table) for table in scope.tables)
        )
    _forget_names(scope)


def _drop_foreign_keys(scope, condition):
    """Drop the foreign keys on whose tables, `referring` and `referred`, the condition holds."""
    found = scope.env.execute_query(
        SQL(
            """
            SELECT referring.relname, key.conname
              FROM pg_constraint key
              JOIN pg_class referring ON referring.oid = key.conrelid
              JOIN pg_class referred ON referred.oid = key.confrelid
             WHERE key.contype = 'f' AND %s
            """,
            condition,
        )
    )
    for table, constraint in found:
        scope.execute(
            "ALTER TABLE %(table)s DROP CONSTRAINT %(constraint)s",
            table=SQL.identifier(table),
            constraint=SQL.identifier(constraint),
        )


def _forget_names(scope):
    """Forget external identifiers that Odoo would keep when what they name is gone.

    Values and parents that we have by a mixin of core's are registered as core's; foreign keys are registered
    without an identifier, by which Odoo would find them.
    """
    scope.execute("DELETE FROM ir_model_data WHERE model = ANY(%(models)s)", models=scope.models)
    scope.execute(
        """
        DELETE FROM ir_model_data
         WHERE (model = 'ir.model.fields.selection' AND res_id IN (
                    SELECT id FROM ir_model_fields_selection
                     WHERE field_id IN (
                        SELECT res_id FROM ir_model_data WHERE model = 'ir.model.fields'
                         GROUP BY res_id HAVING bool_and(module = ANY(%(removed)s)))))
            OR (model = 'ir.model.inherit' AND res_id IN (
                    SELECT parent.id FROM ir_model_inherit parent
                      JOIN ir_model model ON model.id = parent.model_id
                     WHERE model.model = ANY(%(models)s)))
        """,
        models=scope.models,
        removed=scope.removed,
    )
    scope.execute(
        """
        DELETE FROM ir_model_constraint
         WHERE type = 'f' AND module = (SELECT id FROM ir_module_module WHERE name = %(module)s)
        """,
        module=scope.module,
    )
