"""What stands in a database, compared without and with our add-ons: schema, rows of core, rights, words.

Rows are compared as they are, in every table and column that core has without us; what may go with us is
named once, in `OURS` and `Rows.ours`.
"""

from collections import defaultdict
from itertools import groupby

OUR_MODULES = "('ops_dept', 'ops_dept_reports')"
TABLES = "table_schema = 'public' AND table_type = 'BASE TABLE'"
SCHEMA = {
    "tables": f"SELECT table_name FROM information_schema.tables WHERE {TABLES}",
    "columns": "SELECT table_name, column_name, data_type, is_nullable, column_default"
    " FROM information_schema.columns WHERE table_schema = 'public'",
    "indexes": "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace",
    "counters": "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'",
    "comments": "SELECT attrelid::regclass, attname, description FROM pg_description JOIN pg_attribute"
    " ON attrelid = objoid AND attnum = objsubid WHERE classoid = 'pg_class'::regclass",
    "triggers": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
}
OUR_FIELDS = (
    "SELECT res_id FROM ir_model_data WHERE model = 'ir.model.fields' GROUP BY res_id"
    f" HAVING bool_and(module IN {OUR_MODULES})"
)
# Rows of core's tables that are ours: by what they name. What refers to them is ours, too.
OURS = {
    "tier_review": "ops_gated OR model ~ '^ops[.]'",
    "tier_definition": "model = 'sale.order' OR model ~ '^ops[.]'",
    "ir_sequence": "code ~ '^ops[.]'",
    "ir_attachment": "res_model ~ '^ops[.]'",
    "ir_config_parameter": "key ~ '^ops_dept'",
    "ir_exports": "resource ~ '^ops[.]'",
    "ir_filters": "model_id ~ '^ops[.]'",
    "ir_ui_view": "model ~ '^ops[.]'",
    "ir_act_window": "res_model ~ '^ops[.]'",
    "ir_model_constraint": f"module IN (SELECT id FROM ir_module_module WHERE name IN {OUR_MODULES})",
    "ir_model_relation": f"module IN (SELECT id FROM ir_module_module WHERE name IN {OUR_MODULES})",
    "mail_activity": "res_model ~ '^ops[.]'",
    "mail_followers": "res_model ~ '^ops[.]'",
    "mail_message": "model ~ '^ops[.]' OR COALESCE(body, '') = ''"
    f" AND id IN (SELECT mail_message_id FROM mail_tracking_value WHERE field_id IN ({OUR_FIELDS}))"
    f" AND id NOT IN (SELECT mail_message_id FROM mail_tracking_value WHERE field_id NOT IN ({OUR_FIELDS}))",
    "mail_tracking_value": f"field_id IN ({OUR_FIELDS})",
    "mail_message_subtype": "res_model ~ '^ops[.]'",
    "mail_compose_message": "model ~ '^ops[.]'",
    "rating_rating": "res_model ~ '^ops[.]'",
    "ir_rule": "domain_force ~ 'ops_' OR name = 'Made for a role'",
}
# Rows that are somebody else's and only lose what they said of us.
ONLY_MENDED = {
    # a form of core that passes: it forgets our template with it
    "mail_compose_message": "model !~ '^ops[.]' AND template_id IN (SELECT res_id FROM ir_model_data"
    f" WHERE model = 'mail.template' AND module IN {OUR_MODULES})",
    "calendar_event": "res_model ~ '^ops[.]'",
    "ir_module_module": f"name IN {OUR_MODULES}",
    "res_users": "action_id IN (SELECT res_id FROM ir_model_data WHERE model LIKE 'ir.actions.%'"
    f" AND module IN {OUR_MODULES})",
    # what was said stays; of which kind of activity, core forgets with the kind
    "mail_message": "body LIKE '%data-oe-model=\"ops.%' AND model !~ '^ops[.]' OR mail_activity_type_id IN"
    f" (SELECT res_id FROM ir_model_data WHERE model = 'mail.activity.type' AND module IN {OUR_MODULES})",
}
# Passing: made anew by whoever needs it. Who may do what is compared by what follows from it (`RIGHTS`).
PASSING = (
    "bus_bus",
    "bus_presence",
    "orm_signaling_registry",
    "res_groups_users_rel",
    "res_groups_implied_rel",
)
UNCOMPARED_COLUMNS = ("write_date", "write_uid")
RIGHTS = f"""
    WITH RECURSIVE role AS (
        SELECT res_id FROM ir_model_data WHERE model = 'res.groups' AND module IN {OUR_MODULES}
    ), held (uid, gid) AS (
        SELECT uid, gid FROM res_groups_users_rel
         UNION SELECT uid, hid FROM held JOIN res_groups_implied_rel implied USING (gid)
    )
    SELECT login, name->>'en_US' FROM held JOIN res_users ON res_users.id = uid
      JOIN res_groups ON res_groups.id = gid WHERE gid NOT IN (SELECT res_id FROM role)
"""
TEXTS = f"""
    SELECT table_name, column_name FROM information_schema.columns
      JOIN information_schema.tables USING (table_schema, table_name)
     WHERE {TABLES} AND data_type IN ('text', 'character varying', 'jsonb', 'json')
"""
# What an installable add-on is called; files that Odoo makes anew; messages of the bus.
EXCEPT = {
    "ir_attachment": " AND (url IS NULL OR url NOT LIKE '/web/assets/%')",
    "ir_model_data": " AND name NOT LIKE 'module_ops_dept%'",
}
NAMED_BY_CORE = ("ir_module_module", "ir_module_module_dependency", "bus_bus")
SELECTIONS = """
    SELECT replace(field.model, '.', '_'), field.name, string_agg(quote_literal(value.value), ', ')
      FROM ir_model_fields field JOIN ir_model_fields_selection value ON value.field_id = field.id
      JOIN information_schema.columns ON table_name = replace(field.model, '.', '_')
       AND column_name = field.name AND data_type = 'character varying'
     WHERE field.store AND field.ttype = 'selection' GROUP BY field.model, field.name
"""


class Facts:
    """Asks one database.

    :param known: the project's `Databases`
    """

    def __init__(self, known, name):
        self.known, self.name = known, name

    def query(self, statement):
        return [tuple(row) for row in self.known.query(statement, self.name)]

    def union(self, statements):
        """Return the rows of many small queries, in batches that a command line holds."""
        found = []
        for batch in batched(statements, 50):
            found += self.query(" UNION ALL ".join(batch))
        return found

    def schema(self):
        return {kind: set(self.query(statement)) for kind, statement in SCHEMA.items()}

    def columns(self):
        """Return table → its columns."""
        rows = self.query(
            "SELECT table_name, column_name FROM information_schema.columns"
            f" JOIN information_schema.tables USING (table_schema, table_name) WHERE {TABLES} ORDER BY 1, 2"
        )
        return {table: [row[1] for row in found] for table, found in groupby(rows, lambda row: row[0])}

    def ids(self, conditions):
        """Return table → ids of the rows for which a condition holds."""
        statements = [
            f"SELECT '{table}', id FROM {table} WHERE {where}" for table, where in conditions.items()
        ]
        found = defaultdict(set)
        for table, row_id in self.union(statements):
            found[table].add(row_id)
        return found

    def unknown_values(self):
        """Return what stands in columns for which its field has no such value."""
        return self.union(
            f"SELECT DISTINCT '{table}.{column}', {column} FROM {table}"
            f" WHERE {column} NOT IN ({values}) AND {column} <> ''"
            for table, column, values in self.query(SELECTIONS)
        )

    def names_of_ours(self):
        """Return where the database still speaks of us: table, column, the words."""
        found = []
        for table, column in self.query(TEXTS):
            if table in NAMED_BY_CORE:
                continue
            words = f"substring(\"{column}\"::text FROM '.{{0,30}}ops[_.].{{0,30}}')"
            words = f"regexp_replace({words}, '\\s', ' ', 'g')"
            where = f"\"{column}\"::text ~ '(^|[^a-z])ops(_dept|_[a-z]|[.][a-z])'" + EXCEPT.get(table, "")
            found.append(f"SELECT '{table}.{column}', {words} FROM \"{table}\" WHERE {where}")
        return self.union(found)


def batched(values, size):
    values = list(values)
    return [values[start : start + size] for start in range(0, len(values), size)]


class Rows:
    """The rows of core's tables: table → id (or, of a relation, its columns) → a hash of what they say."""

    def __init__(self, facts, columns):
        self.facts, self.columns = facts, columns
        self.rows = defaultdict(dict)
        for table, key, said in facts.union(
            self._statement(table) for table in columns if table not in PASSING
        ):
            self.rows[table][key] = said

    def _statement(self, table):
        named = [f'"{name}"' for name in self.columns[table] if name not in UNCOMPARED_COLUMNS]
        key = "id::text" if "id" in self.columns[table] else f"ROW({', '.join(named)})::text"
        where = " WHERE url IS NULL OR url NOT LIKE '/web/assets/%'" if table == "ir_attachment" else ""
        hashed = f"md5(ROW({', '.join(named)})::text)"
        return f"SELECT '{table}', {key}, {hashed} FROM \"{table}\"{where}"

    def ours(self):
        """Return table → keys of the rows that go with us: named so, shipped, or referring to one of them."""
        found = self.facts.ids(OURS)
        for table, row_id in self.facts.query(
            "SELECT CASE WHEN model LIKE 'ir.actions.act%' OR model = 'ir.actions.client'"
            " OR model = 'ir.actions.server' THEN replace(model, 'ir.actions', 'ir_act')"
            " WHEN model = 'ir.actions.report' THEN 'ir_act_report_xml' ELSE model END, res_id"
            f" FROM ir_model_data GROUP BY model, res_id HAVING bool_and(module IN {OUR_MODULES})"
        ):
            found[table.replace("ir_act.act_", "ir_act_").replace(".", "_")].add(row_id)
        self._add_attached(found)
        keys = self.facts.query(
            "SELECT conrelid::regclass, attname, confrelid::regclass FROM pg_constraint JOIN pg_attribute"
            " ON attrelid = conrelid AND attnum = conkey[1] WHERE contype = 'f' AND confdeltype <> 'n'"
        )
        keys = [key for key in keys if key[0] in self.columns and key[0] != "calendar_event"]
        while self._add_referring(found, keys):
            self._add_attached(found)
        self._add_named(found)
        return found

    def _add_attached(self, found):
        """Add what is attached to records of core's models that we shipped: messages, files."""
        for table, column in (("mail_message", "model"), ("ir_attachment", "res_model")):
            for row_id, owner, res_id in self.facts.query(f"SELECT id, {column}, res_id FROM {table}"):
                if res_id in found.get(
                    owner.replace("ir.actions.server", "ir_act_server").replace(".", "_"), ()
                ):
                    found[table].add(row_id)

    def _add_referring(self, found, keys):
        """Add the rows that refer to rows found; tell whether there were any."""
        statements = []
        for table, column, referred in keys:
            if found.get(referred):
                key = self._statement(table).split(", md5")[0]
                statements.append(f'{key} FROM "{table}" WHERE {column} IN ({", ".join(found[referred])})')
        before = sum(map(len, found.values()))
        for table, key in self.facts.union(statements):
            found[table].add(key)
        for table in ("ir_act_window", "ir_act_server", "ir_act_report_xml", "ir_act_client"):
            found["ir_actions"] |= found[table]
        return sum(map(len, found.values())) > before

    def _add_named(self, found):
        """Add the external identifiers of what goes."""
        for row_id, table, res_id in self.facts.query(
            "SELECT id, replace(model, '.', '_'), res_id FROM ir_model_data"
        ):
            if res_id in found.get(table, ()):
                found["ir_model_data"].add(row_id)
        found["ir_model_data"] |= self.facts.ids(
            {"ir_model_data": f"module IN {OUR_MODULES} OR model ~ '^ops[.]'"}
        )["ir_model_data"]


def row_differences(before, after, found, ours, mended):
    """Return what became of core's rows besides what had to: (table, key, what).

    :param Rows before: with us
    :param Rows after: without us again
    :param Rows found: before we came; what our words had replaced must be as there
    :param ours: table → keys of rows that must go
    :param mended: table → keys of rows that may change
    """
    differences = []
    for table in before.columns:
        was, now = before.rows[table], after.rows[table]
        gone = ours.get(table, set())
        differences += [(table, key, "is gone") for key in was.keys() - now.keys() - gone]
        differences += [(table, key, "is left") for key in now.keys() & gone]
        differences += [(table, key, "is new") for key in now.keys() - was.keys()]
        changed = {key for key in was.keys() & now.keys() if was[key] != now[key]} - mended.get(table, set())
        differences += [(table, key, "changed") for key in changed if found.rows[table].get(key) != now[key]]
    return sorted(differences)
