"""The contract on paper: parties, goods, standard articles (W3.C, W3.D)."""

from . import ops_contract
from . import ops_contract_article
from . import terms
