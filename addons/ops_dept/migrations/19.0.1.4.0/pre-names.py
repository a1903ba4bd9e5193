"""Fields and methods of our own models lose the prefix that only fields of core models need."""

# model (all of ours: %) → former name → name
NAMES = {
    "ops.contract": {
        "ops_is_major": "is_major",
        "ops_major_marked": "major_marked",
        "ops_has_difficult_product": "has_difficult_product",
        "ops_can_request_release": "can_request_release",
        "action_ops_request_release": "action_request_release",
    },
    "ops.invoice.request": {
        "ops_asked_content": "asked_content",
        "action_ops_open_invoice": "action_open_invoice",
        "action_ops_open_orders": "action_open_orders",
    },
    "ops.%": {
        **{
            f"ops_can_{verb}": f"can_{verb}"
            for verb in (
                "amend", "archive", "cancel", "end", "enter", "hand_over", "hold", "renegotiate", "replace",
                "reset", "sign", "void",
            )
        },
        "ops_sign_points": "sign_points",
    },
}  # fmt: skip
STORED = {
    "ops.contract": ("ops_is_major", "ops_major_marked", "ops_has_difficult_product"),
    "ops.invoice.request": ("ops_asked_content",),
}
# Where people wrote a field's name down: table, column with the model, column with the text.
WRITTEN = (
    ("ir_ui_view", "model", "arch_db"),
    ("tier_definition", "model", "definition_domain"),
    ("ir_filters", "model_id", "domain"),
    ("ir_filters", "model_id", "context"),
    ("ir_filters", "model_id", "sort"),
)


def migrate(cr, version):
    """Rename columns and their fields, and the names in views, tiers' domains, saved searches and exports."""
    if not version:
        return
    for model, names in STORED.items():
        for name in names:
            _rename_field(cr, model, name, NAMES[model][name])
    for table, model_column, column in WRITTEN:
        kind = "jsonb" if column == "arch_db" else "text"
        for model, names in NAMES.items():
            for old, new in names.items():
                cr.execute(
                    f"UPDATE {table} SET {column} = regexp_replace({column}::text, %s, %s, 'g')::{kind}"
                    f" WHERE {model_column} LIKE %s AND {column}::text LIKE %s",
                    [rf"\y{old}\y", new, model, f"%{old}%"],
                )


def _rename_field(cr, model, old, new):
    table = model.replace(".", "_")
    cr.execute(f'ALTER TABLE "{table}" RENAME COLUMN "{old}" TO "{new}"')
    cr.execute("UPDATE ir_model_fields SET name = %s WHERE model = %s AND name = %s", [new, model, old])
    cr.execute(
        "UPDATE ir_model_data SET name = %s WHERE module = 'ops_dept' AND name = %s",
        [f"field_{table}__{new}", f"field_{table}__{old}"],
    )
    cr.execute(
        "UPDATE ir_exports_line SET name = %s WHERE name = %s"
        " AND export_id IN (SELECT id FROM ir_exports WHERE resource = %s)",
        [new, old, model],
    )
