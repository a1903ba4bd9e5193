from odoo import api, fields, models

from ....tools.rows import find_entry
from ...policy.guarded.moves import Move
from .kinds import ReportKind

# Still with who writes it.
TO_HAND_IN = ("draft", "returned")
# With the head, or filed by him.
HANDED = ("handed", "filed")


class OpsWorkReport(models.Model):
    """What a person hands in, and who stands above him files or gives back with a word.

    Split by concern: here what all kinds have; `hand_in.py` the ways from state to state, `facts.py` what is
    known already, `annual.py` the summary of a year; the other kinds have folders of their own.
    """

    _name = "ops.work.report"
    _inherit = ["ops.personal"]
    _description = "Work report"
    _order = "id desc"
    _rec_names_search = ["name", "title"]

    _ops_clause = "M7.4"
    _number_prefix = "BG-"
    _transitions = {
        "handed": Move("hand_in", TO_HAND_IN),
        "filed": Move("file", ("handed",)),
        "returned": Move("give_back", ("handed",)),
    }
    _state_sets = {
        "handed": HANDED,
        "filed": ("filed",),
        "begun": ("handed", "filed", "returned"),
    }
    _closed_states = ("filed",)
    _report_kinds = {"annual": ReportKind("M7.4", "_get_annual_filers")}

    kind = fields.Selection(
        [("annual", "Annual summary"), ("problem", "Problem")],
        required=True,
        default="problem",
        index=True,
        frozen="begun",
    )
    title = fields.Char("In a few words", frozen="handed", tracking=True)
    text = fields.Text("Report", frozen="handed")
    user_id = fields.Many2one(string="By", frozen="begun")

    date_handed = fields.Datetime("Handed in on", readonly=True, copy=False, stamp=True)
    is_late = fields.Boolean("Handed in late", readonly=True, copy=False, stamp=True)
    date_filed = fields.Datetime("Filed on", readonly=True, copy=False, stamp=True)
    filed_by_id = fields.Many2one(
        "res.users", "Filed by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    return_reason = fields.Text("Given back because", readonly=True, copy=False, stamp=True)
    state = fields.Selection(
        [("draft", "Draft"), ("handed", "Handed in"), ("filed", "Filed"), ("returned", "Given back")],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )
    can_hand_in = fields.Boolean(compute="_compute_can")
    can_file = fields.Boolean(compute="_compute_can")

    _kind_state_idx = models.Index("(company_id, kind, state)")

    @api.depends("name", "title", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for report in self:
            words = (report.name or self._ops_kind(), report.title or kinds.get(report.kind))
            report.display_name = " ".join(filter(None, words))

    @api.depends("state", "kind", "user_id")
    @api.depends_context("uid")
    def _compute_can(self):
        for report in self:
            report.can_hand_in = report.state in TO_HAND_IN and report._may_hand_in()
            report.can_file = report.state == "handed" and report._may_file()

    @api.model
    def _get_kind(self, kind):
        """Return what its room says of a kind."""
        found = find_entry(self, "_report_kinds", kind)
        if not found:
            raise ValueError(f"No room declares the kind {kind!r} of reports")
        return found

    def _get_kind_clause(self):
        self.ensure_one()
        return self._get_kind(self.kind).clause

    def _ops_named_clause(self):
        return self[:1]._get_kind_clause() if self[:1].kind else super()._ops_named_clause()

    def _by_kind(self, step):
        """Call what a kind does at a step, where it does anything, with all of its reports."""
        for kind, reports in self.grouped("kind").items():
            method = getattr(reports, f"_{step}_{kind}", None)
            if method:
                method()
