"""Tickets were the helpdesk's alone: those at their end become closed cases, the others start at new."""


def migrate(cr, version):
    """Close the cases of tickets that stood at a closed stage, so that nobody is asked to complete them."""
    if version:
        cr.execute(
            "UPDATE helpdesk_ticket ticket SET ops_step = 'closed' FROM helpdesk_ticket_stage stage"
            " WHERE stage.id = ticket.stage_id AND stage.closed AND ticket.ops_step = 'draft'"
        )
