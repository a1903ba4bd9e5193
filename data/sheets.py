"""Reading the files of a folder as rows of text: CSV as it is, XLSX as a spreadsheet shows it."""

import csv
import datetime
import unicodedata
from pathlib import Path

READ = (".csv", ".xlsx")
# What may lie beside import files without a word: explanations, programs, what programs left behind.
SILENT = (".md", ".py", ".pyc")
# A number of more digits than a spreadsheet keeps: the rest of it is lost.
EXACT = 10**15


class NotRead(Exception):
    """Why a file, or a part of it, cannot be read.

    :ivar str key: which of the loader's texts says so
    :ivar dict values: what stands in it
    """

    def __init__(self, key, **values):
        super().__init__(key)
        self.key, self.values = key, values


def files_of(folder):
    """Return what of a folder is to be read in the order of its numbers, and what would be left out.

    :rtype: tuple(list[Path], list[Path])
    """
    seen = [path for path in Path(folder).iterdir() if not path.name.startswith((".", "~$", "__"))]
    wanted = [path for path in seen if path.is_file() and path.suffix.lower() in READ]
    left = [
        path for path in seen if path not in wanted and (path.is_dir() or path.suffix.lower() not in SILENT)
    ]
    return sorted(wanted, key=_by_number), sorted(left)


def _by_number(path):
    digits = path.name.partition("_")[0]
    return (int(digits) if digits.isdecimal() else 0, path.name)


def read_rows(path):
    """Return the rows of a file as (line, cells), the cells as text without spaces around it.

    Rows in which nothing stands are left out.

    :raises NotRead: the file is not what its name says, or has more than one sheet with content
    """
    rows = _read_xlsx(path) if path.suffix.lower() == ".xlsx" else _read_csv(path)
    stripped = ((line, [cell.strip() for cell in row]) for line, row in rows)
    return [(line, cells) for line, cells in stripped if any(cells)]


def without_empty_end(cells, width=0):
    """Return cells without the empty ones at their end, those up to a width excepted."""
    count = len(cells)
    while count > width and not cells[count - 1]:
        count -= 1
    return cells[:count]


def _read_csv(path):
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader, rows, line = csv.reader(stream), [], 1
            for row in reader:
                rows.append((line, row))
                line = reader.line_num + 1
            return rows
    except UnicodeDecodeError:
        raise NotRead("encoding") from None
    except csv.Error as error:
        raise NotRead("unreadable", reason=error) from None


def _read_xlsx(path):
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
        formulas = openpyxl.load_workbook(path)
    except Exception as error:  # whatever the library stumbles over, the file is not read
        raise NotRead("unreadable", reason=error) from None
    first, *others = book.worksheets
    for sheet in others:
        if any(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row):
            raise NotRead("sheets", sheet=sheet.title, first=first.title)
    for row in formulas.worksheets[0].iter_rows():
        for cell in row:
            if cell.data_type == "f" and first[cell.coordinate].value is None:
                raise NotRead("formula", cell=cell.coordinate)
    values = first.iter_rows(values_only=True)
    return [(line, [_as_text(cell) for cell in row]) for line, row in enumerate(values, 1)]


def _as_text(cell):
    """Return a cell as the import screen wants it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        day = cell.time() == datetime.time()
        return cell.date().isoformat() if day else cell.isoformat(" ", "seconds")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if abs(cell) >= EXACT:
            return f"{cell:E}"  # its last digits are lost: it must not look as if they were there
        return str(int(cell)) if cell == int(cell) else repr(cell)
    return str(cell)


def same_key(text):
    """Return a name or a number without what does not tell two apart: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
