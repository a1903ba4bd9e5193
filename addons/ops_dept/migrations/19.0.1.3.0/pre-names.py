"""Buttons have one form of name now: views that are stored still name the old methods."""

METHODS = {
    "action_view_pickings": "action_open_deliveries",
    "action_view_order": "action_open_order",
    "action_view_quotations": "action_open_quotations",
    "action_view_lead": "action_open_lead",
    "action_view_ops_bids": "action_ops_open_bids",
    "action_view_ops_bid": "action_ops_open_bid",
    "action_ops_view_releases": "action_ops_open_releases",
}


def migrate(cr, version):
    """Rename the buttons in the views of our add-ons; each view is loaded anew later, one after the other,
    and each is checked together with those that come after it.
    """
    if not version:
        return
    for old, new in METHODS.items():
        cr.execute(
            "UPDATE ir_ui_view SET arch_db = replace(arch_db::text, %s, %s)::jsonb"
            " WHERE arch_db::text LIKE %s AND id IN"
            " (SELECT res_id FROM ir_model_data WHERE model = 'ir.ui.view'"
            " AND module IN ('ops_dept', 'ops_dept_reports'))",
            # as it stands in the stored text: a quoted attribute
            (f'\\"{old}\\"', f'\\"{new}\\"', f"%{old}%"),
        )
