"""Odoo 19 itself: the one ODOO_HOME names, else Debian's package unpacked into the project's own folder."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from . import paths
from .console import Stop, run, step, tell

LOCK_FILE = paths.ROOT / "script" / "odoo.lock"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
DEBS = paths.RUN / "debs"
APT = paths.RUN / "apt"
STAMP = paths.ODOO_DEBIAN / "version"

# The package links to files of these: from the machine's own release, and from unstable what that lacks.
STABLE_PARTS = (
    "fonts-font-awesome",
    "fonts-inconsolata",
    "fonts-ocr-b",
    "fonts-roboto-unhinted",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
)
UNSTABLE_PARTS = ("fonts-montserrat",)

OWN_ODOO = "set ODOO_HOME to the folder of an Odoo 19 of your own, then run this again"


class OdooSource:
    """One Odoo tree: the folder to import it from, its folders of add-ons, and its version."""

    def __init__(self, python_path, addons_paths):
        self.python_path = python_path
        self.addons_paths = addons_paths
        self.version = (python_path / "odoo" / "release.py").read_text(encoding="utf8")


def find():
    """Return the Odoo tree in use, or None when none was fetched yet.

    :raises Stop: ODOO_HOME is set but no Odoo 19 is there
    """
    home = os.environ.get("ODOO_HOME")
    if home:
        return _at_home(Path(home).expanduser())
    if not STAMP.exists():
        return None
    python_path = _debian_python_path(paths.ODOO_DEBIAN)
    return OdooSource(python_path, [python_path / "odoo" / "addons"])


def install():
    """Make sure that there is an Odoo tree, and return it.

    :raises Stop: wrong ODOO_HOME, or Debian's package could not be had
    """
    source = find()
    if source and (
        os.environ.get("ODOO_HOME") or not _is_older(STAMP.read_text().strip(), _read_lock()["version"])
    ):
        return source
    with step("Odoo 19 from Debian's package (about 130 MB)"):
        _fetch()
    return find()


def _at_home(home):
    """Return the tree at ODOO_HOME: a source checkout, or the folder that a package `odoo` is in."""
    release = home / "odoo" / "release.py"
    if not release.is_file():
        raise Stop(
            f"ODOO_HOME is {home}, and there is no odoo/release.py in it: "
            "set it to the folder that holds Odoo 19's package 'odoo', or unset it to use Debian's package."
        )
    series = re.search(r"^version_info = \((\d+),", release.read_text(encoding="utf8"), re.M)
    if not series or series[1] != "19":
        raise Stop(
            f"ODOO_HOME is {home}, and that is Odoo {series[1] if series else 'of an unknown version'}: "
            "this project needs Odoo 19; set ODOO_HOME to one, or unset it to use Debian's package."
        )
    addons = [
        folder
        for folder in (home / "addons", home / "odoo" / "addons")
        if (folder / "base").is_dir() or (folder / "sale").is_dir()
    ]
    if not any((folder / "sale_management").is_dir() for folder in addons):
        raise Stop(
            f"ODOO_HOME is {home}, and its add-ons are missing (no sale_management): "
            "set it to a complete Odoo 19, or unset it to use Debian's package."
        )
    return OdooSource(home, addons)


def _debian_python_path(tree):
    return tree / "usr" / "lib" / "python3" / "dist-packages"


def _read_lock():
    return dict(re.findall(r"^(\w+) = (\S+)$", LOCK_FILE.read_text(), re.M))


def _is_older(version, than):
    return subprocess.run(["dpkg", "--compare-versions", version, "lt", than], check=False).returncode == 0


def _fetch():
    lock = _read_lock()
    DEBS.mkdir(parents=True, exist_ok=True)
    apt = _private_apt()
    run(
        ["apt-get", *apt, "-o", "APT::Update::Error-Mode=any", "update"],
        "Debian's package lists could not be fetched for Odoo.",
    )
    version = _choose_version(apt, lock)
    failure = f"Odoo could not be fetched from Debian; {OWN_ODOO}."
    run(["apt-get", *apt, "download", f"{lock['package']}={version}", *UNSTABLE_PARTS], failure, cwd=DEBS)
    run(["apt-get", "download", *STABLE_PARTS], failure, cwd=DEBS)
    package = _downloaded(lock["package"], version)
    if version == lock["version"] and hashlib.sha256(package.read_bytes()).hexdigest() != lock["sha256"]:
        package.unlink()
        raise Stop(
            f"Debian's Odoo {version} is not the file that script/odoo.lock knows (its checksum differs): "
            f"run this again, and if that does not help, {OWN_ODOO}."
        )
    _unpack([package, *(_downloaded(name) for name in (*UNSTABLE_PARTS, *STABLE_PARTS))], version)


def _choose_version(apt, lock):
    """Return the version that is known to work, or the newest one offered when it is gone."""
    offered = [
        line.split("|")[1].strip()
        for line in run(
            ["apt-cache", *apt, "madison", lock["package"]], "apt could not look for Odoo."
        ).splitlines()
        if line.count("|") == 2
    ]
    if lock["version"] in offered:
        return lock["version"]
    newer = [
        version for version in offered if version.startswith("19.") and _is_older(lock["version"], version)
    ]
    if not newer:
        raise Stop(f"Debian does not offer Odoo 19 any more: {OWN_ODOO}.")
    tell(
        f"   Note: Debian now has Odoo {newer[0]}; known to work is {lock['version']}. Taking the newer one."
    )
    return newer[0]


def _private_apt():
    """Return the options for an apt that knows Debian unstable; the system's own stays as it is."""
    for folder in ("sources.d", "lists/partial", "archives/partial"):
        (APT / folder).mkdir(parents=True, exist_ok=True)
    (APT / "sources.d" / "unstable.sources").write_text(
        f"Types: deb\nURIs: {_find_mirror()}\nSuites: sid\nComponents: main\nSigned-By: {KEYRING}\n"
    )
    options = {
        "Dir::Etc::sourcelist": "/dev/null",
        "Dir::Etc::sourceparts": APT / "sources.d",
        "Dir::State::Lists": APT / "lists",
        "Dir::Cache::archives": APT / "archives",
        "Dir::Cache::pkgcache": "",
        "Dir::Cache::srcpkgcache": "",
    }
    if os.geteuid() == 0:
        # apt's own user cannot read a folder inside a closed home
        options["APT::Sandbox::User"] = "root"
    return [part for key, value in options.items() for part in ("-o", f"{key}={value}")]


def _find_mirror():
    """Return the address of the Debian mirror that the machine itself uses."""
    release = dict(
        line.split("=", 1) for line in Path("/etc/os-release").read_text().splitlines() if "=" in line
    )
    suites = {release.get("VERSION_CODENAME", "").strip('"'), "stable"}
    if release.get("ID", "").strip('"') != "debian" or not Path(KEYRING).exists():
        raise Stop(f"Odoo's package is fetched with apt on Debian 12 or newer only: here {OWN_ODOO}.")
    targets = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)", "Created-By: Packages"]
    for line in run(targets, "apt could not name its sources.").splitlines():
        uri, _space, suite = line.partition(" ")
        if suite in suites and re.match(r"(https?|mirror\+.*|ftp)://", uri):
            return uri
    raise Stop(
        f"apt's sources name no Debian mirror ({' or '.join(sorted(suites))}): add one, or {OWN_ODOO}."
    )


def _downloaded(name, version=None):
    """Return the downloaded file of a package, of the given version or the newest one."""
    wanted = version.replace(":", "%3a") if version else "*"
    files = sorted(DEBS.glob(f"{name}_{wanted}_*.deb"), key=lambda path: path.stat().st_mtime)
    if not files:
        raise Stop(f"apt fetched no {name}: run this again, and if that does not help, {OWN_ODOO}.")
    return files[-1]


def _unpack(packages, version):
    """Unpack beside the present tree and swap at the end: an interruption leaves no half tree in use."""
    partial = paths.ODOO_DEBIAN.with_name("odoo.partial")
    shutil.rmtree(partial, ignore_errors=True)
    for package in packages:
        run(
            ["dpkg", "-x", package, partial],
            f"{package.name} could not be unpacked: delete it and run this again.",
        )
    addons = _debian_python_path(partial) / "odoo" / "addons"
    dangling = run(["find", addons, "-xtype", "l"], "find failed.").splitlines()
    if dangling:
        tell(f"   Note: {len(dangling)} links of Debian's Odoo lead nowhere, the first is {dangling[0]}.")
    (partial / "version").write_text(f"{version}\n")
    shutil.rmtree(paths.ODOO_DEBIAN, ignore_errors=True)
    partial.rename(paths.ODOO_DEBIAN)
