{
    "name": "Operations Rulebook: Papers and Analysis",
    "summary": "Printed documents of the operations rulebook on one letterhead, and its analysis views",
    "version": "19.0.1.7.0",
    "category": "Sales/Operations",
    "author": "ops_dept contributors",
    "license": "AGPL-3",
    "uninstall_hook": "uninstall_hook",
    "depends": [
        "ops_dept",
    ],
    "data": [
        # The letterhead first, then room by room; in a room rights, papers, data, views.
        "security/ir.model.access.csv",
        "reports/letterhead.xml",
        "reports/parts.xml",
        # policy
        "reports/policy/handbook.xml",
        "views/policy/handbook.xml",
        "reports/policy/penalty_notice.xml",
        "views/policy/penalty.xml",
        "reports/policy/month_sheet.xml",
        "reports/policy/clean_months.xml",
        "views/policy/month.xml",
        "views/policy/board.xml",
        # visit
        "reports/visit/confirmation.xml",
        "data/visit/confirmation.xml",
        "views/visit/confirmation.xml",
        "reports/visit/customer_selection.xml",
        "reports/visit/customer_references.xml",
        "views/visit/customer.xml",
        "views/visit/analysis.xml",
        # plan
        "reports/plan/meeting_pack.xml",
        "reports/plan/meeting_minutes.xml",
        "views/plan/meeting.xml",
        "reports/plan/work_plan.xml",
        "reports/plan/trip.xml",
        "reports/plan/annual.xml",
        "views/plan/trip.xml",
        "views/plan/work_report.xml",
        "views/visit/timeline.xml",
        # deal
        "security/deal/contract.xml",
        "reports/deal/quotation.xml",
        "reports/deal/contract.xml",
        "data/deal/quotation.xml",
        "data/deal/contract.xml",
        "views/deal/quotation.xml",
        "views/deal/contract.xml",
        # delivery
        "reports/delivery/release_slip.xml",
        "views/delivery/release.xml",
        # cash
        "views/cash/collection.xml",
        "reports/cash/collection.xml",
        "views/cash/work_report.xml",
        "reports/cash/custody_sheet.xml",
        "views/cash/custody.xml",
        # the menus name everybody's actions
        "views/ops_dept_reports_menus.xml",
    ],
}
