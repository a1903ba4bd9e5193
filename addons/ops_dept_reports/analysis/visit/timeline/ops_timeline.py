from odoo import api, fields, models, tools
from odoo.tools import SQL

from .branch import EMPTY, make_branches

PHASES = [("before", "Before the sale"), ("during", "During the sale"), ("after", "After the sale")]


class OpsTimeline(models.Model):
    """What happened with a customer, newest first: one row per visit, call, quotation, contract, delivery,
    invoice, receipt, ticket, that the user may read himself.

    Split by concern: here what a row says, and the kinds; `rights.py` whose rows they are and how one is
    found by its id; `document.py` what the document itself says. Each room declares its kinds (`_sources`,
    see `source.py`); `branch.py` makes the query of them.

    Clause: M5.6
    """

    _name = "ops.timeline"
    _description = "Timeline of customers"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "number"
    _rec_names_search = ["number", "title"]

    # Rooms add kinds of their own.
    _sources = ()

    date = fields.Datetime(readonly=True)
    kind = fields.Selection(selection="_select_kinds", readonly=True)
    phase = fields.Selection(PHASES, readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    contact_id = fields.Many2one("res.partner", "Contact person", readonly=True)
    user_id = fields.Many2one(
        "res.users", "Handled by", readonly=True, help="Who of us did it, or looks after the document."
    )
    company_id = fields.Many2one("res.company", readonly=True)
    number = fields.Char(readonly=True)
    title = fields.Char("What about", readonly=True)
    res_model = fields.Char("Model of the document", readonly=True)
    res_id = fields.Many2oneReference("Id of the document", model_field="res_model", readonly=True)
    icon = fields.Char(compute="_compute_icon", export_string_translation=False)

    @property
    def _table_query(self):
        """What the user may read, of all kinds: a query of his own, nothing of it is stored."""
        branches = [branch for source in self._get_sources() for branch in make_branches(self.env, source)]
        return SQL(" UNION ALL ").join(branches or [EMPTY])

    @api.model
    @tools.ormcache()
    def _get_sources(self):
        """Return the kinds that the rooms declare, in the order of their numbers.

        :raises ValueError: when two of them have one number or name
        """
        found = [source for cls in type(self).__mro__ for source in cls.__dict__.get("_sources", ())]
        for names in ({source.number for source in found}, {source.kind for source in found}):
            if len(names) < len(found):
                raise ValueError(f"{self._name}: two kinds have one number or one name")
        return tuple(sorted(found, key=lambda source: source.number))

    @api.model
    def _select_kinds(self):
        return [(source.kind, self.env._(source.label)) for source in self._get_sources()]

    @api.depends("kind")
    def _compute_icon(self):
        icons = {source.kind: source.icon for source in self._get_sources()}
        for row in self:
            row.icon = icons.get(row.kind)

    @api.depends("kind", "number", "title")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._select_kinds())
        for row in self:
            row.display_name = " ".join(filter(None, (kinds.get(row.kind), row.number or row.title)))
