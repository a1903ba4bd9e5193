from . import policy, deal, delivery
