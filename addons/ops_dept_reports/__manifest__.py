{
    "name": "Operations Rulebook: Papers and Analysis",
    "summary": "Printed documents of the operations rulebook on one letterhead, and its analysis views",
    "version": "19.0.1.0.0",
    "category": "Sales/Operations",
    "author": "ops_dept contributors",
    "license": "AGPL-3",
    "depends": [
        "ops_dept",
        "spreadsheet_dashboard",
    ],
    "data": [
        "reports/ops_letterhead.xml",
        "reports/ops_quotation.xml",
        "data/mail_template_data.xml",
        "views/sale_order_views.xml",
    ],
}
