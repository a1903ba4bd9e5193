from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_date, format_datetime, formatLang


class OpsRule(models.AbstractModel):
    """What loosens or tightens the rulebook: changed by its administrators alone, each change in the log.

    A model names its rules in `_ops_rule_names` and opens its door with ``with self._ops_traced(vals):``. The
    right is checked before anything is written; a form that sends a setting unchanged changes nothing.
    """

    _name = "ops.rule"
    _description = "Setting of the rulebook"

    @api.model
    def _ops_rule_names(self):
        """Return the names of the stored fields that are rules."""
        return frozenset()

    @api.model
    def _ops_entered_names(self):
        """Return the names of the stored fields that people fill in."""
        return {
            name
            for name, field in self._fields.items()
            if field.store and not field.compute and not field.readonly and name not in models.MAGIC_COLUMNS
        }

    def _ops_rule_clause(self, name):  # pylint: disable=unused-argument
        """Return the code of the clause that a rule belongs to, False for several."""
        return False

    @contextmanager
    def _ops_traced(self, vals):
        """Check the right to change the rules among these values, and log from what to what they change.

        :raises AccessError: for everybody but rulebook administrators
        """
        names = self._ops_rule_changes(vals)
        if not names:
            yield
            return
        self._ops_check_rule_right(names)
        before = {record: record._ops_rule_texts(names) for record in self._ops_as_logged()}
        yield
        for record, texts in before.items():
            for name, after in record._ops_rule_texts(names).items():
                record._ops_log_rule(name, texts[name], after)

    def _ops_rule_changes(self, vals):
        """Return the names of the rules that these values would change on any of the records."""
        names = self._ops_rule_names() & vals.keys()
        return {
            name for name in names if any(record._ops_differs(name, vals[name]) for record in self.sudo())
        }

    def _ops_differs(self, name, value):
        field = self._fields[name]
        new = field.convert_to_cache(value, self)
        if field.type in ("one2many", "many2many"):
            return set(new) != set(self[name].ids)
        return field.convert_to_record(new, self) != self[name]

    def _ops_check_rule_right(self, names):
        if not self.env.su and not self.env.user._ops_has_role("admin"):
            raise AccessError(
                self.env._(
                    "%(settings)s: a rule of the operations rulebook. Only a rulebook administrator changes "
                    "it.",
                    settings=", ".join(self._ops_rule_label(name) for name in sorted(names)),
                )
            )

    def _ops_refuse_shipped(self, names):
        """Refuse to change fields that come with the product (none by default)."""

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        """Translations come past `write`: the product's words stay, too, and the company's are in the log."""
        self._ops_refuse_shipped({field_name})
        if field_name not in self._ops_rule_names():
            return super()._update_field_translations(field_name, translations, *args, **kwargs)
        self._ops_check_rule_right({field_name})
        before = self._ops_as_logged()._ops_words(field_name)
        result = super()._update_field_translations(field_name, translations, *args, **kwargs)
        told = self._ops_as_logged()
        for lang, after in told._ops_words(field_name).items():
            told._ops_log_rule(field_name, before.get(lang) or "-", after)
        return result

    def _ops_words(self, name):
        """Return what a field says in each language."""
        return dict(self._fields[name]._get_stored_translations(self) or {})

    @api.model
    def _ops_check_new(self, vals_list):
        """Check the right to set the rules among the values of new records, before they are created.

        :raises AccessError: for everybody but rulebook administrators
        """
        names = set().union(*map(self._ops_new_rules, vals_list))
        if names:
            self._ops_check_rule_right(names)

    @api.model
    def _ops_new_rules(self, vals):
        """Return the names of the rules that a new record sets otherwise than they would be anyway."""
        names = self._ops_rule_names() & vals.keys()
        defaults = self.default_get(list(names)) if names else {}
        # what is switched off that would be on is set otherwise, too
        return {name for name in names if (vals[name] or False) != (defaults.get(name) or False)}

    # ------------------------------------------------------------------
    # The log
    # ------------------------------------------------------------------
    def _ops_as_logged(self):
        return self.env["ops.log"]._told(self)

    def _ops_log_first(self, vals):
        """Log what a new record says of the rules among these values, after checking the right to set them:
        what it sets, and what it takes away that would be there anyway.

        :raises AccessError: for everybody but rulebook administrators
        """
        ours = self._ops_rule_names() & vals.keys() if self else ()
        set_here = {name for name in ours if self[name]}
        taken = {name: usual for name, usual in self.default_get([*ours]).items() if usual and not self[name]}
        if not (set_here or taken):
            return
        self._ops_check_rule_right(set_here | taken.keys())
        told = self._ops_as_logged()
        before = told.new(taken)._ops_rule_texts(taken)
        for name, text in told._ops_rule_texts(set_here | taken.keys()).items():
            told._ops_log_rule(name, before.get(name, "-"), text)

    def _ops_log_rule(self, name, before, after):
        """Log one change of one rule, in words."""
        if before == after:
            return
        # sudo: nobody writes the log by hand; the right to change the rule was checked
        self.env["ops.log"].sudo()._log(
            self,
            "setting",
            clause_code=self._ops_rule_clause(name),
            setting=self._ops_rule_label(name),
            value_from=before,
            value_to=after,
        )

    def _ops_rule_label(self, name):
        return self._fields[name].get_description(self.env)["string"]

    def _ops_rule_texts(self, names):
        """Return what these rules say now, name → text."""
        self.ensure_one()
        return {name: self._ops_rule_text(name) or "-" for name in names}

    def _ops_rule_text(self, name):
        field, value = self._fields[name], self[name]
        if field.type == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if field.relational:
            return ", ".join(value.mapped("display_name"))
        if field.type in ("float", "monetary"):
            return formatLang(self.env, value)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if field.type == "date":
            return format_date(self.env, value)
        if field.type == "datetime":
            return format_datetime(self.env, value, dt_format="short")
        return str(value or "")
