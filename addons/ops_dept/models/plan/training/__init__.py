"""Training: who was trained in what, and who is here for some time and was not (M4.4)."""

from . import ops_training_state
from . import res_company
from . import ops_home
