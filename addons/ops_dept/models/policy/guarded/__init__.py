"""What documents and core's models share: guarded fields, one door, one way past it for moves."""

from . import ops_reasoned
from . import ops_guarded
from . import switch
from . import switched_view
from . import door
from . import moves
from . import because
from . import ops_follows
from . import ir_attachment
from . import form_part
