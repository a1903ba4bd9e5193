"""A visit and a case of the consultant's customer, ready to be rated."""

from ..visit.visit_case import VisitCase


class RatedCase(VisitCase):
    """The customer's person has a mail address and reads Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"]._load_module_terms(["ops_dept", "rating"], ["zh_CN"])
        cls.person.lang = "zh_CN"
        cls.public_user = cls.env.ref("base.public_user")

    def _reported(self, **vals):
        """Return a call of the consultant that is reported."""
        call = self._plan(channel="outbound", reached="reached", is_packed=False, **vals)
        self._say(call)
        call.action_report()
        return call

    def _case(self, step="closed", **vals):
        """Return a case of the customer's person at a step: how it comes there is shown in its own room."""
        case = self.env["helpdesk.ticket"].create(
            {
                "name": "Pump leaks",
                "description": "It leaks",
                "partner_id": self.person.id,
                "company_id": self.company.id,
                "user_id": False,
                **vals,
            }
        )
        case._stamp({"ops_step": step})
        return case

    def _asked(self, record):
        """Ask for the rating of a record; return the rating that waits for its answer."""
        record._ops_ask_rating()
        return self.env["rating.rating"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id), ("consumed", "=", False)]
        )

    def _rate(self, record, value, words=""):
        """Let the customer answer, as the page does: he is no user of ours."""
        rating = self._asked(record.with_env(self.env)).with_user(self.public_user).sudo()
        record.with_user(self.public_user).sudo().rating_apply(value, rating=rating, feedback=words)
        return rating.with_env(self.env)
