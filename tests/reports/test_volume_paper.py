"""The paper of a contract volume: a cover, and the catalogue of what is in it and what is not (R15)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import clause
from ..deal.volume.common import APRIL_3, VolumeCase
from .common import PaperCase

VOLUME = "ops_dept_reports.report_ops_contract_volume"


@tagged("post_install", "-at_install")
class TestVolumePaper(PaperCase, VolumeCase):
    @clause("R15", part="catalogue")
    def test_cover_and_catalogue(self):
        march = self._march()
        self.support.lang = "en_US"
        with freeze_time(APRIL_3):
            volume = self._volume(place="Cabinet B")
            self._line(volume, march["missing"]).reason = "At the customer's"
            gathered = self._print_text(volume, report=VOLUME, user=self.support)
            self.assertNotIn("Boundon", gathered, "nothing is bound yet")
            volume.action_bind()
            cover, catalogue = self._print(volume, report=VOLUME, user=self.support)
        for words in (volume.name, "2026", "Cabinet B", self.team.name, self.support.name):
            self.assertIn(words, cover)
        there, _heading, others = catalogue.partition("Numbers of the month that are not in this volume")
        for name in ("first", "second"):
            self.assertIn(march[name].name, there)
            self.assertNotIn(march[name].name, others)
        for name in ("missing", "void", "held"):
            self.assertIn(march[name].name, others)
            self.assertNotIn(march[name].name, there)
        for words in ("Original missing", self.consultant.name, "At the customer's", "coffee on it"):
            self.assertIn(words, others)

    def test_it_is_for_its_readers(self):
        with freeze_time(APRIL_3):
            volume = self._volume()
            for stranger in (self.consultant, self.other_manager):
                with self.assertRaises(AccessError):
                    self._print(volume, report=VOLUME, user=stranger)
