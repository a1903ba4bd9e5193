"""Load a folder of import files through Odoo's own import: all of it, or nothing.

The files are those of the import screen: CSV in UTF-8 or XLSX, the first line names the columns, `id` is the
external id. A file is called ``NN_<model>.csv`` or ``NN_<model>-<what>.csv``: the number gives the order, the
model says what it fills; ``…@en_US.csv`` has texts in another language. What lies beside them and is not read
is named. README.md, beside this file, explains the columns.

    python data/load.py -c odoo.conf -d DATABASE [FOLDER]

or, inside ``odoo shell``::

    import runpy
    runpy.run_path("data/load.py")["load"](env, "data")
    env.cr.commit()
"""

import argparse
import logging
import re
import runpy
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger("ops_dept.load")

DEMO_FOLDER = Path(__file__).resolve().parent
FILE_NAME = re.compile(
    r"^\d+_(?P<model>[a-z0-9_.]+?)(-[a-z0-9_-]+)?(@(?P<lang>[a-z]{2}_[a-z]{2}))?\.(csv|xlsx)$", re.IGNORECASE
)

# This file may be run by its path, so the one beside it is, too.
SHEETS = runpy.run_path(str(Path(__file__).with_name("sheets.py")))
NOT_READ = SHEETS["NotRead"]

# How far down the names of the columns may stand below a title, which is then told once.
HEADER_WITHIN = 10
# By which columns two rows are the same company, and what says that a row is one.
TWIN_COLUMNS = ("name", "vat")
YES = ("true", "1", "t", "yes", "是")

# What a spreadsheet makes of a long number.
SPOILT = re.compile(r"\d(\.\d+)?[eE]\+\d+")

# The import screen's module of external ids that carry no module of their own.
IMPORT_MODULE = "__import__"

# What the texts of the files are written in, and what times in them mean.
LANG, TZ = "zh_CN", "Asia/Shanghai"

# Charts that Odoo itself puts in before anybody chose one.
UNCHOSEN_CHARTS = (False, "generic_coa")

# Given when a record is made, the owner's from then on: a second run must not take it back. (Odoo also warns
# people by mail when one of these is written, changed or not.)
FIRST_TIME_ONLY = {"res.users": ("login", "password")}

# Nobody is told by mail about records that were imported.
IMPORT_CONTEXT = {
    "import_file": True,
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_auto_subscribe_no_notify": True,
    "no_reset_password": True,
    "inventory_name": "期初库存",
}

# What the loader itself says, in English and Chinese: it is no add-on, so Odoo does not translate it.
TEXTS = {
    "row_cell": (
        "%(file)s, line %(line)s, column %(column)s: %(message)s",
        "%(file)s，第 %(line)s 行，列 %(column)s：%(message)s",
    ),
    "row": (
        "%(file)s, line %(line)s: %(message)s",
        "%(file)s，第 %(line)s 行：%(message)s",
    ),
    "refused": (
        "%(count)s things must be corrected; nothing was loaded.\n%(rows)s",
        "有 %(count)s 处需要更正，本次没有导入任何数据。\n%(rows)s",
    ),
    "no_files": (
        "The folder %(folder)s has no import files (NN_<model>.csv or .xlsx).",
        "文件夹 %(folder)s 中没有导入文件（NN_<模型>.csv 或 .xlsx）。",
    ),
    "file_name": (
        "Call the file NN_<model>.csv or .xlsx: no model of this database is called so.",
        "文件名应为 NN_<模型>.csv 或 .xlsx：本数据库没有这个模型。",
    ),
    "not_read": (
        "The file is not read: save it as .csv or .xlsx, or take it out of the folder.",
        "此文件不会被读取：请另存为 .csv 或 .xlsx，或者移出本文件夹。",
    ),
    "folder": (
        "Folders inside the folder are not read: take it out.",
        "文件夹中的子文件夹不会被读取，请移出。",
    ),
    "unreadable": (
        "The file cannot be read: %(reason)s",
        "文件无法读取：%(reason)s",
    ),
    "sheets": (
        "Only the sheet “%(first)s” is read: put “%(sheet)s” into a file of its own.",
        "只读取工作表“%(first)s”，请把“%(sheet)s”另存为单独的文件。",
    ),
    "formula": (
        "Cell %(cell)s has a formula without a value: put the value there.",
        "单元格 %(cell)s 是没有计算结果的公式，请改为数值。",
    ),
    "title": (
        "The columns are named on line %(line)s: delete what stands above, the first line names them.",
        "列名在第 %(line)s 行，请删去其上的各行（标题、空行），首行应为列名。",
    ),
    "twin": (
        "“%(value)s” is on line %(line)s of %(file)s already: one company, one row.",
        "“%(value)s”在 %(file)s 第 %(line)s 行已经出现：一家公司只能有一行。",
    ),
    "encoding": (
        "Save the file as UTF-8.",
        "请把文件另存为 UTF-8 编码。",
    ),
    "empty": (
        "The file is empty: its first line names the columns.",
        "文件是空的：第一行应为列名。",
    ),
    "nameless": (
        "The column has no name.",
        "此列没有列名。",
    ),
    "twice": (
        "The column appears twice.",
        "此列出现了两次。",
    ),
    "no_field": (
        "There is no such field; see the columns in README.md.",
        "没有这个字段，可用的列见 README.md。",
    ),
    "no_column": (
        "The column is missing.",
        "缺少此列。",
    ),
    "cells": (
        "The row has %(cells)s cells, the first line has %(columns)s.",
        "本行有 %(cells)s 个单元格，首行有 %(columns)s 个。",
    ),
    "spoilt": (
        "“%(cell)s” is what a spreadsheet made of a long number: format the column as text and enter it "
        "again.",
        "“%(cell)s”是电子表格把长号码变成的写法，末尾数字已丢失：请把此列设为文本格式后重新填写。",
    ),
    "no_id": (
        "The external id is missing.",
        "缺少外部 ID。",
    ),
    "known_id": (
        "The external id is on line %(line)s already.",
        "此外部 ID 在第 %(line)s 行已经出现过。",
    ),
    "due": (
        "A value is required.",
        "此处必须填写。",
    ),
    "stock": (
        "Opening stock must be above zero; leave the line out when there is none.",
        "期初数量必须大于零；没有库存的产品请删去该行。",
    ),
    "no_chart": (
        "Install the Chinese accounting first (module l10n_cn).",
        "请先安装中国会计模块（l10n_cn）。",
    ),
}


class ImportProblems(UserError):
    """The rows that keep the whole set from being loaded.

    :ivar list problems: dicts with file, line, column (or False) and message
    """

    def __init__(self, text, problems):
        super().__init__(text)
        self.problems = problems


class Sheet:
    """One import file: its columns, and its records with the line on which each begins."""

    def __init__(self, path, model, lang=None):
        self.name = path.name
        self.model = model
        self.lang = lang  # of its texts, where it is not the language of all files
        self.header = []
        self.records = []  # (line, external id, rows): further rows without id continue the record above

    def column_of(self, field_path):
        """Return the column of the file that fills a field, or the field itself when no column does."""
        wanted = "/".join(field_path)
        for name in self.header:
            if name == wanted:
                return name
        return next((name for name in self.header if name.split("/")[0] == field_path[0]), wanted)


def load(env, folder=DEMO_FOLDER, progress=None):
    """Load all import files of a folder in the order of their numbers, or none of them.

    Records that exist already (same external id) are updated. Opening stock is put in once only.
    The caller commits.

    :param env: an environment that may write all of it (usually the superuser's)
    :param folder: the folder with the files
    :param progress: called with one line of text per file; the log when left out
    :return: number of records loaded per file
    :rtype: dict
    :raises ImportProblems: every bad row, with file, line and column, in the language of ``env``
    """
    language = env.lang or env.user.lang or LANG
    run = _Run(env, Path(folder), LANG, progress or _logger.info)
    try:
        return run.load()
    except ImportProblems:
        if language == LANG:
            raise
    # Odoo words its complaints in the language in which it loads the texts: hear them again in the user's.
    return _Run(env, Path(folder), language, lambda line: None).load(rehearsal=True)


class _Run:
    """One attempt at loading a folder."""

    def __init__(self, env, folder, lang, progress):
        self.caller_env = env
        self.folder = folder
        self.lang = lang
        self.progress = progress
        self.problems = []
        self.dropped = set()  # ids and codes of refused records: rows that point to them are not blamed
        self.env = env(context={**env.context, **IMPORT_CONTEXT, "lang": lang, "tz": TZ})

    def load(self, rehearsal=False):
        """Load the folder; with ``rehearsal`` only to hear what is wrong with it."""
        sheets = self._read_folder()
        counts = {}
        try:
            with self.env.cr.savepoint():
                self._prepare_languages(sheets)
                for number, sheet in enumerate(sheets, 1):
                    started = time.monotonic()
                    counts[sheet.name] = self._load_sheet(sheet)
                    if sheet.model == "res.company":
                        self._prepare_company(sheet)
                    self.progress(
                        f"[{number:2}/{len(sheets)}] {sheet.name:36} {counts[sheet.name]:5}  "
                        f"{time.monotonic() - started:5.1f} s"
                    )
                if self.problems or rehearsal:
                    self._refuse()
        except Exception:
            # what was cached on the way is gone with the savepoint
            self.env.registry.clear_all_caches()
            self.env.registry.reset_changes()
            raise
        return counts

    # --- words

    def _text(self, key, **values):
        english, chinese = TEXTS[key]
        return (chinese if (self.lang or "").startswith("zh") else english) % values

    def _problem(self, sheet_name, line, column, message):
        problem = {"file": sheet_name, "line": line, "column": column, "message": message}
        if problem not in self.problems:
            self.problems.append(problem)

    def _refuse(self):
        problems = sorted(self.problems, key=lambda problem: (problem["file"], problem["line"]))
        rows = [self._text("row_cell" if problem["column"] else "row", **problem) for problem in problems]
        raise ImportProblems(self._text("refused", count=len(rows), rows="\n".join(rows)), problems)

    # --- reading

    def _read_folder(self):
        paths, left_out = SHEETS["files_of"](self.folder)
        for path in left_out:
            self._problem(path.name, 1, False, self._text("folder" if path.is_dir() else "not_read"))
        if not paths and not left_out:
            raise UserError(self._text("no_files", folder=str(self.folder)))
        sheets = [sheet for path in paths if (sheet := self._read_file(path))]
        self._name_twins(sheets)
        return sheets

    def _read_file(self, path):
        match = FILE_NAME.match(path.name)
        model = match and match["model"].lower()
        if model not in self.env:
            self._problem(path.name, 1, False, self._text("file_name"))
            return None
        language, _underscore, country = (match["lang"] or "").partition("_")
        sheet = Sheet(path, model, country and f"{language.lower()}_{country.upper()}")
        try:
            rows = SHEETS["read_rows"](path)
        except NOT_READ as error:
            self._problem(path.name, 1, False, self._text(error.key, **error.values))
            return None
        if not rows:
            self._problem(path.name, 1, False, self._text("empty"))
            return None
        place = self._place_of_header(rows)
        line, sheet.header = rows[place][0], SHEETS["without_empty_end"](rows[place][1])
        if place or line > 1:
            self._problem(path.name, 1, False, self._text("title", line=line))
        if not self._check_header(sheet) or place:
            self.dropped.update(cell for _line, row in rows for cell in self._names_in(sheet, row))
            return None
        self._read_rows(sheet, rows[1:])
        return sheet

    def _place_of_header(self, rows):
        """Return which row names the columns: the first, or one below a title."""
        if "id" in rows[0][1]:
            return 0
        below = (place for place, (_line, row) in enumerate(rows[:HEADER_WITHIN]) if "id" in row)
        return next(below, 0)

    def _name_twins(self, sheets):
        """Name the companies that stand in the files a second time, by their name or their tax number."""
        seen = {}
        for sheet in sheets:
            if sheet.model != "res.partner" or "is_company" not in sheet.header:
                continue
            for line, _xml_id, rows in sheet.records:
                cells = dict(zip(sheet.header, rows[0], strict=True))
                if cells["is_company"].casefold() not in YES or cells.get("parent_id/id"):
                    continue
                for column in [name for name in TWIN_COLUMNS if cells.get(name)]:
                    key = column, SHEETS["same_key"](cells[column])
                    first = seen.setdefault(key, (sheet.name, line))
                    if first != (sheet.name, line):
                        text = self._text("twin", value=cells[column], file=first[0], line=first[1])
                        self._problem(sheet.name, line, column, text)
                        break

    def _check_header(self, sheet):
        """Name the columns that are no field of the model; tell whether all are."""
        good = True
        for position, name in enumerate(sheet.header):
            if not name:
                message = self._text("nameless")
            elif name in sheet.header[:position]:
                message = self._text("twice")
            elif not self._is_column(sheet.model, name):
                message = self._text("no_field")
            else:
                continue
            self._problem(sheet.name, 1, name or str(position + 1), message)
            good = False
        if "id" not in sheet.header:
            self._problem(sheet.name, 1, "id", self._text("no_column"))
            good = False
        return good

    def _is_column(self, model, name):
        *way, last = name.split("/")
        for step in way:
            field = self.env[model]._fields.get(step)
            if not field or not field.relational:
                return False
            model = field.comodel_name
        return last in ("id", ".id") or last in self.env[model]._fields

    def _read_rows(self, sheet, rows):
        place = sheet.header.index("id")
        lines = {}
        for line, cells in rows:
            row = SHEETS["without_empty_end"](cells, len(sheet.header))
            if len(row) != len(sheet.header):
                text = self._text("cells", cells=len(row), columns=len(sheet.header))
                self._problem(sheet.name, line, False, text)
                self.dropped.update(self._names_in(sheet, row))
                continue
            self._check_numbers(sheet, line, row)
            xml_id = row[place]
            if xml_id in lines:
                self._problem(
                    sheet.name,
                    line,
                    "id",
                    self._text("known_id", line=lines[xml_id]),
                )
            elif xml_id:
                lines[xml_id] = line
                sheet.records.append((line, xml_id, [row]))
            elif sheet.records and self._continues(sheet, row):
                sheet.records[-1][2].append(row)
            else:
                self._problem(sheet.name, line, "id", self._text("no_id"))

    def _check_numbers(self, sheet, line, row):
        """Refuse what a spreadsheet made of long numbers (9.13206E+17) in columns of text: tax and telephone
        numbers, accounts, codes.
        """
        fields = self.env[sheet.model]._fields
        for name, cell in zip(sheet.header, row, strict=True):
            if name in fields and fields[name].type == "char" and SPOILT.fullmatch(cell):
                self._problem(sheet.name, line, name, self._text("spoilt", cell=cell))

    def _continues(self, sheet, row):
        """Tell whether a row without id only adds lines to the record above it, as on the import screen."""
        fields = self.env[sheet.model]._fields
        return all(
            not cell or ("/" in name and fields[name.split("/")[0]].type == "one2many")
            for name, cell in zip(sheet.header, row, strict=True)
        )

    # --- loading

    def _prepare_languages(self, sheets):
        """Make the language of the files and of the people in them available, with the translations."""
        codes = {LANG, *(sheet.lang for sheet in sheets if sheet.lang)}
        for sheet in sheets:
            if "lang" in sheet.header:
                place = sheet.header.index("lang")
                codes.update(rows[0][place] for _line, _xml_id, rows in sheet.records)
        absent = Domain("code", "in", list(codes)) & Domain("active", "=", False)
        langs = self.env["res.lang"].with_context(active_test=False).search(absent)
        if langs:
            self.env["base.language.install"].create(
                {"lang_ids": langs.ids, "overwrite": False}
            ).lang_install()

    def _prepare_company(self, sheet):
        """Work in the company of the file from here on, with China's chart of accounts and time."""
        company = next(
            (found for _line, xml_id, _rows in sheet.records if (found := self._record(xml_id))),
            self.env.company,
        )
        self.env = self.env(context={**self.env.context, "allowed_company_ids": company.ids})
        company = company.with_env(self.env)
        company.resource_calendar_id.tz = TZ
        if company.country_id.code != "CN" or company.chart_template not in UNCHOSEN_CHARTS:
            return
        if company.chart_template and company._existing_accounting():
            return
        if "cn" not in self.env["account.chart.template"]._get_chart_template_mapping():
            raise UserError(self._text("no_chart"))
        self.env["account.chart.template"].try_loading("cn", company, install_demo=False)
        # The price list Odoo makes with a new company keeps the currency of that moment.
        unused = Domain("company_id", "=", company.id) & Domain("item_ids", "=", False)
        lists = self.env["product.pricelist"].with_context(active_test=False).search(unused)
        for pricelist in lists.filtered(lambda each: each.currency_id != company.currency_id):
            pricelist.currency_id = company.currency_id

    def _load_sheet(self, sheet):
        """Load a file; remember its bad rows and keep the good ones, so that later files can be judged."""
        known = self._known([xml_id for _line, xml_id, _rows in sheet.records])
        records = [record for record in sheet.records if self._is_complete(sheet, record, record[1] in known)]
        if sheet.model == "stock.quant":
            return self._load_opening_stock(sheet, records)
        hidden = FIRST_TIME_ONLY.get(sheet.model, ())
        if not set(hidden) & set(sheet.header):
            return len(self._load_records(sheet, records, ()))
        fresh = [record for record in records if record[1] not in known]
        again = [record for record in records if record[1] in known]
        return len(self._load_records(sheet, fresh, ())) + len(self._load_records(sheet, again, hidden))

    def _load_opening_stock(self, sheet, records):
        """Count the opening stock in and book it, leaving out what an earlier run has booked.

        The booked movement carries the external id ``<id>_booked``: it stays when the stock has been sold.
        """
        booked = self._known([f"{xml_id}_booked" for _line, xml_id, _rows in records])
        fresh = [record for record in records if f"{record[1]}_booked" not in booked]
        if "inventory_quantity" in sheet.header:
            place = sheet.header.index("inventory_quantity")
            for line, xml_id, rows in fresh[:]:
                if re.fullmatch(r"-\d+(\.\d+)?|0*(\.0*)?", rows[0][place]):
                    message = "stock"
                    self._problem(sheet.name, line, "inventory_quantity", self._text(message))
                    fresh.remove((line, xml_id, rows))
        quants = self._load_records(sheet, fresh, ())
        if not quants or self.problems:
            return len(quants)
        self.env["stock.quant"].browse(quants.values()).action_apply_inventory()
        moves = self.env["stock.move"].search(
            [("is_inventory", "=", True)], order="id desc", limit=len(quants)
        )
        self.env["ir.model.data"]._update_xmlids(
            [
                {"xml_id": f"{self._full(xml_id)}_booked", "record": move, "noupdate": True}
                for xml_id, move in zip(quants, moves.sorted("id"), strict=True)
            ]
        )
        return len(quants)

    def _load_records(self, sheet, records, hidden):
        """Import records the way the import screen does, until no row of those left is refused.

        Odoo stops at ten errors and forgets the good rows with the bad ones, so the bad are set aside and the
        rest is tried again.

        :return: external id → database id of what was loaded
        :rtype: dict
        """
        loaded = {}
        records, orphans = self._part_orphans(sheet, records)
        chained = self._is_chained(sheet, records)
        while records:
            result, owners = self._import(sheet, records, hidden)
            messages = [message for message in result["messages"] if "rows" in message]
            if not messages and result["ids"]:
                loaded = dict(zip((record[1] for record in records), result["ids"], strict=True))
                break
            bad = {}
            for message in self._trusted(messages, chained):
                record = owners[message["rows"]["from"]]
                bad[record[1]] = record
                if not self._blame(sheet, record, message):
                    bad = {each[1]: each for each in records}
                    break
            if not bad:
                texts = "; ".join(message["message"] for message in result["messages"])
                self._problem(sheet.name, 1, False, texts)
                bad = {each[1]: each for each in records}
            for record in bad.values():
                self._drop(sheet, record)
            records, more = self._part_orphans(sheet, [each for each in records if each[1] not in bad])
            orphans += more
        self._judge_orphans(sheet, orphans, hidden)
        return loaded

    def _import(self, sheet, records, hidden):
        """Let Odoo import records; return its answer, and the record that each row given to it belongs to."""
        columns = [place for place, name in enumerate(sheet.header) if name not in hidden]
        owners = [record for record in records for _row in record[2]]
        data = [[row[place] for place in columns] for record in records for row in record[2]]
        with _quiet_database():
            model = self.env[sheet.model]
            header = [sheet.header[place] for place in columns]
            if sheet.lang:
                with self._keeping_texts(sheet):
                    result = model.with_context(lang=sheet.lang).load(header, data)
            else:
                result = model.load(header, data)
        return result, owners

    @contextmanager
    def _keeping_texts(self, sheet):
        """Keep formatted texts in the language of the other files: Odoo translates them sentence by sentence,
        and takes another text for the one of all languages.
        """
        fields = self.env[sheet.model]._fields
        names = [name for name in sheet.header if name in fields and callable(fields[name].translate)]
        records = [found for _line, xml_id, _rows in sheet.records if (found := self._record(xml_id))]
        before = {(record, name): record[name] for name in names for record in records}
        yield
        for (record, name), text in before.items():
            sentences = fields[name].get_trans_terms
            said = sentences(record.with_context(lang=sheet.lang)[name])
            ours = sentences(text)
            if len(said) == len(ours):
                record.update_field_translations(name, {self.lang: dict(zip(said, ours, strict=True))})

    def _part_orphans(self, sheet, records):
        """Part the records from those that point to refused ones: the cause is named already."""
        orphans = [record for record in records if self._points_to_dropped(sheet, record)]
        return [record for record in records if record not in orphans], orphans

    def _judge_orphans(self, sheet, orphans, hidden):
        """Name what is wrong with the other cells of records that point to refused ones."""
        if not orphans:
            return
        bare = [
            (line, xml_id, [self._without_dropped(sheet, row) for row in rows])
            for line, xml_id, rows in orphans
        ]
        trial = self.env.cr.savepoint()
        result, owners = self._import(sheet, bare, hidden)
        trial.close(rollback=True)
        for message in result["messages"]:
            if "field_name" in message:
                self._blame(sheet, owners[message["rows"]["from"]], message)

    def _trusted(self, messages, chained):
        """Return the messages of one attempt that really are about the row they name.

        What Odoo says while converting cells is exact. When a whole batch fails it also repeats the first
        failure for the first row of the batch. After a failed write, all rows written before are undone: in a
        file whose rows refer to each other everything later may be a consequence.
        """
        converted = [message for message in messages if "field_name" in message]
        failing = {message["rows"]["from"] for message in converted}
        written = [message for message in messages if "field_name" not in message]
        if len(written) > 1 and "field" not in written[0]:
            written = written[1:]
        written = [message for message in written if message["rows"]["from"] not in failing]
        if not chained:
            return converted + written
        if written:
            first = messages.index(written[0])
            converted = [message for message in converted if messages.index(message) < first]
        return converted or written[:1]

    def _blame(self, sheet, record, message):
        """Report what Odoo says about a record; tell whether the row is at fault, not a missing column."""
        column = False
        if message.get("field_path") or message.get("field"):
            path = message.get("field_path") or [message["field"]]
            column = sheet.column_of(path)
        lines = message["message"].strip().splitlines()
        text = lines[0] if "field" in message else " ".join(line for line in lines if line)
        self._problem(sheet.name, record[0], column, text)
        return not column or column in sheet.header

    # --- rows

    def _is_complete(self, sheet, record, exists):
        """Name the required cells and columns that a record lacks; tell whether it lacks none."""
        line, _xml_id, rows = record
        good = True
        fields = self.env[sheet.model]._fields
        for place, name in enumerate(sheet.header):
            field = fields.get(name.split("/")[0])
            if field and _is_due(field) and not rows[0][place]:
                self._problem(sheet.name, line, name, self._text("due"))
                good = False
        if not exists:
            given = {name.split("/")[0] for name in sheet.header}
            for name, field in fields.items():
                # relational: Odoo may make the record along (a user's contact) and complains when not
                if (
                    name not in given
                    and _is_due(field)
                    and not (field.default or field.compute or field.relational)
                ):
                    self._problem(sheet.name, 1, name, self._text("no_column"))
                    good = False
        if not good:
            self._drop(sheet, record)
        return good

    def _drop(self, sheet, record):
        self.dropped.update(self._names_in(sheet, record[2][0]))

    def _names_in(self, sheet, row):
        """Return what other files may call the record of this row: its external id and its code."""
        named = zip(sheet.header, row, strict=False)
        return {cell.strip() for name, cell in named if name in ("id", "default_code") and cell.strip()}

    def _is_dropped(self, sheet, name, cell):
        """Tell whether a cell points to a refused record."""
        field = self.env[sheet.model]._fields.get(name.split("/")[0])
        return bool(cell and field and field.relational and self.dropped.intersection(cell.split(",")))

    def _points_to_dropped(self, sheet, record):
        """Tell whether a record points to a refused one; if so it cannot be loaded either."""
        found = bool(self.dropped) and any(
            self._is_dropped(sheet, name, cell)
            for row in record[2]
            for name, cell in zip(sheet.header, row, strict=True)
        )
        if found:
            self._drop(sheet, record)
        return found

    def _without_dropped(self, sheet, row):
        named = zip(sheet.header, row, strict=True)
        return ["" if self._is_dropped(sheet, name, cell) else cell for name, cell in named]

    def _is_chained(self, sheet, records):
        """Tell whether rows of a file refer to other rows of the same file."""
        own = {xml_id for _line, xml_id, _rows in records}
        fields = self.env[sheet.model]._fields
        places = [
            place
            for place, name in enumerate(sheet.header)
            if "/" in name and getattr(fields.get(name.split("/")[0]), "comodel_name", None) == sheet.model
        ]
        return any(
            own.intersection(row[place].split(","))
            for _line, _xml_id, rows in records
            for row in rows
            for place in places
        )

    # --- external ids

    def _full(self, xml_id):
        return xml_id if "." in xml_id else f"{IMPORT_MODULE}.{xml_id}"

    def _record(self, xml_id):
        return self.env.ref(self._full(xml_id), raise_if_not_found=False)

    def _known(self, xml_ids):
        """Return those of the external ids that the database knows."""
        full = {self._full(xml_id): xml_id for xml_id in xml_ids}
        names = [name.split(".", 1)[1] for name in full]
        found = self.env["ir.model.data"].sudo().search_fetch([("name", "in", names)], ["module", "name"])
        return {full[name] for data in found if (name := f"{data.module}.{data.name}") in full}


def _is_due(field):
    """Tell whether a field must be filled in by hand: numbers and ticks have a zero."""
    return (
        field.required
        and field.store
        and not field.related
        and not field.inherited
        and field.type not in ("boolean", "integer", "float", "monetary", "one2many", "many2many")
    )


@contextmanager
def _quiet_database():
    """Keep refused rows out of the log as database errors: they are reported to the user."""
    logger = logging.getLogger("odoo.sql_db")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def main(arguments=None):
    """Load a folder into a database and commit, or say what must be corrected."""
    import odoo
    from odoo.modules.registry import Registry
    from odoo.tools import config

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folder", nargs="?", default=DEMO_FOLDER, help="default: the demo company beside this file"
    )
    parser.add_argument("-d", "--database", required=True)
    parser.add_argument("-c", "--config", help="Odoo's configuration file")
    parser.add_argument("--lang", default=LANG, help="language of the messages (default: %(default)s)")
    options = parser.parse_args(arguments)
    odoo_options = ["-d", options.database, "--no-http", "--log-level=warn"]
    if options.config:
        odoo_options += ["-c", options.config]
    config.parse_config(odoo_options, setup_logging=True)
    with Registry(options.database).cursor() as cr:
        env = odoo.api.Environment(cr, odoo.api.SUPERUSER_ID, {"lang": options.lang})
        try:
            counts = load(env, options.folder, progress=lambda line: print(line, flush=True))
        except UserError as error:
            cr.rollback()
            sys.exit(str(error))
    print(f"{sum(counts.values())} records from {len(counts)} files.")


if __name__ == "__main__":
    main()
