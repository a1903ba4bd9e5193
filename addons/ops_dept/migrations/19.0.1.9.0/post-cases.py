"""Tickets were the helpdesk's alone: those at their end become closed cases, the others start at new."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Close the cases of tickets that stood at a closed stage, so that nobody is asked to complete them; the
    time of the others at their first step counts from now.
    """
    if not version:
        return
    cr.execute(
        "UPDATE helpdesk_ticket ticket SET ops_step = 'closed' FROM helpdesk_ticket_stage stage"
        " WHERE stage.id = ticket.stage_id AND stage.closed AND ticket.ops_step = 'draft'"
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["helpdesk.ticket"].search([("ops_step", "=", "draft")])._ops_filter_cases()._ops_keep_step()
