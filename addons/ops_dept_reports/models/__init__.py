from . import (
    ir_actions_report,
    ops_printed,
    res_company,
    res_currency,
    res_partner,
    sale_order,
    sale_order_line,
    sale_order_mail,
)
