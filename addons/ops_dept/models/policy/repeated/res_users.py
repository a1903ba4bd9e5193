from odoo import fields, models

# Of each line of work only the highest role owes what is owed in person (lowest first).
LINES = (
    ("consultant", "sales_manager", "store_head"),
    ("field_specialist", "market_specialist", "market_head"),
    ("leader", "general_manager"),
)
# The store head is the sales manager of his store and owes what a sales manager owes.
ALSO = {"store_head": "sales_manager"}


class ResUsers(models.Model):
    """For which of his roles a person owes repeated duties."""

    _inherit = "res.users"

    _ops_left = ((50, "_ops_release_duties"),)

    ops_sells_himself = fields.Boolean(
        "Also sells himself",
        groups="ops_dept.ops_dept_group_admin",
        help="Of a manager: he owes what a sales consultant owes, too.",
    )

    def _ops_owing_group_ids(self):
        """Return the ids of the groups for which this user owes: of a line of work the highest only."""
        self.ensure_one()
        held = set(self._get_group_ids())
        lookup = self.env["ir.model.data"]._xmlid_to_res_id
        for line in LINES:
            ids = {code: lookup(f"ops_dept.ops_dept_group_{code}") for code in line}
            mine = [code for code in line if ids[code] in held]
            owing = {mine[-1], ALSO.get(mine[-1])} if mine else set()
            if self.sudo().ops_sells_himself:  # sudo: a fact about a colleague, asked by the job
                owing.add("consultant")
            held -= {group_id for code, group_id in ids.items() if code not in owing}
        return held

    def _ops_release_duties(self):
        """Let these people owe nothing more of what they owed in person for a role they gave up."""
        self.env["ops.obligation"]._release_former_holders(self)
