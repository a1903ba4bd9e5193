"""What guides a consultant: coach cards by situation, and what is known of the customer before the door."""

from . import ops_checklist
from . import situation
from . import ops_visit
from . import tasks
