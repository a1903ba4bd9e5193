from . import ops_contract
from . import ops_contract_article
from . import terms
