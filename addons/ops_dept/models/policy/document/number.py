from contextlib import contextmanager

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# Width of the running part of a number.
NUMBER_PADDING = 5


class OpsRecord(models.AbstractModel):
    """The numbers of a record: one series per company and kind, counted anew each year."""

    _inherit = "ops.record"

    _number_prefix = ""  # how the numbers begin, before the year
    _number_series = {}  # another numbered field: code of its series, prefix

    def _issue_numbers(self):
        """Give each new record its number."""
        self._draw_numbers("name", self._name, self._description, self._number_prefix)

    def _draw_further_numbers(self, field):
        """Give each record the next number of a series in `_number_series`."""
        title = self._fields[field].get_description(self.env)["string"]
        code, prefix = self._number_series[field]
        self._draw_numbers(field, code, title, prefix)

    def _draw_numbers(self, field, code, title, prefix):
        """Give each of these records the next number of a series that none of its company bears.

        Year and counter are those of the company's day: neither the clock of the user, nor that of the
        server, nor what a client puts in the context decides them. A number in use (made when they differed,
        or taken over) is skipped.

        :param str field: the field that bears the number
        :param str code: the code of the series
        :param str title: what the series is called when the first record makes it
        :param str prefix: how its numbers then begin, before the year
        """
        # in one order: who waits for a series holds none that the other waits for
        for company, records in sorted(self.grouped("company_id").items(), key=lambda item: item[0].id):
            numbers = self._take_numbers(len(records), company, field, code, title, prefix)
            for record, number in zip(records, numbers, strict=True):
                record._stamp({field: number})

    @api.model
    def _number_new(self, vals_list, company):
        """Return the values of new records of a company with their numbers: what the software makes by
        hundreds is not written once more.
        """
        series = ("name", self._name, self._description, self._number_prefix)
        numbers = vals_list and self._take_numbers(len(vals_list), company, *series)
        return [{**vals, "name": number} for vals, number in zip(vals_list, numbers, strict=True)]

    @api.model
    def _take_numbers(self, number, company, field, code, title, prefix):
        """Return the next numbers of a company's series; see `_draw_numbers`."""
        today = company._ops_today()
        # sudo: who may create or approve the record takes a number, without any right on sequences
        with self.sudo()._lend_number_series(company, code, title, prefix, today) as series_sudo:
            return self._find_free_numbers(number, series_sudo, field, company, today)

    @api.model
    def _find_free_numbers(self, number, series_sudo, field, company, today):
        """Return the next numbers of a series, as many as asked for, none of them in use."""
        series_sudo = series_sudo.with_context(
            tz=company._ops_tz(), ir_sequence_date=today, ir_sequence_date_range=today
        )
        free = []
        while missing := number - len(free):
            drawn = self._draw_at_once(series_sudo, missing, today)
            domain = Domain("company_id", "=", company.id) & Domain(field, "in", drawn)
            # sudo: a number is taken, whoever may read its record
            used = set(self.sudo().with_context(active_test=False).search(domain).mapped(field))
            free += [number for number in drawn if number not in used]
        return free

    @api.model
    def _draw_at_once(self, series_sudo, number, today):
        """Return the next numbers of a series; one of core's standard kind gives many in one statement."""
        drawn = [series_sudo.next_by_id()]  # opens the year
        if number == 1:
            return drawn
        if series_sudo.implementation != "standard":
            return drawn + [series_sudo.next_by_id() for _number in range(number - 1)]
        counter, name = series_sudo, f"ir_sequence_{series_sudo.id:03d}"
        if series_sudo.use_date_range:
            year = series_sudo.date_range_ids.filtered(lambda one: one.date_from <= today <= one.date_to)[:1]
            counter = series_sudo.with_context(ir_sequence_date_range=year.date_from)
            name = f"{name}_{year.id:03d}"
        rows = series_sudo.env.execute_query(
            SQL("SELECT nextval(%s) FROM generate_series(2, %s)", name, number)
        )
        return drawn + [counter.get_next_char(value) for (value,) in rows]

    @contextmanager
    def _lend_number_series(self, company, code, title, prefix, today):
        """Lend the series of the company; the first document makes it, and that of a year opens the year.

        Who comes at the same moment waits until that document is stored, and then draws from what was opened
        meanwhile. His transaction, older than that, does not see it: a second connection draws for him.
        """
        series = self._find_series(company, code, today)
        if series:
            yield series
            return
        key = f"ops.document,{code},{company.id}"
        self.env.execute_query(SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", key))
        # Not a read-only cursor: that may be a replica, which is late.
        with self.env.registry.cursor() as fresh:
            series = self.with_env(self.env(cr=fresh))._find_series(company, code, today)
            if series:
                yield series
                return
        yield self._make_series(company, code, title, prefix)

    @api.model
    def _find_series(self, company, code, today):
        """Return the company's series if it counts already what is made today; else none."""
        mine = Domain("code", "=", code) & Domain("company_id", "=", company.id)
        year = Domain("date_from", "<=", today) & Domain("date_to", ">=", today)
        counts = Domain("use_date_range", "=", False) | Domain("date_range_ids", "any", year)
        return self.env["ir.sequence"].search(mine & counts, limit=1)

    @api.model
    def _make_series(self, company, code, title, prefix):
        """Return the company's series, made if it has none; its counter of the year follows with a number."""
        series = self.env["ir.sequence"].search(
            [("code", "=", code), ("company_id", "=", company.id)], limit=1
        )
        return series or self.env["ir.sequence"].create(
            {
                "name": f"{title} {company.name}",
                "code": code,
                "company_id": company.id,
                "prefix": f"{prefix}%(year)s-",
                "padding": NUMBER_PADDING,
                "use_date_range": True,
            }
        )
