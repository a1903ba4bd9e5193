"""Run inside `odoo shell` on a database with Odoo's own demo data: the switch is turned there, and holds."""

from odoo.exceptions import UserError

company = env.company  # noqa: F821  (the shell gives `env`)
orders = env["sale.order"]  # noqa: F821
confirmed = orders.search([("state", "=", "sale"), ("company_id", "=", company.id)])
assert confirmed, "Odoo's demo data has no confirmed order to leave alone"
clerk = env.ref("base.user_demo")  # noqa: F821
quotation = orders.with_user(
    clerk
).create(
    {
        "partner_id": env.ref("base.res_partner_2").id,  # noqa: F821
        "order_line": [(0, 0, {"product_id": confirmed.order_line.product_id[:1].id})],
    }
)

company.ops_rulebook = True
env.flush_all()  # noqa: F821
assert all(confirmed.mapped("ops_exempt")), "what ran before must stay free"
assert not quotation.ops_exempt
try:
    quotation.action_confirm()
except UserError as refusal:
    assert "W2.E" in str(refusal), refusal
else:
    raise AssertionError("an unapproved quotation was confirmed")
assert quotation.state == "draft"
paper = env["ir.actions.report"]._render_qweb_html("sale.report_saleorder", confirmed[:1].ids)[0]  # noqa: F821
assert confirmed[0].name in paper.decode()

company.ops_rulebook = False
quotation.action_confirm()
assert quotation.state == "sale"
company.ops_rulebook = True
assert not quotation.with_user(clerk).ops_gate_closed, "what was confirmed meanwhile stays free"
events = env["ops.log"].search([("model", "=", "res.company")], order="id").mapped("event")  # noqa: F821
assert events[-3:] == ["switch_on", "switch_off", "switch_on"], events
env.cr.rollback()  # noqa: F821
print("DEMO CHECKS PASSED")
