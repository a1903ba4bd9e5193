"""What is kept about a person: who sees it, on which ways it could leak, what the company decides."""

from . import ops_hushed
from . import ops_confidential
from . import res_company
from . import res_config_settings
