"""Warm kernels are what ordinary ones are, but sooner there."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import papermill
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError

from owlib.errors import OwlibError
from owlib.places import ROOT_VARIABLE
from owlib.reports.catalog import select_reports
from owlib.reports.kernels import ADDRESS, PROVISIONER, WarmKernel, ask_kernel, keep_warm, run_warm
from owlib.reports.runs import EVIDENCE_KEPT, KERNEL_SETTINGS, PREPARED, make_job, make_report, set_environment

pytestmark = pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="warm kernels need fork and process files")
MODULES = ("matplotlib.pyplot", "numpy", "pandas")
KINDS = ("warm", "ordinary")
PATIENCE = 120
"""Seconds after which something will not happen any more, on however busy a machine."""
TELL_KIND = "import os\nprint('ordinary' if os.getppid() == int(os.environ['JPY_PARENT_PID']) else 'warm')"
SOIL = """
import builtins, json, os, pathlib, random, sys, types, warnings
import matplotlib, numpy, pandas
left = "a variable"
sys.modules["left"] = types.ModuleType("left")
builtins.left = json.left = pandas.left = True
pandas.read_csv = matplotlib.pyplot = None
pandas.set_option("display.max_rows", 3)
matplotlib.rcParams["font.size"] = 3
random.seed(1), numpy.random.seed(1)
os.environ["LEFT"] = "1"
sys.path.insert(0, "left")
warnings.simplefilter("error")
held = open("held.txt", "w")
os.mkdir("left"), os.chdir("left")
"""
TELL_STATE = """
import builtins, json, os, sys, warnings
started_with = sorted(name for name in globals() if not name.startswith("_"))
files = [os.path.realpath("/proc/self/fd/" + number) for number in os.listdir("/proc/self/fd")]
import matplotlib.pyplot, numpy, pandas
print(json.dumps({
    "variables": started_with,
    "left": [name for name in ("left",) if name in sys.modules or hasattr(builtins, name) or hasattr(json, name)],
    "patched": [hasattr(pandas, "left"), pandas.read_csv is None, matplotlib.pyplot is None],
    "rows": pandas.get_option("display.max_rows"),
    "pictures": {name: str(value) for name, value in matplotlib.rcParams.items()},
    "environment": {k: v for k, v in os.environ.items() if not k.startswith(("JPY", "OWLIB", "JUPYTER", "PYTEST"))},
    "folder": os.getcwd(),
    "path": sys.path,
    "arguments": [os.path.basename(sys.argv[0]), *sys.argv[1:2], len(sys.argv)],
    "name": __name__,
    "warnings": sorted(str(each) for each in warnings.filters),
    "files": sorted(name for name in files if os.path.isfile(name) and ".ipython" not in name),
    "group": os.getpgid(0) == os.getsid(0) == os.getpid(),
}, default=str))
"""


@pytest.fixture(scope="module")
def server():
    """A warm process for all tests of this file."""
    with keep_warm(MODULES) as fault:
        assert not fault
        yield


@pytest.fixture(params=KINDS)
def kind(request, server, monkeypatch, tmp_path):  # noqa: ARG001 - it runs meanwhile
    """Kernels of both kinds, with a history of their own."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    if request.param == "ordinary":
        monkeypatch.delenv(ADDRESS)
    return request.param


@pytest.fixture
def warm(server, monkeypatch, tmp_path):  # noqa: ARG001 - it runs meanwhile
    """Warm kernels alone."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))


def make_notebook(*sources: str) -> nbformat.NotebookNode:
    """Return a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return notebook


def execute(notebook: nbformat.NotebookNode, folder: Path) -> None:
    """Run a notebook in a fresh kernel, in a folder, as nbclient and papermill do."""
    settings = {"timeout": PATIENCE, "startup_timeout": PATIENCE}
    NotebookClient(notebook, resources={"metadata": {"path": str(folder)}}, **settings).execute()


def run_notebook(folder: Path, *sources: str) -> str:
    """Run cells in a fresh kernel, in a folder, and return what they print."""
    notebook = make_notebook(*sources)
    execute(notebook, folder)
    return "".join(output.get("text", "") for cell in notebook.cells for output in cell.outputs)


@contextlib.contextmanager
def open_kernel(**options):
    """Start a kernel, and end it."""
    with tempfile.TemporaryDirectory(prefix="k-") as folder:  # sockets want a short path
        manager = KernelManager(transport=options.pop("transport", "ipc"), connection_file=f"{folder}/kernel.json")
        manager.start_kernel(**options)
        client = manager.client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=PATIENCE)
            yield manager, client
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def run_cell(client, source: str) -> tuple[str, str]:
    """Run a cell, and return what it prints and the status of its end."""
    said = []
    reply = client.execute_interactive(
        source, timeout=PATIENCE, output_hook=lambda m: said.append(m["content"].get("text"))
    )
    return "".join(filter(None, said)), reply["content"]["status"]


def is_running(pid: int) -> bool:
    """Return whether a process runs; one that has ended and was not taken note of does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_end(pid: int) -> bool:
    """Return whether a process ends soon."""
    until = time.monotonic() + 10
    while is_running(pid) and time.monotonic() < until:
        time.sleep(0.02)
    return not is_running(pid)


@pytest.mark.usefixtures("warm")
def test_nothing_of_one_notebook_is_visible_to_the_next_and_each_begins_as_an_ordinary_one(monkeypatch, tmp_path):
    before = json.loads(run_notebook(tmp_path, TELL_STATE))
    assert run_notebook(tmp_path, SOIL, TELL_KIND).strip() == "warm"
    after = json.loads(run_notebook(tmp_path, TELL_STATE))
    monkeypatch.delenv(ADDRESS)
    ordinary = json.loads(run_notebook(tmp_path, TELL_STATE))
    assert before == after == ordinary
    assert (before["left"], before["folder"]) == ([], str(tmp_path))


@pytest.mark.usefixtures("warm")
def test_random_states_differ_from_kernel_to_kernel(tmp_path):
    draw = "import random, numpy, uuid\nprint(random.random(), numpy.random.random(), uuid.uuid4())"
    drawn = [run_notebook(tmp_path, draw).split() for _ in range(2)]
    assert all(one != other for one, other in zip(*drawn, strict=True))


@pytest.mark.usefixtures("kind")
def test_figures_are_shown_and_the_backend_is_that_of_notebooks(tmp_path):
    notebook = make_notebook("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint(plt.get_backend())")
    execute(notebook, tmp_path)
    outputs = notebook.cells[0].outputs
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert any("inline" in output.get("text", "") for output in outputs)


@pytest.mark.usefixtures("kind")
def test_what_is_left_open_is_written_and_exit_handlers_run(tmp_path):
    cell = (
        "import atexit, pathlib\nheld = open('held.txt', 'w')\nheld.write('whole')\nring = [held]\nring.append(ring)\n"
        "atexit.register(lambda: pathlib.Path('ended.txt').write_text('ended'))"
    )
    with open_kernel(cwd=str(tmp_path)) as (manager, client):
        manager.shutdown_wait_time = PATIENCE  # one that takes long would be killed
        assert run_cell(client, cell)[1] == "ok"
        manager.shutdown_kernel()
    assert (tmp_path / "held.txt").read_text() == "whole"
    assert (tmp_path / "ended.txt").read_text() == "ended"


@pytest.mark.parametrize("transport", ["tcp", "ipc"])
def test_a_kernel_is_interrupted_restarted_and_shut_down(kind, transport):
    with open_kernel(transport=transport, stderr=subprocess.DEVNULL) as (manager, client):
        said, _ = run_cell(client, f"kept = 1\n{TELL_KIND}\nprint(os.getpid())")
        told, first = said.split()
        assert told == kind
        message = client.execute("import time\nprint('begun', flush=True)\ntime.sleep(60)")
        while client.get_iopub_msg(timeout=PATIENCE)["content"].get("text") != "begun\n":
            pass
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=PATIENCE)
        assert reply["parent_header"]["msg_id"] == message
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        manager.restart_kernel()
        client.wait_for_ready(timeout=PATIENCE)
        said, status = run_cell(client, "import os\nprint(os.getpid(), 'kept' in globals())")
        second, kept = said.split()
        assert (status, kept) == ("ok", "False")
        assert not is_running(int(first))
        manager.shutdown_kernel()
        assert not manager.is_alive()
        assert not is_running(int(second))


@pytest.mark.usefixtures("kind")
@pytest.mark.parametrize("death", ["os._exit(3)", "os.kill(os.getpid(), 9)"])
def test_a_kernel_that_dies_is_told(death, tmp_path):
    with pytest.raises(DeadKernelError):
        run_notebook(tmp_path, f"import os\n{death}")


@pytest.mark.usefixtures("kind")
def test_what_a_kernel_prints_past_the_notebook_reaches_the_one_who_started_it(tmp_path):
    out, error = tmp_path / "out.txt", tmp_path / "error.txt"
    cell = "import os\nos.system('echo outer; echo outer fault >&2')\nos.write(1, b'inner\\n')"
    with out.open("wb") as stream, error.open("wb") as faults, open_kernel(stdout=stream, stderr=faults) as (_, client):
        assert run_cell(client, cell)[1] == "ok"
    assert set(out.read_text().split()) >= {"outer", "inner"}
    assert "outer fault" in error.read_text()


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"OMP_NUM_THREADS": "1"}, "ordinary"),
        ({"PYTHONWARNINGS": "error"}, "ordinary"),
        ({"UNKNOWN_TO_US": "1"}, "ordinary"),
        ({"MPLBACKEND": "agg"}, "ordinary"),
        ({"OWLIB_ROOT": "elsewhere", "PYTEST_CURRENT_TEST": "x", "COLUMNS": "7"}, "warm"),
    ],
)
def test_a_kernel_is_forked_only_where_it_is_the_one_asked_for(changed, expected):
    with open_kernel(env={**os.environ, **changed}) as (manager, client):
        assert run_cell(client, TELL_KIND)[0].strip() == expected
        assert isinstance(manager.provisioner.process, WarmKernel) == (expected == "warm")
        said, _ = run_cell(
            client, f"import os, json\nprint(json.dumps([os.environ[name] for name in {list(changed)}]))"
        )
        assert json.loads(said) == list(changed.values())


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize(
    "command",
    [
        ["R", "--slave"],
        [sys.executable, "-m", "another_launcher"],
        [sys.executable, "-Xdev", "-m", "ipykernel_launcher"],
        ["/no/such/python", "-m", "ipykernel_launcher"],
    ],
)
def test_another_command_or_interpreter_is_not_forked(command):
    with pytest.raises(OwlibError, match="another"):
        ask_kernel(command)


@pytest.mark.usefixtures("warm")
def test_papermill_gets_warm_kernels_and_tells_of_a_dead_one(tmp_path):
    notebook = make_notebook("word = 'none'", f"{TELL_KIND}\nprint(word)")
    notebook.cells[0].metadata["tags"] = ["parameters"]
    nbformat.write(notebook, tmp_path / "in.ipynb")
    made = papermill.execute_notebook(
        tmp_path / "in.ipynb", None, parameters={"word": "told"}, cwd=str(tmp_path), progress_bar=False
    )
    assert made.cells[-1].outputs[0].text.split() == ["warm", "told"]
    nbformat.write(make_notebook("import os\nos._exit(1)"), tmp_path / "dead.ipynb")
    with pytest.raises(DeadKernelError):
        papermill.execute_notebook(tmp_path / "dead.ipynb", None, cwd=str(tmp_path), progress_bar=False)


@pytest.mark.usefixtures("warm")
def test_kernels_are_forked_for_several_at_once(tmp_path):
    def ask(number: int) -> WarmKernel:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", str(tmp_path / f"{number}.json")]
        return ask_kernel(command, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)

    with ThreadPoolExecutor(4) as pool:
        kernels = list(pool.map(ask, range(6)))
    assert len({kernel.pid for kernel in kernels}) == 6
    assert [kernel.poll() for kernel in kernels] == [None] * 6
    for kernel in kernels:
        kernel.kill()
        assert kernel.wait(PATIENCE) == -signal.SIGKILL


def test_a_command_runs_with_warm_kernels_and_nbval_uses_them(tmp_path, monkeypatch):
    monkeypatch.delenv(ADDRESS, raising=False)
    notebook = make_notebook(TELL_KIND)
    notebook.cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text="warm\n")]
    notebook.cells[0].execution_count = 1
    nbformat.write(notebook, tmp_path / "told.ipynb")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "-c", os.devnull]
    command += ["--rootdir", str(tmp_path), str(tmp_path / "told.ipynb")]
    assert run_warm(command, []) == 0
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_exit_code_and_signals_are_passed_on(tmp_path):
    assert run_warm([sys.executable, "-c", "raise SystemExit(7)"], []) == 7
    wait = f"import pathlib, time; pathlib.Path({str(tmp_path / 'on')!r}).touch(); time.sleep(60)"
    start = f"run_warm([{sys.executable!r}, '-c', {wait!r}], [])"
    call = f"from owlib.reports.kernels import run_warm\nraise SystemExit({start})"
    process = subprocess.Popen([sys.executable, "-c", call])
    until = time.monotonic() + 60
    while not (tmp_path / "on").exists() and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert process.wait(PATIENCE) == 128 + signal.SIGTERM


def test_where_the_warm_process_is_killed_ordinary_kernels_follow(tmp_path):
    with keep_warm([]) as fault, open_kernel() as (manager, client):
        assert not fault
        said, _ = run_cell(client, "import os\nprint(os.getpid(), os.getppid())")
        kernel, server = map(int, said.split())
        os.kill(server, signal.SIGKILL)
        assert wait_for_end(kernel)
        assert not manager.is_alive()
        assert run_notebook(tmp_path, TELL_KIND).strip() == "ordinary"


CLIENT = """
import sys, time
from jupyter_client.manager import KernelManager
from owlib.reports.kernels import keep_warm
def start():
    manager = KernelManager(transport="ipc", connection_file=sys.argv[1])
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(60)
    client.execute_interactive("import os; print(os.getpid(), os.getppid())",
        output_hook=lambda m: m["msg_type"] == "stream" and print(m["content"]["text"].strip(), flush=True))
    return manager, client
"""


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize("keeper", [False, True])
def test_no_kernel_outlives_the_process_that_asked_for_it_or_the_one_that_keeps_warm(keeper, tmp_path):
    ending = (
        "with keep_warm([]):\n    kept = start()\n    time.sleep(60)" if keeper else "kept = start()\ntime.sleep(60)"
    )
    command = [sys.executable, "-c", CLIENT + ending, str(tmp_path / "kernel.json")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        kernel, warm_process = map(int, process.stdout.readline().split())
        assert is_running(kernel)
        process.kill()
    assert wait_for_end(kernel)
    assert wait_for_end(warm_process) if keeper else is_running(warm_process)


def test_data_are_prepared_once_and_kernels_share_them(tmp_path, monkeypatch):
    (tmp_path / "owlprepared.py").write_text(
        "import pathlib\nread = []\ndef read_all():\n    read.append(1)\n"
        "    with pathlib.Path(__file__).with_name('times').open('a') as times:\n        times.write('x')\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with keep_warm(["owlprepared"], "owlprepared:read_all") as fault:
        assert not fault
        cell = "import owlprepared\nprint(len(owlprepared.read))\nowlprepared.read.append(2)"
        assert [run_notebook(tmp_path, cell).strip() for _ in range(2)] == ["1", "1"]
    assert (tmp_path / "times").read_text() == "x"


def test_a_report_is_the_same_to_the_byte_with_warm_and_ordinary_kernels(root, evidence):
    (report,) = select_reports(evidence, ["ow-c-interim"])
    job = make_job(root, evidence, report)
    with set_environment({ROOT_VARIABLE: str(root), **KERNEL_SETTINGS}), keep_warm(PREPARED, EVIDENCE_KEPT) as fault:
        assert not fault
        warm = make_report(job)
    assert not warm.fault
    assert warm.content == make_report(job).content


def test_a_warm_process_that_cannot_begin_leaves_ordinary_kernels(tmp_path, monkeypatch):
    monkeypatch.delenv(ADDRESS, raising=False)
    before = dict(os.environ)
    with keep_warm([], "owlib.places:no_such_function") as fault:
        assert "no_such_function" in fault
        assert dict(os.environ) == before
        assert run_notebook(tmp_path, TELL_KIND).strip() == "ordinary"


def test_nothing_is_left_behind(tmp_path):
    before = dict(os.environ)
    with keep_warm(["no_such_module"]) as fault:
        assert not fault
        address = Path(os.environ[ADDRESS])
        assert os.environ["JUPYTER_DEFAULT_PROVISIONER_NAME"] == PROVISIONER
        assert address.parent.stat().st_mode & 0o777 == 0o700
        with open_kernel(cwd=str(tmp_path)) as (_, client):
            kernel, server = map(int, run_cell(client, "import os\nprint(os.getpid(), os.getppid())")[0].split())
    assert not address.parent.exists()
    assert not is_running(kernel)
    assert not is_running(server)
    assert dict(os.environ) == before
