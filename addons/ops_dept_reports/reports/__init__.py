from . import policy, visit, deal, delivery
