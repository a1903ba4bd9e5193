"""Names have one form: buttons open, and what is our own model's bears no prefix; stored views still say the
old ones.
"""

NAMES = {
    "action_view_invoice_requests": "action_open_invoice_requests",
    "action_ops_open_originals": "action_open_originals",
    "ops_custody_count": "custody_count",
}


def migrate(cr, version):
    """Rename them in all views: each of ours is loaded anew later, one after the other, and each is checked
    together with those that come after it.
    """
    if not version:
        return
    for old, new in NAMES.items():
        cr.execute(
            "UPDATE ir_ui_view SET arch_db = regexp_replace(arch_db::text, %s, %s, 'g')::jsonb"
            " WHERE arch_db::text LIKE %s",
            [rf"\y{old}\y", new, f"%{old}%"],
        )
