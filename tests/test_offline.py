"""Nothing leaves the machine: extraction by every route, in processes that die at the first Internet socket.

Their home and their temporary directory must be empty afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.extended

ROOT = Path(__file__).parents[1]
TRAP = ROOT / "tests" / "offline_trap.py"
WATCHED_SECONDS = 15  # what phones home does so some ten seconds after it was loaded
TEXT = "2023年，云岭省地区生产总值达1.2万亿元，同比增长5.6%，省统计局局长李明说。"

# Code of each route. OUT is the directory of its outputs.
ROUTES = {
    "Python": "from extractor import extract\nassert extract(TEXT).figures",
    "the fast reader of facts": "from extractor import Extractor\nassert Extractor(facts='fast').extract(TEXT).figures",
    "many articles, worker processes": (
        "from extractor import extract_many\nassert len(list(extract_many([TEXT] * 9, processes=2))) == 9"
    ),
    "spawned workers": (
        "from extractor.export.task import ExportTask\nfrom extractor.parallel import Pool\n"
        "with Pool(ExportTask(), 1, start='spawn') as pool:\n"
        "    for outcome in pool.run([('a', {'content': TEXT})]): pass\n"
    ),
    "spaCy component": (
        "import spacy\nnlp = spacy.blank('zh')\nnlp.add_pipe('extractor_facts')\nassert nlp(TEXT)._.facts\n"
        "nlp.add_pipe('extractor_ner')\nnlp(TEXT)"
    ),
    "what a Spark worker runs": (
        "from extractor.spark import loaded_extractor\nassert loaded_extractor('bundled', (), ()).extract(TEXT).figures"
    ),
    "show, and a page": (
        "from extractor.cli import run\nopen(OUT + '/in.txt', 'w').write(TEXT)\nassert run(['demo']) == 0\n"
        "assert run(['show', OUT + '/in.txt', '--html', OUT + '/page.html']) == 0"
    ),
    "export of every format, and a report": (
        "from extractor.cli import run\nimport json\n"
        "open(OUT + '/in.jsonl', 'w').writelines(json.dumps({'id': n, 'content': TEXT}) + '\\n' for n in range(9))\n"
        "for form in 'csv jsonl xlsx parquet sqlite'.split():\n"
        "    assert run(['export', OUT + '/in.jsonl', '-o', OUT + '/out.' + form, '-j', '2']) == 0\n"
        "assert run(['report', OUT + '/out.csv', '-o', OUT + '/report.html']) == 0"
    ),
    "onnxruntime imported by another after us": "import extractor\nimport onnxruntime\nassert extractor.extract(TEXT)",
}


@pytest.mark.slow
def test_no_internet_socket_and_no_file_beside_the_outputs_by_any_route(tmp_path: Path) -> None:
    running: dict[str, tuple[subprocess.Popen[str], Path]] = {}
    for number, (name, code) in enumerate(ROUTES.items()):
        place = tmp_path / str(number)
        for directory in ("home", "temporary", "out", "work"):
            (place / directory).mkdir(parents=True)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
        environment |= {
            "HOME": str(place / "home"), "TMPDIR": str(place / "temporary"), "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        head = f"TEXT = {TEXT!r}\nOUT = {str(place / 'out')!r}\nimport time\n"
        running[name] = (
            subprocess.Popen(
                [sys.executable, str(TRAP), f"{head}{code}\ntime.sleep({WATCHED_SECONDS})"],
                env=environment, cwd=place / "work", text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            ),
            place,
        )  # fmt: skip
    for name, (process, place) in running.items():
        _, errors = process.communicate()
        assert process.returncode == 0, f"{name}: {errors[-2000:]}"
        left = [path for part in ("home", "temporary", "work") for path in (place / part).rglob("*")]
        assert not left, f"{name} left {left}"


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's filter of system calls is Linux's")
@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6"])
def test_the_trap_kills_a_process_that_opens_an_internet_socket(family: str) -> None:
    code = f"import socket; socket.socket(socket.{family}, socket.SOCK_DGRAM)"
    assert subprocess.run([sys.executable, str(TRAP), code], check=False).returncode == -signal.SIGSYS


def test_the_trap_refuses_a_look_up_and_lets_local_sockets_pass() -> None:
    code = "import socket; socket.socketpair(); socket.getaddrinfo('example.org', 80)"
    done = subprocess.run([sys.executable, str(TRAP), code], check=False, capture_output=True, text=True)
    assert done.returncode and "nothing leaves the machine" in done.stderr
