"""Our words on what is not ours: screens of OCA's modules, fields and models that we share with core."""

from collections import defaultdict

from odoo.tools import SQL
from odoo.tools.translate import TranslationImporter, get_po_paths


def take_back(scope):
    """Give records of others the words that they had without us; what somebody has put otherwise stays."""
    env = scope.env
    languages = [code for code, _name in env["res.lang"].get_installed()]
    ours = TranslationImporter(env.cr, verbose=False)
    for lang in languages:
        for folder in ("i18n", "i18n_extra"):
            ours.load_file(f"{scope.module}/{folder}/{lang}.po", lang)
    touched = {}
    for model, fields in ours.model_translations.items():
        for field, records in fields.items():
            touched.setdefault(model, set()).update(_take_back_values(scope, env[model], field, records))
    env.invalidate_all()
    for model, fields in ours.model_terms_translations.items():
        for field, records in fields.items():
            touched.setdefault(model, set()).update(_take_back_parts(scope, env[model], field, records))
    _restore_theirs(scope, touched, languages)


def _take_back_values(scope, model, field, records):
    """Take our words from a field that is translated as a whole: `{xml id: {language: our word}}`.

    :return: the ids of the records that bore one
    """
    rows = [
        SQL("(%s, %s, %s, %s)", *xmlid.split(".", 1), lang, value)
        for xmlid, words in records.items()
        for lang, value in words.items()
    ]
    found = scope.env.execute_query(
        SQL(
            """
            UPDATE %(table)s record SET %(field)s = record.%(field)s - ours.lang
              FROM (VALUES %(rows)s) ours (module, name, lang, word)
              JOIN ir_model_data data USING (module, name)
             WHERE data.model = %(model)s AND data.res_id = record.id
               AND record.%(field)s ->> ours.lang = ours.word
               AND EXISTS (
                    SELECT FROM ir_model_data other
                     WHERE other.model = data.model AND other.res_id = data.res_id
                       AND other.module <> ALL(%(removed)s))
         RETURNING record.id
            """,
            table=SQL.identifier(model._table),
            field=SQL.identifier(field),
            rows=SQL(", ").join(rows),
            model=model._name,
            removed=scope.removed,
        )
    )
    return [record_id for (record_id,) in found]


def _take_back_parts(scope, model, field, records):
    """Take our words from a field translated piece by piece: `{xml id: {source: {language: our word}}}`.

    :return: the ids of the records that bore one
    """
    touched = []
    for xmlid, sources in records.items():
        record = model.env.ref(xmlid, raise_if_not_found=False)
        if not record or xmlid.split(".")[0] in scope.removed:
            continue
        for lang in {lang for words in sources.values() for lang in words}:
            ours = {
                term["source"]: False
                for term in record.get_field_translations(field, [lang])[0]
                if term["value"] and sources[term["source"]].get(lang) == term["value"]
            }
            if ours:
                record.update_field_translations(field, {lang: ours})
                touched.append(record.id)
    _forget_untranslated(model, field, touched)
    return touched


def _forget_untranslated(model, field, record_ids):
    """Remove versions in another language that say nothing but the source, as if there had been none."""
    model.env.flush_all()
    model.env.cr.execute(
        SQL(
            """
            UPDATE %(table)s SET %(field)s = jsonb_build_object('en_US', %(field)s -> 'en_US')
             WHERE id = ANY(%(ids)s) AND NOT EXISTS (
                SELECT FROM jsonb_each(%(field)s) version WHERE version.value <> %(field)s -> 'en_US')
            """,
            table=SQL.identifier(model._table),
            field=SQL.identifier(field),
            ids=record_ids,
        )
    )
    model.env.invalidate_all()


def _restore_theirs(scope, touched, languages):
    """Load again, for these records alone, what the modules themselves say: a word may be theirs, too.

    :param touched: model → ids of the records
    """
    xmlids = defaultdict(set)
    for model, record_ids in touched.items():
        rows = scope.env.execute_query(
            SQL(
                "SELECT module, name FROM ir_model_data"
                " WHERE model = %s AND res_id = ANY(%s) AND module <> ALL(%s)",
                model,
                list(record_ids),
                scope.removed,
            )
        )
        for module, name in rows:
            xmlids[module].add(f"{module}.{name}")
    theirs = TranslationImporter(scope.env.cr, verbose=False)
    for module, names in xmlids.items():
        for lang in languages:
            for path in get_po_paths(module, lang):
                theirs.load_file(path, lang, xmlids=names)
    theirs.save()
