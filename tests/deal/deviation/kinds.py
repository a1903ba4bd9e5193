"""One row per kind of deviation: what is changed, and how the point reads."""


def _order(**vals):
    return lambda case, order: order.write(vals)


def _line(**vals):
    return lambda case, order: order.order_line[0].write(vals)


def _contract(**vals):
    return lambda case, order: order.ops_contract_id.with_user(case.consultant).write(vals)


def _add_line(case, order):
    order.write(
        {"order_line": [(0, 0, {"product_id": case.plain.id, "product_uom_qty": 2, "price_unit": 70})]}
    )


def _customer(case, order):
    order.sudo().write({"partner_id": case.stranger.id, "payment_term_id": case.term_30.id})
    order.ops_contract_id.with_user(case.consultant).partner_id = case.stranger


# (name, change, kind, approved value, present value, effect)
KINDS = [
    ("lower price", _line(price_unit=95), "price", "100.00", "95.00", "worse"),
    ("higher price", _line(price_unit=110), "price", "100.00", "110.00", "neutral"),
    ("discount", _line(discount=5), "discount", "0.00 %", "5.00 %", "worse"),
    (
        "fewer pieces",
        _line(product_uom_qty=8, price_unit=100),
        "quantity",
        "10.00 Units",
        "8.00 Units",
        "worse",
    ),
    ("more pieces", _line(product_uom_qty=12, price_unit=100), "quantity", "10.00", "12.00", "neutral"),
    (
        "product",
        lambda c, o: o.order_line[0].write({"product_id": c.other.id, "price_unit": 100}),
        "product",
        "Bearing 6204",
        "Coupling",
        "worse",
    ),
    ("added line", _add_line, "added", "^$", r"2.00 Units × .*70.00", "worse"),
    (
        "removed line",
        lambda c, o: o.order_line[1].unlink(),
        "removed",
        r"5.00 Units × .*50.00",
        "^$",
        "worse",
    ),
    (
        "unit",
        lambda c, o: o.order_line[0].write({"product_uom_id": c.env.ref("uom.product_uom_dozen").id}),
        "unit",
        "Units",
        "Dozens",
        "worse",
    ),
    (
        "tax",
        lambda c, o: o.order_line[0].write({"tax_ids": [(6, 0, c.tax.ids)]}),
        "tax",
        "-",
        "Test 13%",
        "worse",
    ),
    (
        "currency",
        lambda c, o: o.sudo().write({"pricelist_id": c.euro_list.id}),
        "currency",
        "CNY|USD",
        "EUR",
        "worse",
    ),
    (
        "customer",
        _customer,
        "customer",
        "Blue River Paper",
        "Stranger",
        "worse",
    ),
    (
        "longer credit",
        lambda c, o: o.write({"payment_term_id": c.term_60.id}),
        "payment",
        "30 days",
        "60 days",
        "worse",
    ),
    (
        "cash at once",
        lambda c, o: o.write({"payment_term_id": c.term_cash.id}),
        "payment",
        "30 days",
        "Cash",
        "neutral",
    ),
    (
        "earlier delivery",
        _order(commitment_date="2030-06-10 08:00:00"),
        "delivery",
        "0?6/15|15",
        "0?6/10|10",
        "worse",
    ),
    ("later delivery", _order(commitment_date="2030-06-20 08:00:00"), "delivery", "15", "20", "neutral"),
    ("earlier line", _line(customer_lead=-2), "delivery", "0 days", "-2 days", "worse"),
    ("longer warranty", _order(ops_warranty_months=24), "warranty", "12 months", "24 months", "worse"),
    ("shorter warranty", _order(ops_warranty_months=6), "warranty", "12 months", "6 months", "neutral"),
    ("specification", _line(ops_specification="C3"), "specification", "-", "C3", "worse"),
    ("description", _line(name="Bearing, gold"), "specification", "Bearing 6204", "Bearing, gold", "worse"),
    ("longer validity", _order(validity_date="2031-12-31"), "validity", "2030", "2031", "worse"),
    ("other terms", _order(note="<p>Free delivery</p>"), "terms", "Ex works", "Free delivery", "worse"),
    ("incoterm", lambda c, o: o.write({"incoterm": c.ddp.id}), "incoterm", "-|^$", "DDP|DELIVERED", "worse"),
    (
        "less prepayment",
        _order(require_payment=True, prepayment_percent=0.3),
        "prepayment",
        "none",
        "30 %",
        "neutral",
    ),
    (
        "amounts by hand",
        _line(extra_tax_data={"manual_total_excluded": 1, "computation_key": "x"}),
        "amounts",
        "as calculated",
        r"untaxed \$\s1\.00",
        "worse",
    ),
    ("major", _line(product_uom_qty=2000, price_unit=100), "major", "1,250", "200,250", "worse"),
    (
        "contract's payment",
        lambda c, o: _contract(payment_term_id=c.term_60.id)(c, o),
        "payment",
        "30",
        "60",
        "worse",
    ),
    ("contract's delivery", _contract(date_delivery="2030-06-01"), "delivery", "15", "0?6/01|1", "worse"),
    ("contract's warranty", _contract(warranty_months=36), "warranty", "12 months", "36 months", "worse"),
]
