from . import customer_paper
