"""Labels that say now which amount they are: their old translation would stay beside the new words."""

FIELDS = (("ops.invoice.request.line", "price_subtotal"), ("ops.invoice.request", "amount_total"))


def migrate(cr, version):
    """Forget the old translations, so that the new ones are loaded with this version."""
    if not version:
        return
    for model, name in FIELDS:
        cr.execute(
            "UPDATE ir_model_fields SET field_description = jsonb_build_object('en_US',"
            " field_description->'en_US') WHERE model = %s AND name = %s",
            [model, name],
        )
    cr.execute(
        "UPDATE ir_act_window SET name = jsonb_build_object('en_US', name->'en_US') WHERE id IN ("
        "SELECT res_id FROM ir_model_data WHERE module = 'ops_dept' AND name = 'ops_receipt_action_unposted')"
    )
