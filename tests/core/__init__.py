"""script/test --core: Odoo's and OCA's own tests of the modules that our add-ons extend."""
