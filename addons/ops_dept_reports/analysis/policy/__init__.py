"""How duties are kept, and what follows where they are not."""

from . import ops_duty_analysis
from . import ops_case_analysis
from . import ops_home
