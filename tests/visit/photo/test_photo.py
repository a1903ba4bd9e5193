"""Photos of a visit: the consultant's, read by who reads the visit, kept once the report was read."""

import base64
import io

from freezegun import freeze_time
from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestPhoto(VisitCase):
    def _photo(self, visit, width=3000, height=2000):
        """Upload a photo to a visit, as the form does."""
        content = io.BytesIO()
        Image.new("RGB", (width, height), "white").save(content, "JPEG")
        return (
            self.env["ir.attachment"]
            .with_user(visit.env.user)
            .create(
                {
                    "name": "plate.jpg",
                    "datas": base64.b64encode(content.getvalue()),
                    "res_model": visit._name,
                    "res_id": visit.id,
                }
            )
        )

    @clause("V1.7", part="photos with the notes")
    def test_the_consultant_adds_photos_and_his_head_sees_them(self):
        visit = self._plan()
        visit.write({"photo_ids": [(4, self._photo(visit).id), (4, self._photo(visit).id)]})
        self.assertEqual(len(visit.with_user(self.manager).photo_ids.mapped("datas")), 2)
        with self.assertRaises(AccessError):
            visit.photo_ids.with_user(self.stranger).read(["datas"])

    def test_a_photo_that_comes_another_way_is_made_smaller_too(self):
        photo = self._photo(self._plan())
        with Image.open(io.BytesIO(photo.raw)) as picture:
            self.assertLessEqual(max(picture.size), 1920)

    def test_photos_belong_to_the_report_nobody_else_adds_one_and_a_reviewed_one_keeps_them(self):
        visit = self._plan()
        photo = self._photo(visit)
        with self.assertRaises(AccessError):
            visit.with_user(self.manager).write({"photo_ids": [(4, photo.id)]})
        visit.action_depart()
        visit.action_arrive()
        visit.action_finish()
        self._say(visit).action_report()
        visit.with_user(self.manager).action_review()
        with self.assertRaises(UserError):
            visit.write({"photo_ids": [(4, photo.id)]})
