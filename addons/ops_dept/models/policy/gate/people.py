from odoo import models


class OpsGated(models.AbstractModel):
    """Four eyes: who sold or asked decides nothing of it, and another team brings no other manager.

    Person, team and company of a document stay as they are while it is decided. Whom it belonged to at the
    request is kept with each review; whoever owned it then, asked for it or owns it now does not decide.
    """

    _inherit = "ops.gated"

    def _ops_customer(self):
        """Return the customer whose document this is (empty: nobody's)."""
        field = self._fields.get("partner_id")
        return self.partner_id if field and field.comodel_name == "res.partner" else self.env["res.partner"]

    def _ops_people_to_meet(self):
        # sudo: who owns the documents is read with the others
        return super()._ops_people_to_meet().union(*(record.sudo()._ops_owner() for record in self))

    def _ops_partners_to_meet(self):
        met = super()._ops_partners_to_meet()
        return met.union(*(record.sudo()._ops_customer() for record in self))  # sudo: whose customer it is

    def _ops_customer_team(self):
        """Return the team whose customer this is: that of the customer's salesperson, else of the document's.

        :return: crm.team; empty where the document's own team is right, or nobody belongs to a team
        """
        self.ensure_one()
        record_sudo = self.sudo()  # sudo: only which team it is; the manager of it decides
        seller = record_sudo._ops_customer().commercial_partner_id.user_id or record_sudo._ops_owner()[:1]
        team, home = record_sudo._ops_team(), seller.sale_team_id
        if not home or home == team or seller in team.member_ids:
            return self.env["crm.team"]
        company = record_sudo._ops_company()
        return home if home.company_id in (company, company.browse()) else self.env["crm.team"]

    def _ops_post_on_document(self, post):
        """The manager of the customer's team decides, whichever team was chosen on the document."""
        found = super()._ops_post_on_document(post)
        return self._ops_customer_team().user_id if post == "sales_manager" and not found else found

    def _ops_log_other_team(self):
        """Name it in the log when a document is asked for in another team than the customer's."""
        for record in self:
            home = record._ops_customer_team()
            if home:
                record._ops_log("team", comment=f"{home.name} → {record.sudo()._ops_team().name or '-'}")
