"""Recipes of earlier versions: statements that make a present database one of the version before, and so on.

Whoever changes stored columns, indexes or records of the add-ons raises the version, and says here how a
database of the version before looked: what was added since goes, what was there comes back, and what a
migration has to mend is broken the way it was. The newest comes first; the test goes back through all of
them and updates once.
"""


def forget(model, *names):
    """Return statements that remove records of ours which the version did not have yet."""
    table = model.replace(".", "_").replace("ir_actions_act", "ir_act")
    listed = ", ".join(f"'{name}'" for name in names)
    ours = f"module = 'ops_dept' AND model = '{model}' AND name IN ({listed})"
    return (
        f"DELETE FROM {table} WHERE id IN (SELECT res_id FROM ir_model_data WHERE {ours})",
        f"DELETE FROM ir_model_data WHERE {ours}",
    )


def without(model, *fields, module="ops_dept"):
    """Return statements that remove stored fields which the version did not have yet."""
    listed = ", ".join(f"'{field}'" for field in fields)
    return (
        f"ALTER TABLE {model.replace('.', '_')} " + ", ".join(f"DROP COLUMN {field}" for field in fields),
        f"DELETE FROM ir_model_data USING ir_model_fields field WHERE module = '{module}'"
        f" AND ir_model_data.model = 'ir.model.fields' AND res_id = field.id"
        f" AND field.model = '{model}' AND field.name IN ({listed})",
        f"DELETE FROM ir_model_fields WHERE model = '{model}' AND name IN ({listed})",
    )


def with_link(model, field, comodel):
    """Return statements that bring back a required link which the version still had."""
    table = model.replace(".", "_")
    return (
        f"ALTER TABLE {table} ADD {field} integer NOT NULL REFERENCES {comodel.replace('.', '_')}"
        " ON DELETE CASCADE",
        "INSERT INTO ir_model_fields (model, model_id, name, field_description, ttype, relation, state,"
        " store)"
        f" SELECT model, id, '{field}', '{{\"en_US\": \"{field}\"}}', 'many2one', '{comodel}', 'base', true"
        f" FROM ir_model WHERE model = '{model}'",
        "INSERT INTO ir_model_data (module, model, name, res_id)"
        f" SELECT 'ops_dept', 'ir.model.fields', 'field_{table}__{field}', id FROM ir_model_fields"
        f" WHERE model = '{model}' AND name = '{field}'",
    )


def depending_on(*modules):
    """Return a statement that lets ops_dept depend on modules that it asked for then."""
    listed = ", ".join(f"('{module}')" for module in modules)
    return (
        "INSERT INTO ir_module_module_dependency (name, module_id, auto_install_required)"
        f" SELECT asked.name, ours.id, false FROM (VALUES {listed}) asked (name), ir_module_module ours"
        " WHERE ours.name = 'ops_dept'",
    )


def as_typed(table, column):
    """Return a statement that puts numbers back into the full-width digits of a Chinese keyboard."""
    return (f"UPDATE {table} SET {column} = translate({column}, '0123456789', '０１２３４５６７８９')",)


def with_buttons(**methods):
    """Return statements that give the buttons of stored views their former methods."""
    return tuple(
        f"UPDATE ir_ui_view SET arch_db = replace(arch_db::text, '\\\"{new}\\\"', '\\\"{old}\\\"')::jsonb"
        f" WHERE arch_db::text LIKE '%{new}%'"
        for new, old in methods.items()
    )


def with_names(model, **names):
    """Return statements that give fields and buttons of a model of ours their former names, in the database
    and wherever somebody wrote them down.
    """
    table = model.replace(".", "_")
    written = (
        ("ir_ui_view", "model", "arch_db", "jsonb"),
        ("tier_definition", "model", "definition_domain", "text"),
    )
    return tuple(
        f"UPDATE {where} SET {column} = regexp_replace({column}::text, '\\y{new}\\y', '{old}', 'g')::{kind}"
        f" WHERE {of} = '{model}' AND {column}::text LIKE '%{new}%'"
        for where, of, column, kind in written
        for new, old in names.items()
    ) + tuple(
        statement
        for new, old in names.items()
        if not new.startswith(("can_", "action_"))
        for statement in (
            f"ALTER TABLE {table} RENAME COLUMN {new} TO {old}",
            f"UPDATE ir_model_fields SET name = '{old}' WHERE model = '{model}' AND name = '{new}'",
            f"UPDATE ir_model_data SET name = 'field_{table}__{old}' WHERE name = 'field_{table}__{new}'",
        )
    )


RECIPES = {
    "19.0.1.12.0": (
        # contracts were bound by nobody
        *without("ops.contract", "volume_id", "volume_position"),
        "DROP TABLE ops_contract_volume_line CASCADE",
        "DROP TABLE ops_contract_volume CASCADE",
        # rounds were told whenever, site conditions with the signature or not at all
        *without("ops.contract", "date_site_told", "site_told_by_id"),
        *without("ops.contract.round", "is_late", "guidance", "guided_by_id"),
        *forget("ops.clause.limit", "clause_limit_w3_b", "clause_limit_m7_6"),
        # nobody was permitted to use the company's name
        *without("ops.proposal", "used_for", "date_from", "date_until"),
        *forget("tier.definition", "tier_definition_proposal_use_of_name"),
        *forget("ops.clause.limit", "clause_limit_m7_3_answer"),
        *forget(
            "ops.clause.item",
            "clause_item_m7_3_contract",
            "clause_item_m7_3_name",
            "clause_item_m7_3_form",
        ),
        # nobody was invited to advise, no consultation was answered
        *without("ops.bid", "customer_answer"),
        "DROP TABLE ops_bid_adviser_rel CASCADE",
        "DROP TABLE ops_bid_invite CASCADE",
        "DELETE FROM ops_question WHERE kind_id IN (SELECT res_id FROM ir_model_data"
        " WHERE module = 'ops_dept' AND name = 'ops_question_kind_opinion')",
        *forget("ops.question.kind", "ops_question_kind_opinion"),
    ),
    "19.0.1.11.0": (
        # a trip's other end was asked for by a form of its own
        *without("ops.trip.change", "res_model", "res_ids", "what"),
        *with_link("ops.trip.change", "trip_id", "ops.trip"),
        "ALTER TABLE ops_trip_change ALTER reason SET NOT NULL, ALTER date_end SET NOT NULL",
    ),
    "19.0.1.10.0": (
        *with_buttons(
            action_open_invoice_requests="action_view_invoice_requests",
            action_open_originals="action_ops_open_originals",
        ),
        "UPDATE ir_ui_view SET arch_db = regexp_replace(arch_db::text, '\\ycustody_count\\y',"
        " 'ops_custody_count', 'g')::jsonb WHERE arch_db::text LIKE '%custody_count%'",
    ),
    "19.0.1.9.0": (
        *without("tier.review", "ops_requester_id"),
        # a duty whose violation was dismissed could not be violated again
        "DROP INDEX ops_violation_obligation_uniq",
        "CREATE UNIQUE INDEX ops_violation_obligation_uniq ON ops_violation (obligation_id)"
        " WHERE obligation_id IS NOT NULL",
        "COMMENT ON INDEX ops_violation_obligation_uniq IS"
        " 'UNIQUE INDEX (obligation_id) WHERE obligation_id IS NOT NULL'",
    ),
    "19.0.1.8.0": (
        # tickets were the helpdesk's alone
        *without("ops.visit", "case_id", "work_done", "parts_used", "service_signed_by"),
        *without("stock.move", "ops_ticket_line_id", "ops_loan_id"),
        *without("repair.order", "ops_ticket_line_id"),
        *without("stock.warehouse", "ops_quarantine_id", "ops_loan_place_id"),
        "DROP TABLE ops_ticket_loan CASCADE",
        *without("stock.lot", "ops_replaces_id"),
        *without("account.move", "ops_ticket_id"),
        *without("sale.order", "ops_ticket_id"),
        "DROP TABLE ops_ticket_line CASCADE",
        "DROP TABLE ops_ticket_step CASCADE",
        *without("helpdesk.ticket", "ops_step", "ops_process", "ops_date_received", "ops_reason"),
        *without("helpdesk.ticket", "ops_fault_of", "ops_order_id", "ops_picking_id", "ops_salesman_id"),
        *without("helpdesk.ticket", "ops_team_id", "ops_dispatch", "ops_dispatch_reason"),
        *without("helpdesk.ticket", "ops_dispatch_user_id", "ops_dispatch_date", "ops_result"),
        *without("helpdesk.ticket", "ops_date_solved", "ops_date_taken", "ops_told_how", "ops_told_whom"),
        *without("helpdesk.ticket", "ops_told_text", "ops_told_date", "ops_told_by_id", "ops_end_reason"),
        *without("helpdesk.ticket", "ops_reopen_reason", "ops_reopen_count", "ops_waiting_since"),
        *without("helpdesk.ticket", "ops_waiting_for_word", "ops_waited_hours", "validation_status"),
        *without("helpdesk.ticket", "ops_requester_id", "ops_date_submitted", "ops_date_approved"),
        *without("helpdesk.ticket", "ops_gate_error", "ops_hours_response", "ops_hours_spent"),
        *without("helpdesk.ticket", "ops_print_count", module="ops_dept_reports"),
        # nothing stood still, nothing was raised by itself
        *without("ops.obligation", "date_paused", "date_due_paused"),
        *without("ops.question", "date_paused"),
        *forget("ir.cron", "ir_cron_escalation"),
        "DELETE FROM ops_question WHERE kind_id IN (SELECT res_id FROM ir_model_data"
        " WHERE module = 'ops_dept' AND name = 'ops_question_kind_awaited')",
        *forget("ops.question.kind", "ops_question_kind_awaited"),
        *forget("ops.clause.limit", "clause_limit_r14_awaited"),
        *without("helpdesk.ticket", "ops_date_number"),
        *forget(
            "tier.definition",
            "tier_definition_case_service",
            "tier_definition_case_repair",
            "tier_definition_case_return",
        ),
        "INSERT INTO helpdesk_ticket (name, number, description, company_id, stage_id, active, priority)"
        " SELECT 'Solved long ago', 'HT-OLD', '<p>?</p>', company.id, stage.id, true, '1'"
        " FROM res_company company, helpdesk_ticket_stage stage WHERE stage.closed"
        " ORDER BY company.id, stage.sequence LIMIT 1",
    ),
    "19.0.1.7.0": (
        # fapiao stood as text only
        "DROP TABLE ops_fapiao CASCADE",
        # customers rated nothing, needs had no source
        *without("ops.visit", "rating_last_value"),
        *without("helpdesk.ticket", "rating_last_value"),
        *without("rating.rating", "ops_customer_id", "ops_company_id", "ops_level"),
        *without("ops.customer.fact", "way", "ticket_id"),
        *without("res.company", "ops_weight_cases", "ops_weight_visits", "ops_weight_orders"),
        *without("res.company", "ops_repeat_orders"),
        # statements of account had no page
        *without("ops.reconciliation", "online_link", "online_by", "online_address", "access_token"),
    ),
    "19.0.1.6.0": (
        # nobody had laid the shipped days, and no words were kept
        "DELETE FROM resource_calendar_leaves WHERE id IN (SELECT leave_id FROM ops_calendar_day)",
        "DELETE FROM ops_calendar_day",
        "DELETE FROM ir_attachment WHERE id IN"
        " (SELECT res_id FROM ir_model_data WHERE model = 'ir.attachment' AND name LIKE 'words_zh_CN_%')",
        "DELETE FROM ir_model_data WHERE model = 'ir.attachment' AND name LIKE 'words_zh_CN_%'",
        "UPDATE ir_model SET name = name || '{\"zh_CN\": \"咨询内容\"}' WHERE model = 'ops.question'",
        # no visits, no kit, no cards; nobody was compared
        *without("ops.customer.fact", "visit_id"),
        *without("helpdesk.ticket", "ops_visit_id"),
        *without("calendar.event", "ops_visit_id"),
        *without("sale.order", "ops_visit_id", "ops_agreement"),
        *without("res.partner", "ops_another_reason"),
        *without("crm.lead", "ops_another_reason"),
        *without("ops.question.kind", "asks_decision"),
        *without("ops.question", "decision"),
        *without("res.company", "ops_visit_minutes", "ops_map_address", "ops_call_days"),
        *without("res.company", "ops_place_on", "ops_place_days", "ops_place_metres"),
        *without("res.users.settings", "ops_place_answer", "ops_place_days"),
        *without("ops.customer", "has_place", "place_latitude", "place_longitude"),
        *forget("ir.cron", "ir_cron_places_forget"),
        # nobody counted what was done in time
        "DROP INDEX ops_obligation_ended_idx",
        # no targets, plans, meetings, trips, reports, suggestions
        *without("res.company", "ops_plan_visits", "ops_meeting_weekday", "ops_meeting_hour"),
        *without("res.company", "ops_training_days"),
        *without("ops.clause.limit", "opens_from"),
        "DROP TABLE ops_meeting_attendance, ops_meeting_topic, ops_meeting_decision, ops_meeting_step,"
        " ops_meeting, ops_work_report_fact, ops_work_report_suggestion,"
        " ops_work_report_debt, ops_work_report, ops_proposal,"
        " ops_trip_res_partner_rel, ops_trip, ops_target, ops_work_plan_res_partner_rel, ops_work_plan"
        " CASCADE",
        # no promises to pay, no signed notes, no originals in custody, no half-year statements
        "DROP TABLE ops_reconciliation_seal_rel, ops_reconciliation_difference, ops_reconciliation CASCADE",
        *without("res.company", "ops_reconciliation_days"),
        *forget("ir.cron", "ir_cron_reconciliation"),
        # no cheques and bills
        *without("ops.receipt", "instrument_id"),
        "DROP TABLE ops_instrument_photo_rel, ops_instrument CASCADE",
        *without("res.company", "ops_cheque_journal_id", "ops_draft_journal_id", "ops_bank_bill_journal_id"),
        *without("res.company", "ops_commercial_bill_journal_id", "ops_notes_account_id"),
        *without("res.company", "ops_cheques_account_id", "ops_discount_account_id"),
        "DROP TABLE ops_custody_move, ops_custody CASCADE",
        "DROP TABLE ops_dunning_line, ops_dunning CASCADE",
        "DROP TABLE ops_delivery_notice_change, ops_delivery_notice_line, ops_delivery_notice CASCADE",
        "DROP TABLE ops_acceptance_user_rel, ops_acceptance_photo_rel, ops_acceptance_defect,"
        " ops_acceptance_line, ops_acceptance CASCADE",
        *without("res.company", "ops_notice_days"),
        "DROP TABLE ops_arrival CASCADE",
        *without("ops.release.line", "quantity_by_hand"),
        *without("ops.release", "waybill"),
        "DROP TABLE account_move_ops_promise_rel, ops_promise CASCADE",
        *forget("ir.cron", "ir_cron_promise_settle", "ir_cron_obligation_owed", "ir_cron_custody"),
        *without("ops.release", "note_stage", "note_signed_by", "date_note_handed", "note_handed_by_id"),
        *without("ops.release", "date_note_taken", "note_taken_by_id", "note_return_reason"),
        "DROP TABLE ops_release_note_rel, ops_release_load_rel, ops_invoice_request_sign_rel",
        *without("ops.invoice.request", "way", "waybill", "date_sent", "sent_by_id"),
        "DROP TABLE ops_visit_objection, ops_visit_offer, ops_checklist_answer, ops_kit, ops_checklist_item,"
        " ops_checklist, ops_visit, ops_visit_choice, ops_visit_shown_card_rel, ops_visit_shown_item_rel,"
        " ops_visit_left_item_rel, ops_visit_photo_rel, ops_visit_place, ops_checklist_ops_clause_rel,"
        " ops_checklist_item_ops_clause_rel CASCADE",
    ),
    "19.0.1.5.0": (
        # importance stood on the contact, one for all companies
        "ALTER TABLE res_partner ADD COLUMN ops_importance varchar",
        "UPDATE res_partner SET ops_importance = file.importance FROM ops_customer file"
        " WHERE file.partner_id = res_partner.id",
        "DROP TABLE ops_customer_situation, ops_customer_fact, ops_customer_item, ops_customer, ops_district"
        " CASCADE",
        *without("res.company", "ops_stale_key_days", "ops_stale_ordinary_days"),
        *without("res.partner", "ops_is_competitor", "ops_strengths"),
        *without("crm.lead", "ops_business", "ops_potential", "ops_potential_reason", "ops_date_potential"),
        *without("crm.lead", "ops_competitor_id", "ops_competitor_reason", "ops_strategy", "ops_district_id"),
        *forget("ir.cron", "ir_cron_customer_situations"),
        # the days of holidays were called as the values of a rule are
        'UPDATE ir_model_fields SET field_description = \'{"en_US": "From", "zh_CN": "原值"}\''
        " WHERE model = 'ops.calendar.day' AND name = 'date_from'",
    ),
    "19.0.1.4.0": (
        *without("ops.obligation", "date_violated", "never_violated"),
        *without("tier.definition", "ops_time_limit"),
        *without("res.users", "ops_sells_himself"),
        "DROP TABLE ops_calendar_day CASCADE",
        *forget("ir.cron", "ir_cron_obligation_violations"),
        *forget("ir.ui.menu", "ops_obligation_menu_late"),
        "UPDATE ops_obligation SET state = 'late' WHERE id = (SELECT min(id) FROM ops_obligation)",
    ),
    "19.0.1.3.0": (
        *with_names(
            "ops.contract",
            is_major="ops_is_major",
            major_marked="ops_major_marked",
            has_difficult_product="ops_has_difficult_product",
            can_request_release="ops_can_request_release",
            action_request_release="action_ops_request_release",
            can_sign="ops_can_sign",
            can_enter="ops_can_enter",
            can_cancel="ops_can_cancel",
        ),
        *with_names(
            "ops.invoice.request",
            asked_content="ops_asked_content",
            action_open_invoice="action_ops_open_invoice",
            action_open_orders="action_ops_open_orders",
            can_hand_over="ops_can_hand_over",
        ),
    ),
    "19.0.1.2.0": (
        *without("ir.attachment", "ops_is_evidence"),
        *with_buttons(
            action_open_deliveries="action_view_pickings",
            action_open_order="action_view_order",
            action_open_quotations="action_view_quotations",
            action_open_lead="action_view_lead",
            action_ops_open_bids="action_view_ops_bids",
            action_ops_open_bid="action_view_ops_bid",
            action_ops_open_releases="action_ops_view_releases",
        ),
    ),
    "19.0.1.1.0": (
        *without("ops.log", "setting", "value_from", "value_to"),
        *forget("ir.ui.menu", "ops_log_menu_rules"),
        "DELETE FROM ir_act_window_view WHERE view_id IN (SELECT res_id FROM ir_model_data"
        " WHERE module = 'ops_dept' AND name IN ('ops_log_view_list_rules', 'ops_log_view_kanban_rules'))",
        *forget("ir.actions.act_window", "ops_log_action_rules"),
        *forget("ir.ui.view", "ops_log_view_kanban_rules", "ops_log_view_list_rules"),
        *depending_on("maintenance", "calendar", "contacts", "hr", "base_exception"),
    ),
    "19.0.1.0.0": (
        *without("ops.contract", "delivery_open_reason", "name_key"),
        *without("ops.contract.deviation", "date_refused", "refusal_reason", "refused_by_id"),
        *without("ops.invoice.request.line", "amount_asked", "amount_kind"),
        *without("ops.receipt", "books_text", "reference_key"),
        *without("res.company", "ops_site_requirements_label"),
        *without("sale.order", "ops_date_contract_asked"),
        *without("tier.review", "ops_excluded"),
        "DROP INDEX ops_bid_name_unique, ops_release_name_unique, ops_invoice_request_name_unique,"
        " ops_receipt_name_unique",
        # all templates of ops_dept_reports stood in one file
        "UPDATE mail_template SET template_fs = 'ops_dept_reports/data/mail_template_data.xml'"
        " WHERE template_fs = 'ops_dept_reports/data/deal/quotation.xml'",
        # a document made in the first hours of a year bore a number that came again
        "UPDATE ops_bid SET name = first.name FROM (SELECT * FROM ops_bid ORDER BY id LIMIT 1) first"
        " WHERE ops_bid.company_id = first.company_id AND ops_bid.id = (SELECT max(id) FROM ops_bid)",
        # numbers were kept as they were typed
        *as_typed("ops_receipt", "payer_reference"),
        *as_typed("ops_invoice_request", "tax_number"),
        *as_typed("res_partner", "vat"),
        # labels that have other words since
        'UPDATE ir_model_fields SET field_description = \'{"en_US": "Amount", "zh_CN": "金额"}\''
        " WHERE model = 'ops.invoice.request' AND name = 'amount_total'",
    ),
}
