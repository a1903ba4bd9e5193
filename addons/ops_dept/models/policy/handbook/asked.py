from odoo import api, fields, models
from odoo.fields import Domain


class OpsHandbookAck(models.Model):
    """Who is asked to acknowledge: everybody with a role, by a new edition or a role newly given (M7.1)."""

    _inherit = "ops.handbook.ack"

    @api.model
    def _ask(self, companies, users=None):
        """Ask who has not acknowledged the newest edition of these companies with the roles that he has now.

        What nobody owes any more is dropped: of an older edition, of who has left or lost his roles. Done
        twice it changes nothing.

        :param users: only these (default: everybody)
        """
        # sudo: nobody writes acknowledgements by hand; asking follows from publishing and from roles
        model = self.sudo()
        for company in companies:
            handbook_id = self.env["ops.handbook"]._get_current_id(company)
            if handbook_id and company._ops_rulebook_on():
                model._ask_for(self.env["ops.handbook"].sudo().browse(handbook_id), users)

    def _ask_for(self, handbook, users):
        """Ask these users (None: all) for one edition. One at a time does it: whoever is not asked because
        somebody else asks at that moment is asked by the job of the night.
        """
        if not handbook.try_lock_for_update():
            return
        roles = self._get_roles_of_people(handbook.company_id, users)
        domain = Domain("company_id", "=", handbook.company_id.id)
        if users is not None:
            domain &= Domain("user_id", "in", users.ids)
        asked = self.search(domain & Domain("state", "=", "asked"))
        late = asked.filtered(lambda ack: ack.handbook_id != handbook or ack.user_id not in roles)
        if late:
            late._stamp({"state": "dropped"})
        known, open_users = self._get_known(handbook, domain), (asked - late).user_id
        wanted = {
            user: "role" if user in known else "edition"
            for user, held in roles.items()
            if user not in open_users and held - known.get(user, self.env["res.groups"])
        }
        now = fields.Datetime.now()
        if not wanted:
            return
        self._create_stamped(
            [
                {
                    "handbook_id": handbook.id,
                    "company_id": handbook.company_id.id,
                    "user_id": user.id,
                    "state": "asked",
                    "reason": reason,
                    "date_asked": now,
                }
                for user, reason in wanted.items()
            ]
        )

    def _get_known(self, handbook, domain):
        """Return user → roles with which he has acknowledged this edition."""
        known = {}
        for ack in self.search(
            domain & Domain("handbook_id", "=", handbook.id) & Domain("state", "=", "done")
        ):
            known[ack.user_id] = known.get(ack.user_id, self.env["res.groups"]) | ack.role_ids
        return known

    @api.model
    def _get_roles_of_people(self, company, users):
        """Return user → roles of the rulebook, for the active internal users of a company who have one."""
        role_ids = self.env["res.groups"]._ops_role_ids()
        domain = (
            Domain("share", "=", False)
            & Domain("company_ids", "in", company.ids)
            & Domain("all_group_ids", "in", role_ids)
        )
        if users is not None:
            domain &= Domain("id", "in", users.ids)
        roles = self.env["res.groups"].browse(role_ids)
        people = self.env["res.users"].sudo().search(domain)  # sudo: who holds which role
        return {user: user.all_group_ids & roles for user in people}

    @api.model
    def _cron_ask(self):
        """Ask who came to owe it otherwise: back from the archive, or into another company."""
        companies = self.env["res.company"]._ops_companies_on()
        self._ask(self.env["res.company"].browse(sorted(companies)))
