import re
from io import BytesIO

from odoo import api, models
from odoo.tools import file_open
from odoo.tools.translate import (
    TranslationImporter,
    get_datafile_translation_path,
    get_po_paths,
    translation_file_reader,
)

OURS = ("ops_dept", "ops_dept_reports")


class IrModuleModule(models.Model):
    """A translation that we have changed takes the place of the one that we had shipped; others stay.

    Odoo loads a translation only where there is none: when a word is changed, or its English, a database that
    is updated keeps the former one for good; overwriting all would take away what an administrator has put
    in his own words. So the files that were loaded last are kept: what stands in the database as we had
    shipped it gets the new word, anything else was written by somebody.
    """

    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        for module in set(OURS) & set(modules):
            for lang in langs:
                for path in self._ops_word_files(module, lang):
                    # sudo: as Odoo loads them, also where an administrator adds a language
                    self.sudo()._ops_renew_words(module, lang, path)
        return result

    @api.model
    def _ops_word_files(self, module, lang):
        """Yield the files with words in this language: Odoo's own, and data with `field@language`."""
        yield from get_po_paths(module, lang)
        for path in get_datafile_translation_path(module):
            with file_open(path, "rb") as source:
                if f"@{lang}".encode() in source.read():
                    yield path

    @api.model
    def _ops_renew_words(self, module, lang, path):
        """Give what stands as it was shipped the words of this file, and keep the file."""
        with file_open(path, "rb") as source:
            content = source.read()
        xml_id = self._ops_words_xml_id(module, lang, path)
        kept = self.env.ref(xml_id, raise_if_not_found=False) or self.env["ir.attachment"]
        if kept.raw == content:
            return
        if kept.raw:
            before, now = (self._ops_read_words(module, lang, path, said) for said in (kept.raw, content))
            importer = TranslationImporter(self.env.cr, verbose=False)
            for place, words in now.items():
                if before.get(place, words) != words:
                    self._ops_renew(importer, place, lang, set(before[place].values()), words)
            importer.save(force_overwrite=True)  # of these words alone; also of records that are loaded once
        self._ops_keep_words(xml_id, kept, content)

    @api.model
    def _ops_read_words(self, module, lang, path, content):
        """Return `{(model, field, xml id): {English: translation}}` of a file."""
        found = {}
        file_format = path.rpartition(".")[2]
        source = BytesIO(content)
        source.name = path if file_format == "csv" else ""  # which names the model; no template beside it
        for row in translation_file_reader(source, fileformat=file_format, module=module):
            if row["type"] in ("model", "model_terms") and row["value"] and row.get("lang", lang) == lang:
                place = row["imd_model"], row["name"].split(",")[1], f"{row['module']}.{row['imd_name']}"
                found.setdefault(place, {})[row["src"]] = row["value"]
        return found

    @api.model
    def _ops_renew(self, importer, place, lang, former, words):
        """Renew one field of one record: only terms that are said now, and that stand as they were shipped.

        :param importer: takes what is to be written
        :param tuple place: model, field, xml id
        :param former: set of the translations that this field had as shipped
        :param dict words: English → translation, as shipped now
        """
        model, field, xml_id = place
        record = self.env.ref(xml_id, raise_if_not_found=False)
        declared = record is not None and record._name == model and record._fields.get(field)
        if not declared or not declared.translate:
            return
        translations, _context = record.get_field_translations(field, [lang])
        for term in translations:
            word = words.get(term["source"])
            if word and word != term["value"] and term["value"] in former:
                if declared.translate is True:
                    importer.model_translations[model][field][xml_id][lang] = word
                else:
                    importer.model_terms_translations[model][field][xml_id][term["source"]][lang] = word

    # -------------------------------------------------------------------------
    # The files that were loaded last
    # -------------------------------------------------------------------------

    @api.model
    def _ops_words_xml_id(self, module, lang, path):
        """Return by which id a file is found again; it goes with the add-on when that is removed."""
        inside = path.rpartition(f"/{module}/")[2]
        return f"{module}.words_{lang}_" + re.sub(r"\W+", "_", inside)

    @api.model
    def _ops_keep_words(self, xml_id, kept, content):
        """Keep a file in the database itself: a copy of it knows which words it has, file store or none."""
        if not kept:
            kept = kept.create({"name": xml_id, "res_model": self._name})
            self.env["ir.model.data"]._update_xmlids([{"xml_id": xml_id, "record": kept, "noupdate": True}])
        kept.write({"db_datas": content, "store_fname": False})
