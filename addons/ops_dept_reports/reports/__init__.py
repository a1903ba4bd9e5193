from . import policy, visit, plan, deal, delivery, cash
