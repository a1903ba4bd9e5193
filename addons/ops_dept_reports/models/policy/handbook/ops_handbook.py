from odoo import models
from odoo.tools import format_date, format_list, formatLang

from ....tools import watermark


class OpsHandbook(models.Model):
    """The handbook's paper: all clauses in force, chapter by chapter, with who, limit and consequence."""

    _inherit = "ops.handbook"

    def _print_edition(self):
        """Print this edition as it is kept from now on, in the company's language. Clause: G1"""
        self.ensure_one()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content, _kind = report._render_qweb_pdf("ops_dept_reports.report_ops_handbook", self.ids)
        return content

    def _get_paper_lang(self):
        # sudo: a language
        return self.company_id.sudo().partner_id.lang or self.env.lang or "en_US"

    def _get_handbook_paper(self):
        """Return what the handbook says, written in the language of the environment.

        :return: texts ready to print; `sections` with their clauses in the rulebook's order
        :rtype: dict
        """
        self.ensure_one()
        clauses = self._get_clauses().with_context(lang=self.env.lang)
        names = dict(clauses._fields["section"]._description_selection(clauses.env))
        word = "" if self.edition else self.env._("DRAFT")
        return {
            "number": self.env._("Edition %s", self.edition or "—"),
            "date": format_date(self.env, self.date_effective, date_format="long"),
            "count": str(len(clauses)),
            "note": (self.note or "").strip(),
            "watermark": watermark(word) if word else "",
            "sections": [
                {"name": names[section], "rows": [self._get_handbook_row(clause) for clause in members]}
                for section, members in clauses.grouped("section").items()
            ],
        }

    def _get_handbook_row(self, clause):
        """Return one clause as the handbook prints it."""
        roles = clause.role_ids | clause.extra_role_ids
        everybody = self.env.ref("base.group_user")
        who = [self.env._("Everybody") if role == everybody else role.name for role in roles]
        return {
            "code": clause.code,
            "text": clause.text,
            "note": (clause.note or "").strip(),
            "who": format_list(self.env, who, "unit"),
            "limit": clause.limit_text or "",
            "proof": self._get_proof_text(clause),
            "consequences": self._get_consequence_texts(clause),
        }

    def _get_proof_text(self, clause):
        """Return how often a duty of the company's own is owed, by whom, and how it is proven."""
        if not clause.duty_period:
            return ""
        how_often = clause.limit_ids[:1].period_text
        return self.env._("%s: proven by a note and a file", how_often)

    def _get_consequence_texts(self, clause):
        """Return what may follow when the clause is broken, each in a few words."""
        texts = []
        if clause.can_fine:
            low, high = (
                formatLang(self.env, amount, digits=0) for amount in (clause.fine_low, clause.fine_high)
            )
            texts.append(self.env._("Fine %(low)s–%(high)s", low=low, high=high))
        if clause.can_compensate:
            texts.append(self.env._("Loss made good"))
        if clause.can_make_liable:
            texts.append(self.env._("Liability"))
        return texts
