"""A violation of the consultant and his case at each step, for stories that begin there."""

import base64


def make_violation(case, code="R1", employee=None):
    """Return a violation of the consultant, noted by the sales manager who is his head."""
    env = case.env
    employee = employee or env["hr.employee"].search([("user_id", "=", case.consultant.id)])
    if not employee:
        boss, employee = env["hr.employee"].create(
            [{"name": user.name, "user_id": user.id} for user in (case.manager, case.consultant)]
        )
        employee.parent_id = boss
    document = env["crm.lead"].create(
        {"name": "Lost", "user_id": case.consultant.id, "team_id": case.team.id}
    )
    clause_id = env["ops.clause"]._get_id(code)
    return (
        env["ops.violation"]
        .with_user(case.manager)
        .create(
            {
                "clause_id": clause_id,
                "item_id": env["ops.clause"].browse(clause_id).item_ids[-1:].id,
                "employee_id": employee.id,
                "description": "Did not know the customer's plans",
                "document_ref": f"crm.lead,{document.id}",
            }
        )
        .sudo()
    )


def make_loss(case, step="notified"):
    """Return his case about a loss of 400 that he makes good."""
    evidence = base64.b64encode(b"the invoice that was paid twice")
    loss = {"kind": "compensation", "amount_asked": 400, "computation": "2 × 200", "evidence": evidence}
    return make_case(case, step, "R6", **loss)


def make_paper_case(case, step="proposed"):
    """Return the case of a man of the sales manager's who has no login."""
    boss, employee = case.env["hr.employee"].create(
        [{"name": "Head of sales", "user_id": case.manager.id}, {"name": "Driver"}]
    )
    employee.parent_id = boss
    acts = {
        "heard": lambda penalty: penalty.with_user(case.manager).action_note_answer("He had asked twice"),
        "notified": lambda penalty: penalty.with_user(case.manager).action_note_signed("In the file"),
    }
    return make_case(case, step, violation=make_violation(case, employee=employee), acts=acts)


def make_case(case, step="proposed", code="R1", violation=None, acts=None, **vals):
    """Return his case: proposed, heard, decided, notified or appealed."""
    violation = violation or make_violation(case, code)
    penalty = (
        case.env["ops.penalty"]
        .with_user(case.manager)
        .create(
            {
                "employee_id": violation.employee_id.id,
                "line_ids": [(0, 0, {"violation_id": violation.id, "amount": 0 if vals else 50})],
                **vals,
            }
        )
    )
    acts = {
        "heard": lambda penalty: penalty.with_user(case.consultant).action_answer("I had asked twice"),
        "decided": lambda penalty: penalty.with_user(case.leader).action_ops_approve(),
        "notified": lambda penalty: penalty.with_user(case.consultant).action_confirm_reading(),
        "appealed": lambda penalty: penalty.with_user(case.consultant).action_appeal("I was ill that week"),
        **(acts or {}),
    }
    steps = ("proposed", *acts)
    for done in steps[1 : steps.index(step) + 1]:
        acts[done](penalty)
    return penalty.sudo()
