"""What a room says of a kind of report that it adds."""

from typing import NamedTuple


class ReportKind(NamedTuple):
    """A kind of report, declared in `_report_kinds` beside its methods.

    :param str clause: named in what is refused
    :param str filers: the method of one report that returns who files it (res.users); none: whoever stands
        above the person
    """

    clause: str
    filers: str = ""
