from . import contract, quotation
