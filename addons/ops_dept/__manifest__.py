{
    "name": "Operations Rulebook",
    "summary": "The rulebook of a sales and operations department, enforced: gates, obligations, records",
    "version": "19.0.1.4.0",
    "category": "Sales/Operations",
    "author": "ops_dept contributors",
    "license": "AGPL-3",
    "application": True,
    "uninstall_hook": "uninstall_hook",
    "depends": [
        "crm",
        "sale_management",
        "sale_crm",
        "sale_stock",
        "purchase_stock",
        "stock",
        "account",
        "repair",
        "hr",
        "hr_expense",
        "portal",
        "base_tier_validation",
        "helpdesk_mgmt",
    ],
    "data": [
        # Room by room; in a room rights, data, wizards, views; in each, document by document.
        # Where a view is to be applied against this order, its priority says so.
        "security/ops_dept_groups.xml",
        "security/ir.model.access.csv",
        # policy
        "security/policy/guarded.xml",
        "security/policy/own.xml",
        "security/policy/clock.xml",
