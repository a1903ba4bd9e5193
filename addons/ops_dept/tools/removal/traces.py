"""Rows of core's tables that only make sense with our models: nothing in the database refers to them, so they
would stay.

Messages, followers, activities and files of our documents go with the models: Odoo sees to that.
"""

import re

from odoo.tools import SQL

# Model of others → its field that names the model that a record is for.
MADE_FOR = {
    "ir.filters": "model_id",
    "ir.exports": "resource",
    "ir.embedded.actions": "parent_res_model",
    "ir.actions.act_window": "res_model",
    "ir.actions.report": "model",
    "ir.actions.client": "res_model",
    "ir.ui.view": "model",
    "res.users.settings.embedded.action": "res_model",
    "base_import.mapping": "res_model",
    "mail.activity.plan": "res_model",
    "mail.message.subtype": "res_model",
    "mail.scheduled.message": "model",
    "mail.compose.message": "model",
}


def remove(scope):
    """Remove what people made for our documents, and what names them elsewhere."""
    _remove_activities(scope)
    _remove_tracking(scope)
    for model, field in MADE_FOR.items():
        _remove_made_for(scope, model, field)
    _forget_references(scope)
    _unlink_messages(scope)
    # actions on our models go by their foreign key, past the ORM that would take their messages along
    scope.execute(
        """
        DELETE FROM mail_message
         WHERE model = 'ir.actions.server' AND res_id IN (
            SELECT action.id FROM ir_act_server action JOIN ir_model model ON model.id = action.model_id
             WHERE model.model = ANY(%(models)s))
        """,
        models=scope.models,
    )
    scope.execute(
        "DELETE FROM ir_config_parameter WHERE key LIKE %(keys)s",
        keys=f"{scope.module}.%".replace("_", r"\_"),
    )


def _remove_activities(scope):
    """Remove the activities of our kinds, on whatever document: a kind in use cannot be deleted."""
    kinds = scope.record_ids("mail.activity.type")
    scope.execute(
        "DELETE FROM ir_model_data WHERE model = 'mail.activity' AND res_id IN"
        " (SELECT id FROM mail_activity WHERE activity_type_id IN (%(kinds)s))",
        kinds=kinds,
    )
    scope.execute("DELETE FROM mail_activity WHERE activity_type_id IN (%(kinds)s)", kinds=kinds)
    scope.execute(
        "DELETE FROM mail_activity_plan_template WHERE activity_type_id IN (%(kinds)s)", kinds=kinds
    )
    for table, column in (
        ("ir_act_server", "activity_type_id"),
        ("mail_activity_type", "triggered_next_type_id"),
    ):
        scope.execute(
            "UPDATE %(table)s SET %(column)s = NULL WHERE %(column)s IN (%(kinds)s)",
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            kinds=kinds,
        )


def _remove_tracking(scope):
    """Remove what the history of core's records says of our fields, and messages that say nothing else; core
    would keep the fields' names in them.
    """
    scope.execute(
        """
        WITH gone AS (
            DELETE FROM mail_tracking_value WHERE field_id IN (
                SELECT res_id FROM ir_model_data WHERE model = 'ir.model.fields'
                 GROUP BY res_id HAVING bool_and(module = ANY(%(removed)s)))
            RETURNING id, mail_message_id
        )
        DELETE FROM mail_message message
         WHERE id IN (SELECT mail_message_id FROM gone) AND COALESCE(body, '') = ''
           AND NOT EXISTS (SELECT 1 FROM mail_tracking_value other
                            WHERE other.mail_message_id = message.id
                              AND other.id NOT IN (SELECT id FROM gone))
           AND NOT EXISTS (SELECT 1 FROM message_attachment_rel file WHERE file.message_id = message.id)
        """,
        removed=scope.removed,
    )


def _remove_made_for(scope, model, field):
    """Remove records of a model that are for one of ours, the shipped ones left to Odoo."""
    if model not in scope.env:
        return
    records = scope.env[model].with_context(active_test=False)
    found = scope.env.execute_query(
        SQL(
            "SELECT id FROM %s WHERE %s = ANY(%s) AND id NOT IN (%s)",
            SQL.identifier(records._table),
            SQL.identifier(field),
            scope.models,
            scope.record_ids(model),
        )
    )
    # a few that people made, through the ORM: it knows what hangs on them
    records.browse(row_id for (row_id,) in found).unlink()


def _forget_references(scope):
    """Empty the references to documents of ours in records that are somebody else's, like appointments.

    Odoo would delete an appointment together with the model that it is about.
    """
    for model in scope.env.registry.values():
        if model._original_module == scope.module or model._abstract or not model._auto:
            continue
        for field in model._fields.values():
            if field.type == "reference" and field.store and not field.required:
                scope.execute(
                    "UPDATE %(table)s SET %(column)s = NULL"
                    " WHERE split_part(%(column)s, ',', 1) = ANY(%(models)s)",
                    table=SQL.identifier(model._table),
                    column=SQL.identifier(field.name),
                    models=scope.models,
                )
    if "calendar.event" in scope.env:
        scope.execute(
            "UPDATE calendar_event SET res_model_id = NULL, res_model = NULL, res_id = NULL"
            " WHERE res_model = ANY(%(models)s)",
            models=scope.models,
        )


def _unlink_messages(scope):
    """Leave of links to our documents, in the messages of others, what they say: nothing can be opened any
    more.
    """
    for model in scope.models:
        pattern = rf'<a [^>]*data-oe-model="{re.escape(model)}"[^>]*>(.*?)</a>'
        scope.execute(
            r"UPDATE mail_message SET body = regexp_replace(body, %(pattern)s, '\1', 'g')"
            " WHERE body LIKE %(link)s AND model <> ALL(%(models)s)",
            pattern=pattern,
            link=f'%data-oe-model="{model}"%'.replace("_", r"\_"),
            models=scope.models,
        )
