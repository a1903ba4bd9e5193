"""Loading import files in tests, and telling what a load left behind."""

import csv
import shutil
import tempfile
from pathlib import Path

from odoo.tests import TransactionCase

from data.load import DEMO_FOLDER, IMPORT_MODULE, load


class DataCase(TransactionCase):
    """A transaction in which folders of import files are loaded."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # real hashing takes half a second per person
        cls.env["ir.config_parameter"].set_param("password.hashing.rounds", 1)

    @classmethod
    def _load(cls, folder=DEMO_FOLDER, lang="zh_CN"):
        return load(cls.env(context={**cls.env.context, "lang": lang}), folder, progress=lambda line: None)

    @classmethod
    def _ref(cls, xml_id):
        return cls.env.ref(xml_id if "." in xml_id else f"{IMPORT_MODULE}.{xml_id}")

    @staticmethod
    def _rows(file_name):
        """Return the rows of one of the demo company's files as dicts."""
        with (DEMO_FOLDER / file_name).open(encoding="utf-8-sig", newline="") as stream:
            return list(csv.DictReader(stream))

    def _imported(self, model):
        """Return the records of a model that carry an external id of the import."""
        data = self.env["ir.model.data"].search([("module", "=", IMPORT_MODULE), ("model", "=", model)])
        return self.env[model].browse(data.mapped("res_id"))

    def _copy(self, *numbers):
        """Copy the demo company's files (those with the given numbers) to a folder of the test's own."""
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        for path in DEMO_FOLDER.glob("*.csv"):
            if not numbers or int(path.name[:2]) in numbers:
                shutil.copy(path, folder)
        return folder

    def _edit(self, folder, file_name, xml_id, **cells):
        """Change cells of one row; return the line it stands on. Column names write "/" as "__"."""
        path = folder / file_name
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        header = rows[0]
        place = next(number for number, row in enumerate(rows) if row[header.index("id")] == xml_id)
        for name, value in cells.items():
            rows[place][header.index(name.replace("__", "/"))] = value
        self._write(path, rows)
        return place + 1

    def _write(self, path, rows):
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
