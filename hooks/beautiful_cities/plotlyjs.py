"""plotly.js as readers get it: the basic bundle, which holds lines and bars and weighs a quarter of the whole.

In: a cache folder. Out: the path of a script. npm fetches the package by name in the version that plotly.py carries and
checks its integrity; where npm or the registry is not there, plotly.py's own full bundle serves.
"""

from __future__ import annotations

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import plotly
from plotly.offline import get_plotlyjs_version

_PACKAGE = "plotly.js-basic-dist-min"
_MEMBER = "package/plotly-basic.min.js"
_TIMEOUT_S = 60


def plotly_script(cache: Path) -> Path:
    """The basic bundle from the cache or from npm, else plotly.py's full bundle."""
    version = get_plotlyjs_version()
    kept = cache / f"plotly-basic-{version}.min.js"
    if not kept.is_file() and (npm := shutil.which("npm")):
        _fetch(npm, version, kept)
    return kept if kept.is_file() else full_bundle()


def full_bundle() -> Path:
    """The bundle of all kinds of chart that plotly.py carries."""
    return Path(plotly.__file__).parent / "package_data" / "plotly.min.js"


def _fetch(npm: str, version: str, kept: Path) -> None:
    """Leave the bundle at `kept`, or nothing where npm cannot get it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"{_PACKAGE}@{version}", "--silent", "--pack-destination", folder]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_TIMEOUT_S)
        except (subprocess.SubprocessError, OSError):
            return
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as packed:
            member = packed.extractfile(_MEMBER)
            script = member.read() if member else b""
    if f"v{version}".encode() in script[:200]:
        kept.parent.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(".tmp")
        beside.write_bytes(script)
        beside.replace(kept)
