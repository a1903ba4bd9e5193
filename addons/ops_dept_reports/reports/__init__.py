from . import deal, delivery
