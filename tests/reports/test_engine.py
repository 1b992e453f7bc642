"""Forked cells show what those of an ordinary kernel show, and leave nothing to the next notebook."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import papermill
import pytest
from copies import wait_for
from nbclient.exceptions import DeadKernelError

from owlib.reports.catalog import select_reports
from owlib.reports.executors import CAN_FORK
from owlib.reports.notebooks import merge_streams
from owlib.reports.runs import make_job, make_report

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="cells are forked on Linux alone")
FORKED, ORDINARY = "owlib", None
SOIL = """
import builtins, json, os, pathlib, random, sys, types, warnings
import matplotlib, numpy, pandas
import matplotlib.pyplot as plt
left = "a variable"
sys.modules["left"] = types.ModuleType("left")
builtins.left = json.left = pandas.left = True
pandas.read_csv = matplotlib.pyplot.plot = None
pandas.set_option("display.max_rows", 3)
plt.figure(), plt.figure()
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
environment = {k: v for k, v in os.environ.items() if not k.startswith(("JPY", "OWLIB", "PYDEVD"))}
print(json.dumps({
    "variables": started_with,
    "left": [name for name in ("left",) if name in sys.modules or hasattr(builtins, name) or hasattr(json, name)],
    "patched": [hasattr(pandas, "left"), pandas.read_csv is None, matplotlib.pyplot.plot is None],
    "rows": pandas.get_option("display.max_rows"),
    "pictures": {name: str(value) for name, value in matplotlib.rcParams.items()},
    "open pictures": matplotlib.pyplot.get_fignums(),
    "environment": environment,
    "folder": os.getcwd(),
    "path": sorted(sys.path),
    "name": __name__,
    "warnings": sorted(str(each) for each in warnings.filters if each[2].__module__ == "builtins" and each[1] is None),
    "files": sorted(name for name in files if os.path.isfile(name) and ".ipython" not in name),
    "group": os.getpgid(0) == os.getsid(0) == os.getpid(),
}, default=str))
"""
"""What a library that only one of two processes has imported says of its own warnings, or of a message, is left out."""
DRAW = "import random, numpy, uuid\nprint(random.random(), numpy.random.random(), uuid.uuid4())"
SHOWN = {
    "a value": "x = 1\nx",
    "a value that is not wanted": "x;",
    "two streams": "import sys\nprint('a'); print('b', file=sys.stderr); print('c')",
    "text without an end": "print('x' * 9, end='', flush=True); print('y')",
    "display between prints": "from IPython.display import display, clear_output, HTML\n"
    "print('one'); display(HTML('<b>two</b>')); print('three'); 'four'",
    "cleared": "print('gone'); clear_output(); print('kept')",
    "updated": "handle = display('first', display_id='place')\nhandle.update('second')",
    "forms with metadata": "class Both:\n    def _repr_mimebundle_(self, **_):\n        return "
    "{'text/plain': 'both', 'application/x+json': {'a': (1, 2), 3: None}}, {'kept': {'too': (1,)}}\nBoth()",
    "displayed forms": "display(Both(), Both())",
    "a frame": "import pandas as pd\npd.DataFrame({'a': [1.5, float('nan')]})",
    "a picture": "import matplotlib.pyplot as plt\nplt.plot([1, 2]); print(plt.get_backend())",
    "magics": "%matplotlib inline\n%pwd",
    "a cell magic": "%%bash\necho from bash",
    "captured": "%%capture caught\nprint('hidden')",
    "what was captured": "caught.stdout",
    "a program": "!echo loud",
    "past Python": "import os\nos.system('echo outer; echo outer fault >&2'); os.write(1, b'inner\\n');",
    "awaited": "await __import__('asyncio').sleep(0, 'awaited')",
    "a warning": "import warnings\nwarnings.warn('careful')",
    "a log": "import logging\nlogging.warning('logged')",
    "help": "?len",
    "where it is": "__name__, sys.modules['__main__'].__dict__ is globals()",
    "what came before": "In[1], Out[1], _",
    "a thread": "from threading import Thread\nthread = Thread(target=print, args=('from a thread',))\n"
    "thread.start(); thread.join()",
    "a forked process": "from multiprocessing import get_context\n"
    "child = get_context('fork').Process(target=print, args=('from a child',), kwargs={'flush': True})\n"
    "child.start(); child.join(); child.exitcode",
    "no input": "import subprocess\nsubprocess.run('cat; echo $?', shell=True, check=False).returncode",
    "an error": "1/0",
    "an error in a function": "def fail():\n    raise ValueError('no')\nfail()",
    "no syntax": "def f(:",
    "no magic": "%nosuchmagic",
    "no form": "class Broken:\n    def __repr__(self): raise ValueError('no form')\nBroken()",
    "an end": "raise SystemExit(3)",
}
RUNNER = """
import json, sys
import matplotlib, nbformat, numpy, pandas, papermill
import matplotlib.pyplot
from owlib.reports.engine import make_ready
make_ready()
made = []
for number, (engine, folder, notebook) in enumerate(json.load(sys.stdin)):
    out = f"{folder}/{number}.ipynb"
    try:
        papermill.execute_notebook(papermill.iorw.load_notebook_node(notebook), out, engine_name=engine, cwd=folder,
                                   progress_bar=False)
    except papermill.PapermillExecutionError:
        pass
    made.append(nbformat.read(out, as_version=4))
print(json.dumps(made))
"""


def make_notebook(*sources: str) -> nbformat.NotebookNode:
    """Return a notebook of code cells, each of which may raise."""
    cells = [nbformat.v4.new_code_cell(source, metadata={"tags": ["raises-exception"]}) for source in sources]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def run_apart(folder: Path, *wanted: tuple) -> list[list[dict]]:
    """Run notebooks one after another by the engines named, in a process apart, and return their cells."""
    calls = []
    for number, (engine, *sources) in enumerate(wanted):
        path = folder / f"in-{number}.ipynb"
        nbformat.write(make_notebook(*sources), path)
        calls.append((engine, str(folder), str(path)))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    said = subprocess.run([sys.executable, "-c", RUNNER], input=json.dumps(calls), capture_output=True, text=True,
                          env={**environment, "IPYTHONDIR": str(folder / "ipython")}, check=True)  # fmt: skip
    made = nbformat.from_dict(json.loads(said.stdout.splitlines()[-1]))
    return [[cell for cell in notebook.cells if cell.cell_type == "code"] for notebook in made]


def run_notebook(folder: Path, *sources: str, engine: str | None = FORKED) -> str:
    """Run cells in a folder, and return what they print."""
    made = papermill.execute_notebook(
        make_notebook(*sources), None, engine_name=engine, cwd=str(folder), progress_bar=False
    )
    return read_printed(made.cells)


def read_printed(cells: list[dict]) -> str:
    """Return what cells print."""
    return "".join(output.get("text", "") for cell in cells for output in cell.outputs)


def is_running(pid: int) -> bool:
    """Return whether a process runs; one that has ended and was not taken note of does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What each cell shows, forked and in an ordinary kernel, by its name."""
    folder = tmp_path_factory.mktemp("shown")
    both = run_apart(folder, *((engine, *SHOWN.values()) for engine in (FORKED, ORDINARY)))
    for cell in (cell for cells in both for cell in cells):  # a kernel cuts what is printed where its clock says
        cell["outputs"] = merge_streams(cell["outputs"])
    return [dict(zip(SHOWN, cells, strict=True)) for cells in both]


@pytest.mark.parametrize("name", SHOWN)
def test_a_cell_shows_what_it_shows_in_an_ordinary_kernel(shown, name):
    forked, ordinary = (cells[name] for cells in shown)
    # where a subprocess prints, a kernel sends that before or after the result, as its threads take turns
    kinds = [sorted(cell["outputs"], key=lambda output: output["output_type"]) for cell in (forked, ordinary)]
    assert kinds[0] == kinds[1] if name == "no input" else forked["outputs"] == ordinary["outputs"]
    assert forked["execution_count"] == ordinary["execution_count"]


@pytest.mark.long
def test_nothing_of_one_notebook_is_visible_to_the_next_and_each_begins_as_an_ordinary_one(tmp_path):
    made = run_apart(tmp_path, (FORKED, TELL_STATE), (FORKED, SOIL), (FORKED, TELL_STATE), (ORDINARY, TELL_STATE))
    assert (tmp_path / "left").is_dir(), "the second notebook ran to its end"
    before, _, after, ordinary = [read_printed(cells) for cells in made]
    assert json.loads(before) == json.loads(after) == json.loads(ordinary)
    assert json.loads(before)["folder"] == str(tmp_path)


def test_random_states_differ_from_notebook_to_notebook(tmp_path):
    drawn = [run_notebook(tmp_path, DRAW).split() for _ in range(2)]
    assert all(one != other for one, other in zip(*drawn, strict=True))


def test_what_is_left_open_is_written_and_exit_handlers_run(tmp_path):
    cell = (
        "import atexit, pathlib\nheld = open('held.txt', 'w')\nheld.write('whole')\n"
        "atexit.register(lambda: pathlib.Path('ended.txt').write_text('ended'))"
    )
    run_notebook(tmp_path, cell)
    assert (tmp_path / "held.txt").read_text() == "whole"
    assert (tmp_path / "ended.txt").read_text() == "ended"


DEATHS = {
    "left": "import os\nos._exit(3)",
    "killed": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "broken": "import ctypes\nctypes.string_at(0)",
}


@pytest.mark.parametrize("death", DEATHS)
def test_a_cell_that_dies_is_told_and_harms_nobody(death, tmp_path):
    with pytest.raises(DeadKernelError):
        run_notebook(tmp_path, DEATHS[death], "1")
    assert run_notebook(tmp_path, "print(1 + 1)") == "2\n"


def test_after_exit_no_cell_runs(tmp_path):
    with pytest.raises(DeadKernelError):
        run_notebook(tmp_path, "exit()", "open('ran', 'w')")
    assert not (tmp_path / "ran").exists()


def test_a_cell_that_raises_ends_the_notebook_unless_its_tags_say_so(tmp_path):
    notebook = make_notebook("1/0", "open('ran', 'w').close()")
    with pytest.raises(papermill.PapermillExecutionError, match="division by zero"):
        papermill.execute_notebook(notebook, None, engine_name=FORKED, cwd=str(tmp_path), progress_bar=False)
    assert (tmp_path / "ran").exists()
    (tmp_path / "ran").unlink()
    notebook.cells[0].metadata.tags = []
    with pytest.raises(papermill.PapermillExecutionError, match="division by zero"):
        papermill.execute_notebook(notebook, None, engine_name=FORKED, cwd=str(tmp_path), progress_bar=False)
    assert not (tmp_path / "ran").exists()


def test_what_was_imported_and_read_is_there_and_stays_as_it_was(tmp_path, monkeypatch):
    module = type(sys)("prepared")
    module.read = [1]
    monkeypatch.setitem(sys.modules, "prepared", module)
    cell = "import prepared\nprint(prepared.read)\nprepared.read.append(2)"
    assert [run_notebook(tmp_path, cell) for _ in range(2)] == ["[1]\n", "[1]\n"]


def test_what_a_cell_starts_ends_with_it(tmp_path):
    said = run_notebook(tmp_path, "import subprocess\nprint(subprocess.Popen(['sleep', '600']).pid)")
    assert wait_for(lambda: not is_running(int(said)))


def test_papermill_itself_runs_the_engine_and_no_cell_outlives_it(tmp_path):
    wait = "import os, pathlib, time\npathlib.Path(word).write_text(str(os.getpid()))\ntime.sleep(600)"
    notebook = make_notebook("word = 'none'", wait)
    notebook.cells[0].metadata.tags = ["parameters"]
    nbformat.write(notebook, tmp_path / "in.ipynb")
    command = ["papermill", "--engine", "owlib", "in.ipynb", "out.ipynb", "-p", "word", "told"]
    with subprocess.Popen([sys.executable, "-m", *command], cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        assert wait_for(lambda: (tmp_path / "told").is_file() and (tmp_path / "told").read_text())
        cell = int((tmp_path / "told").read_text())
        assert is_running(cell)
        process.send_signal(signal.SIGKILL)
    assert wait_for(lambda: not is_running(cell))


def test_nothing_is_left_behind(tmp_path):
    before = dict(os.environ), Path.cwd(), set(Path("/proc/self/fd").iterdir())
    pid = int(run_notebook(tmp_path, "import os\nprint(os.getpid())"))
    assert not is_running(pid)
    assert (dict(os.environ), Path.cwd(), set(Path("/proc/self/fd").iterdir())) == before


def test_a_report_is_the_same_to_the_byte_forked_and_with_an_ordinary_kernel(root, evidence):
    (report,) = select_reports(evidence, ["nl/ow-c-interim"])
    job = make_job(root, evidence, report)
    forked, ordinary = (make_report(job, forked=forked) for forked in (True, False))
    assert not forked.fault
    assert forked.content == ordinary.content
