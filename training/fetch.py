"""Fetch what the recipe starts from: the `lac` 2.1.2 source distribution with LAC-full's weights (Apache-2.0).

    python -m training.fetch WORK/lac

Out: the unpacked distribution in WORK/lac. The training sets and the raw news are given by path (see
training/README.md).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

SHA256 = "22fcde0d5082d2044205ea6f6a7a9cd1f0d63e7b21b2dd5c9c73f27e7c0a3ef1"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    archives = list(a.out.glob("*.tar.gz"))
    if not archives:
        # lac's setup.py needs a setuptools older than what PyTorch asks for, so pip runs in an environment of its own.
        with tempfile.TemporaryDirectory() as folder:
            venv.create(folder, with_pip=True)
            python = str(Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python")
            pip = [python, "-m", "pip"]
            subprocess.run([*pip, "install", "-q", "setuptools<70", "wheel"], check=True)
            options = ["--no-deps", "--no-build-isolation", "--no-binary", "lac", "-d", str(a.out)]
            subprocess.run([*pip, "download", "-q", *options, "lac==2.1.2"], check=True)
        archives = list(a.out.glob("*.tar.gz"))
    found = hashlib.sha256(archives[0].read_bytes()).hexdigest()
    if found != SHA256:
        sys.exit(f"{archives[0]} is not the file the recipe was made with: sha256 {found}, expected {SHA256}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(a.out, filter="data")
    unpacked = next(path for path in a.out.iterdir() if (path / "LAC/lac_model").is_dir())
    print(f"LAC-full is in {unpacked}")


if __name__ == "__main__":
    main()
