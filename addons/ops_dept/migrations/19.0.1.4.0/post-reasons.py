"""One form asks for reasons: Odoo forgets the old ones' models, their tables it leaves."""

from odoo.tools import SQL

TABLES = (
    "ops_decision_tier_review_rel",
    "ops_contract_deviation_confirm_rel",
    "ops_contract_ops_contract_end_rel",
    "ops_obligation_ops_obligation_waive_rel",
    "ops_receipt_ops_receipt_reverse_rel",
    "ops_decision",
    "ops_contract_deviation_confirm",
    "ops_contract_end",
    "ops_obligation_waive",
    "ops_receipt_reverse",
    "ops_invoice_exception",
)


def migrate(cr, version):
    """Drop the tables of forms that are no longer; they held nothing but what was being typed."""
    if version:
        for table in TABLES:
            cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(table)))
