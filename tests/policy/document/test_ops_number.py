"""Numbers without gaps, as one transaction sees them; many at once are in tests/scale."""

from odoo.tests import TransactionCase, tagged
from odoo.tools import SQL

from ...common import clause


@tagged("post_install", "-at_install")
class TestOpsNumber(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = cls.env["ops.number"]
        # A series that other transactions see: the numbers of one that they do not see could not be taken.
        cls.query = SQL("SELECT COALESCE(MAX(color), 0) FROM res_partner WHERE ref = 'ops.number.trial'")

    def _use(self, *numbers):
        self.env["res.partner"].create(
            [{"name": "Number", "ref": "ops.number.trial", "color": number} for number in numbers]
        )

    def _take(self, count=1):
        return self.numbers._take("ops.number.trial", self.query, count)

    @clause("M7.3", part="number")
    def test_begins_with_one_and_goes_on_from_the_transactions_own(self):
        self.assertEqual(self._take(), 1)
        self.assertEqual(self._take(), 1, "a number that is not stored was not taken")
        self._use(1)
        self.assertEqual(self._take(), 2)

    @clause("M7.3", part="number")
    def test_a_batch_takes_numbers_in_a_row_in_as_many_statements_as_one(self):
        self._take()  # warm
        counts = {}
        for count in (2, 20):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            first = self._take(count)
            counts[count] = self.env.cr.sql_log_count - before
            self._use(*range(first, first + count))
        self.assertEqual(counts[2], counts[20])
        self.assertEqual(self._take(), 23)

    def test_what_is_rolled_back_was_never_taken(self):
        self._use(1)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self._use(self._take())
            raise ZeroDivisionError
        self.assertEqual(self._take(), 2)

    def test_a_series_may_begin_higher(self):
        self.query = SQL("SELECT GREATEST(7, (%s))", self.query)
        self.assertEqual(self._take(), 8)

    def test_series_do_not_touch(self):
        self._use(1, 2, 3)
        other = SQL("SELECT COALESCE(MAX(color), 0) FROM res_partner WHERE ref = 'ops.number.other'")
        self.assertEqual(self.numbers._take("ops.number.other", other), 1)

    def test_at_least_one(self):
        with self.assertRaises(ValueError):
            self._take(0)

    def test_waits_for_the_disk_after_the_lock_and_once(self):
        """Where commits wait for the disk, the one with the number makes up for it when the lock is free."""
        cr = self.env.cr
        cr.execute("SET LOCAL synchronous_commit = on")
        self._take()
        cr.execute("SHOW synchronous_commit")
        self.assertEqual(cr.fetchone()[0], "on", "the database administrator's, unless a parameter says so")
        self.assertFalse(len(cr.postcommit))
        self.env["ir.config_parameter"].sudo().set_param("ops_dept.numbers_unlock_before_disk", "True")
        self._take()
        cr.execute("SHOW synchronous_commit")
        self.assertEqual(cr.fetchone()[0], "off")
        self._take()
        self.assertEqual(len(cr.postcommit), 1)
        cr.postcommit.run()
