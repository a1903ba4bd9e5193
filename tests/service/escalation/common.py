"""What the tests of escalations share."""

from ..common import ServiceCase

REASON, TRIED = "It leaks again after two visits", "New seal, new shaft"


class EscalationCase(ServiceCase):
    """A confirmed case of the consultant, and who raises it."""

    def _running_case(self):
        return self._confirmed().with_env(self.env)

    def _raise(self, case, user=None, tried=TRIED):
        case.with_user(user or self.consultant).action_ops_escalate(REASON, tried)
        case.invalidate_recordset()
        return case._ops_get_steps()[-1:]

    def _hour(self):
        self.env["ops.question"]._go_on_in(self.company)
        self.env.invalidate_all()

    def _owed(self, step):
        return step._live_obligations("R14")
