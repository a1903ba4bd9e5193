"""Changes of a quotation that are worse for the company: one row each, with who makes it, what it needs."""

import io

from odoo.exceptions import UserError
from odoo.tools.pdf import PdfWriter


def _empty_pdf():
    content = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(content)
    return content.getvalue()


EMPTY_PDF = _empty_pdf()


def _order(**vals):
    return lambda case, order: order.write(vals)


def _line(**vals):
    return lambda case, order: order.order_line[0].write(vals)


def _command(command):
    return lambda case, order: order.write({"order_line": [command(case, order)]})


def _add_line(case, order):
    order.env["sale.order.line"].create(
        {"order_id": order.id, "product_id": case.plain.id, "product_uom_qty": 1}
    )


def _add_note(case, order):
    order.env["sale.order.line"].create(
        {"order_id": order.id, "display_type": "line_note", "name": "Two years free"}
    )


def _add_false_down_payment(case, order):
    order.env["sale.order.line"].create(
        {
            "order_id": order.id,
            "product_id": case.plain.id,
            "is_downpayment": True,
            "product_uom_qty": 1,
            "price_unit": -500,
            "name": "Discount",
        }
    )


def _move_line_in(case, order):
    case._create_order(user=case.consultant).order_line.with_env(order.env).write({"order_id": order.id})


def _move_line_out(case, order):
    other = case._create_order(user=case.consultant)
    order.order_line[0].write({"order_id": other.id})


def _discount_wizard(kind, **vals):
    def call(case, order):
        wizard = order.env["sale.order.discount"].create(
            {"sale_order_id": order.id, "discount_type": kind, **vals}
        )
        wizard.action_apply_discount()

    return call


def _give_discount_product(case, order):
    case.company.sale_discount_product_id = case._create_product(
        "Discount", 0, type="service", is_storable=False
    )


def _new_pricelist(case, order):
    order.pricelist_id = case.env["product.pricelist"].create(
        {"name": "Dear friends", "currency_id": order.currency_id.id}
    )


def _cheaper(case, order):
    case.plain.list_price = 50


def _new_taxes(case, order):
    case.plain.taxes_id = case.env["account.tax"].create(
        {
            "name": "9%",
            "amount": 9,
            "company_id": case.company.id,
            "country_id": case.company.account_fiscal_country_id.id,
        }
    )


def _template(case, order):
    template = case.env["sale.order.template"].create(
        {"name": "Offer", "note": "Free of charge", "number_of_days": 9000}
    )
    order.sale_order_template_id = template


def _currency(case, order):
    other = case.env.ref("base.EUR")
    other.active = True
    order.pricelist_id = case.env["product.pricelist"].create({"name": "Euro", "currency_id": other.id})


def _customer(case, order):
    order.partner_id = case.env["res.partner"].create({"name": "Another mill"})


def _load(case, order):
    result = order.env["sale.order.line"].load(["id", "price_unit"], [["__bypass__.line", "1"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _give_line_id(case, order):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "line", "model": "sale.order.line", "res_id": order.order_line[0].id}
    )


def _with_keys(case, order):
    order.order_line.with_context(
        skip_validation_check=True, tracking_disable=True, install_mode=True, skip_check_state_condition=True
    ).write({"price_unit": 1})


def _set_taxes_amount(case, order):
    """Amounts that overrule price and taxes, as core keeps them for discounts and down payments."""
    order.order_line[0].extra_tax_data = {"manual_total_excluded": 1, "computation_key": "x"}


def _bind_page(case, order):
    """Bind another page into the paper with the quotation builder."""
    page = case.env["quotation.document"].create({"name": "Gift voucher.pdf", "raw": EMPTY_PDF})
    order.write({"quotation_document_ids": [(4, page.id)]})


def _to_another_firm(field):
    return lambda case, order: order.write({field: case.vendor.id})


def _fiscal(case, order):
    order.fiscal_position_id = case.env["account.fiscal.position"].create({"name": "Free of tax"})


WRITERS = ("consultant", "superuser", "support", "manager", "leader")
# (name, change, roles, prepare)
CHANGES = [
    ("price", _line(price_unit=99), WRITERS, None),
    (
        "price_through_the_order",
        _command(lambda c, o: (1, o.order_line[0].id, {"price_unit": 1})),
        WRITERS[:2],
        None,
    ),
    ("price_imported", _load, WRITERS[:2], _give_line_id),
    ("price_with_context_keys", _with_keys, WRITERS[:2], None),
    ("discount", _line(discount=1), WRITERS[:2], None),
    ("discount_wizard_lines", _discount_wizard("sol_discount", discount_percentage=0.05), WRITERS[:2], None),
    (
        "discount_wizard_global",
        _discount_wizard("so_discount", discount_percentage=0.05),
        WRITERS[:2],
        _give_discount_product,
    ),
    (
        "discount_wizard_amount",
        _discount_wizard("amount", discount_amount=10),
        WRITERS[:1],
        _give_discount_product,
    ),
    ("discount_as_down_payment", _add_false_down_payment, WRITERS[:2], None),
    ("amounts_overruled", _set_taxes_amount, WRITERS[:2], None),
    ("less_quantity", _line(product_uom_qty=1), WRITERS[:2], None),
    (
        "unit",
        lambda c, o: o.order_line[0].write({"product_uom_id": c.env.ref("uom.product_uom_dozen").id}),
        WRITERS[:1],
        None,
    ),
    ("product", lambda c, o: o.order_line[0].write({"product_id": c.difficult.id}), WRITERS[:2], None),
    ("description", _line(name="With a gift"), WRITERS[:1], None),
    ("specification", _line(ops_specification="IP67"), WRITERS[:2], None),
    ("lead_time", _line(customer_lead=-1), WRITERS[:1], None),
    ("line_added", _add_line, WRITERS[:2], None),
    (
        "line_added_through_the_order",
        _command(lambda c, o: (0, 0, {"product_id": c.plain.id})),
        WRITERS[:1],
        None,
    ),
    ("note_added", _add_note, WRITERS[:1], None),
    ("line_removed", lambda c, o: o.order_line[0].unlink(), WRITERS[:2], None),
    ("line_removed_through_the_order", _command(lambda c, o: (2, o.order_line[0].id)), WRITERS[:1], None),
    ("lines_cleared_through_the_order", _command(lambda c, o: (5,)), WRITERS[:1], None),
    ("line_moved_in", _move_line_in, WRITERS[:2], None),
    ("line_moved_out", _move_line_out, WRITERS[:2], None),
    ("prices_recomputed", lambda c, o: o.action_update_prices(), WRITERS[:2], _cheaper),
    ("taxes_recomputed", lambda c, o: o.action_update_taxes(), WRITERS[:1], _new_taxes),
    ("catalog", lambda c, o: c._catalog(o, c.plain, 3), WRITERS[:1], None),
    ("template", _template, ("leader", "superuser"), None),
    ("customer", _customer, ("leader", "superuser"), None),
    ("currency", _currency, ("superuser",), None),
    ("payment_term", lambda c, o: o.write({"payment_term_id": c.term_30.id}), WRITERS[:2], None),
    ("warranty", _order(ops_warranty_months=36), WRITERS[:2], None),
    ("validity", _order(validity_date="2031-12-31"), WRITERS[:1], None),
    ("delivery_date", _order(commitment_date="2026-12-01 08:00:00"), WRITERS[:1], None),
    (
        "bound_in_words",
        _order(customizable_pdf_form_fields='{"header": {"1": "50 % off"}}'),
        WRITERS[:2],
        None,
    ),
    ("bound_in_page", _bind_page, WRITERS[:1], None),
    ("terms_text", _order(note="<p>Penalty for late delivery 10 %</p>"), WRITERS[:1], None),
    # who is named, and what else the paper says
    ("invoice_address", _to_another_firm("partner_invoice_id"), WRITERS[:2], None),
    ("delivery_address", _to_another_firm("partner_shipping_id"), WRITERS[:2], None),
    ("customer_reference", _order(client_order_ref="PO 7 of somebody else"), WRITERS[:2], None),
    ("fiscal_position", _fiscal, WRITERS[:2], None),
    ("order_date", _order(date_order="2000-01-01 08:00:00"), WRITERS[:2], None),
    ("place_of_the_incoterm", _order(incoterm_location="Hamburg"), WRITERS[:1], None),
]
