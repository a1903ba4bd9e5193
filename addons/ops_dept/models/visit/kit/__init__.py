"""The kit: one sheet of what is taken along, confirmed once a day, and who lacks what (V1.2, V1.3, V2.3)."""

from . import ops_checklist
from . import ops_checklist_item
from . import rule
from . import ops_kit
from . import ops_checklist_answer
from . import ops_visit
from . import ops_home
