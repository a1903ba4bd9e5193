"""Records and documents of ours: number, people, form, lines, links."""

from . import ops_number
from . import ops_record
from . import number
from . import record_view
from . import ops_document
from . import document_view
from . import ops_document_part
from . import ops_document_line
