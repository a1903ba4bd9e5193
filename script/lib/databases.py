"""The project's databases, built in stages so that each is made once and then only copied.

    dependencies   modules that ours depend on, Chinese loaded: anew when libraries or dependencies change
    product        with our add-ons, pages built: anew when an add-on changes
    company        with the demo company of data/: anew when an add-on or data/ changes
    plain          only what ours depend on, in English, for core's own tests

A stage's name carries a hash of what it is made from. It is built under another name and renamed when it is
complete, so an interruption leaves nothing half made. Tests and the demo server work on copies.
"""

import ast
import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import odoo_run, paths, postgres, virtualenv
from .console import Stop, run, step

OUR_MODULES = ("ops_dept", "ops_dept_reports")
# Modules that ours must get along with: tests have them, the product does not need them.
COMPANION_MODULES = ("l10n_cn", "sale_mrp", "stock_dropshipping")
DEMO = "demo"
BUILD_LOCK = paths.RUN / "build.lock"
DATABASE_FAILURE = "A database could not be made."


class Databases:
    """Names, copies and stages on one server.

    :param dict environment: the variables to reach the server
    :param source: the Odoo tree in use
    """

    def __init__(self, environment, source):
        self.environment = environment
        self.source = source
        # On somebody else's server the names tell apart the checkouts that share it.
        self.prefix = f"ops_{paths.text_hash(str(paths.ROOT))[:6]}_" if postgres.is_external() else "ops_"

    # --- single databases

    def name(self, purpose):
        return f"{self.prefix}{purpose}"

    def query(self, statement, database="postgres", as_superuser=False):
        """Run one statement and return its rows as lists of text; as superuser on our own server."""
        role = {"PGUSER": postgres.SUPERUSER} if as_superuser else {}
        # read from a file: a command line holds only so much
        with tempfile.TemporaryFile("w+", encoding="utf8") as stream:
            stream.write(statement)
            stream.seek(0)
            output = run(
                ["psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", database],
                DATABASE_FAILURE, log="postgres.log", env={**self.environment, **role}, stdin=stream,
            )  # fmt: skip
        return [line.split("\t") for line in output.splitlines() if line]

    def exists(self, name):
        return bool(self.query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def drop(self, name):
        """Remove a database of ours with its files, whoever is connected."""
        # not WITH (FORCE), which needs a right over the server's own vacuum: a plain DROP sends it away
        self.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            f" WHERE datname = '{name}' AND usename = current_user"
        )
        self.query(f'DROP DATABASE IF EXISTS "{name}"')
        shutil.rmtree(self._files(name), ignore_errors=True)

    def copy(self, origin, name):
        """Replace database `name` with a copy of `origin`; Odoo never changes a file, so files are links."""
        self.drop(name)
        if self._files(origin).exists():
            shutil.copytree(self._files(origin), self._files(name), copy_function=os.link)
        self.query(f'CREATE DATABASE "{name}" TEMPLATE "{origin}"')

    @contextlib.contextmanager
    def temporary_copy(self, origin, purpose):
        """Give the name of a copy that is dropped afterwards."""
        self._drop_left_over()
        name = f"{origin}_{purpose}_{os.getpid()}"
        self.copy(origin, name)
        try:
            yield name
        finally:
            self.drop(name)

    def note(self, name):
        """Return what `set_note` last kept with the database."""
        rows = self.query(
            f"SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '{name}'"
        )
        return rows[0][0] if rows else ""

    def set_note(self, name, text):
        self.query(f"COMMENT ON DATABASE \"{name}\" IS '{text}'")

    def _files(self, name):
        return paths.ODOO_DATA / "filestore" / name

    # --- stages

    def dependencies(self):
        """Return the name of the stage with everything that our add-ons depend on."""
        return self._modules_stage("dependencies", *COMPANION_MODULES, options=["--load-language=zh_CN"])

    def plain(self):
        """Return the name of the stage with what our add-ons depend on and nothing else, in English."""
        return self._modules_stage("plain")

    def _modules_stage(self, purpose, *companions, options=()):
        modules = sorted({*_dependencies(), *companions} - set(OUR_MODULES))
        libraries = paths.folder_hash(*virtualenv.SERVER_REQUIREMENTS)
        failure = "The modules that ours depend on could not be installed."
        return self._stage(
            purpose,
            paths.text_hash(*modules, self.source.version, libraries),
            f"{len(modules)} modules that ours depend on (a few minutes)",
            lambda name: odoo_run.install(self.environment, name, modules, failure, *options),
        )

    def product(self):
        """Return the name of the stage with our add-ons installed."""
        return self._stage(
            "product",
            self.product_key(),
            f"our add-ons: {', '.join(our_modules())}",
            self._install_product,
            self.dependencies,
        )

    def company(self):
        """Return the name of the stage with the demo company."""
        key = paths.text_hash(self.product_key(), demo_key())
        return self._stage("company", key, "the demo company", self._load_company, self.product)

    def furnished(self):
        """Return the name of the stage with our add-ons and the company of the tests, the rulebook off."""
        key = paths.text_hash(self.product_key(), paths.folder_hash(paths.TESTS / "furniture.py"))
        return self._stage("furnished", key, "the company of the tests", self._furnish, self.product)

    def product_key(self):
        return paths.text_hash(
            paths.folder_hash(paths.ADDONS), *map(str, self.source.addons_paths), self.source.version
        )

    def _install_product(self, name):
        odoo_run.install(self.environment, name, our_modules(), "Our add-ons could not be installed.")
        self.prepare_pages(name)

    def _load_company(self, name):
        odoo_run.inside(self.environment, name, "The demo company could not be loaded.", "load-demo")
        self.prepare_pages(name)

    def _furnish(self, name):
        odoo_run.inside(self.environment, name, "The company of the tests could not be made.", "furnish")

    def update(self, name):
        """Bring a database with our add-ons up to the present sources."""
        odoo_run.install(
            self.environment, name, our_modules(), f"Database {name} could not be updated.", verb="-u"
        )
        self.prepare_pages(name)

    def prepare_pages(self, name):
        odoo_run.inside(
            self.environment, name, "The web pages could not be built.", "heal-assets", "build-assets"
        )

    def _stage(self, purpose, key, title, build, base=None):
        name = self.name(f"{purpose}_{key}")
        if self.exists(name):
            return name
        origin = base() if base else None
        with BUILD_LOCK.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.exists(name):
                return name
            with step(f"Database: {title}"):
                self._build(name, f"{name}_building", origin, build)
                self._drop_outdated(purpose, name)
        return name

    def _build(self, name, unfinished, origin, build):
        if origin:
            self.copy(origin, unfinished)
        else:
            self.drop(unfinished)
            self.query(f"CREATE DATABASE \"{unfinished}\" TEMPLATE template0 ENCODING 'UTF8'")
        try:
            build(unfinished)
        except (Stop, KeyboardInterrupt):
            self.drop(unfinished)
            raise
        shutil.rmtree(self._files(name), ignore_errors=True)
        if self._files(unfinished).exists():
            self._files(unfinished).rename(self._files(name))
        self.query(f'ALTER DATABASE "{unfinished}" RENAME TO "{name}"')

    def _drop_outdated(self, purpose, name):
        for (other,) in self.query(
            f"SELECT datname FROM pg_database WHERE datname ~ '^{self.name(purpose)}_[0-9a-f]{{12}}$'"
        ):
            if other != name:
                self.drop(other)

    def _drop_left_over(self):
        """Drop the temporary copies of commands that were killed."""
        for (name,) in self.query(
            f"SELECT datname FROM pg_database WHERE datname ~ '^{self.prefix}.+_[a-z]+_[0-9]{{1,7}}$'"
        ):
            if not Path("/proc", name.rpartition("_")[2]).exists():
                self.drop(name)


def our_modules():
    """Return our add-ons that are in the checkout, in the order of their dependence."""
    return [name for name in OUR_MODULES if (paths.ADDONS / name / "__manifest__.py").exists()]


def demo_key():
    """Return a hash of the demo company's files."""
    return paths.folder_hash(paths.DEMO_DATA)


def _dependencies():
    manifests = [paths.ADDONS / name / "__manifest__.py" for name in our_modules()]
    return {
        name for path in manifests for name in ast.literal_eval(path.read_text(encoding="utf8"))["depends"]
    }


def wait_for_exit(process, seconds=15):
    """Ask a process to stop and see that it does."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
