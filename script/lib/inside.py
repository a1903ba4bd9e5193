"""Tasks that run inside Odoo: ``python -m lib.inside CONF DATABASE TASK``, on the environment's Python.

A task that fails for a reason the user can mend prints it after "STOP: ".
"""

import runpy
import sys
import threading
from pathlib import Path

from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config, file_path

# Debian's build lacks this file, and the web client logs an error for it on every page.
ABSENT_IN_DEBIAN = "mail/static/lib/selfie_segmentation/selfie_segmentation.js"

# What the web client, the portal, the first report and the browser tests load.
BUNDLES = (
    "web.assets_web",
    "web.assets_web_print",
    "web.assets_frontend",
    "web.assets_frontend_lazy",
    "web.assets_frontend_minimal",
    "web.assets_tests",
    "web.assets_clickbot",
    "web.chartjs_lib",
)


def heal_assets(env):
    """Take the file that Debian's build lacks out of the page, in this database only."""
    try:
        file_path(ABSENT_IN_DEBIAN)
    except FileNotFoundError:
        assets = env["ir.asset"]
        if not assets.search_count([("path", "=", ABSENT_IN_DEBIAN)]):
            assets.create(
                {
                    "name": "absent in Debian's build of Odoo",
                    "bundle": "web.assets_backend",
                    "directive": "remove",
                    "path": ABSENT_IN_DEBIAN,
                }
            )


def build_assets(env):
    """Build the pages' scripts and styles now, so that the first page does not wait for them."""
    for lang in {"en_US", *env["res.lang"].search([]).mapped("code")}:
        qweb = env["ir.qweb"].with_context(lang=lang)
        for name in BUNDLES:
            bundle = qweb._get_asset_bundle(name, css=True, js=True)
            bundle.js()
            bundle.css()


def load_demo(env):
    """Load the demo company from data/, and let its people work."""
    folder = Path(__file__).resolve().parents[2] / "data"
    runpy.run_path(str(folder / "load.py"))["load"](env, folder)
    runpy.run_path(str(folder / "scenario.py"))["play"](env)


def furnish(env):
    """Put the company of the tests into the database that they are copied from."""
    path = Path(__file__).resolve().parents[2] / "tests" / "furniture.py"
    runpy.run_path(str(path))["furnish"](env)


TASKS = {
    "heal-assets": heal_assets,
    "build-assets": build_assets,
    "load-demo": load_demo,
    "furnish": furnish,
}


def main():
    conf, database, *tasks = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=warn"], setup_logging=True)
    load_server_wide_modules()
    threading.current_thread().dbname = database  # as in a request
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        for task in tasks:
            TASKS[task](env)
            env.flush_all()


if __name__ == "__main__":
    try:
        main()
    except UserError as error:
        sys.exit(f"STOP: {error}")
