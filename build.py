"""Turn source articles and hand-written YAML into a site of briefings: `python build.py --help`."""

import gc
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs an older Python should read why
    sys.exit(f"onrecord needs Python 3.11 or newer; this is {sys.version.split()[0]}")

if __name__ == "__main__" and __spec__ is not None:
    # `python -m build` is PyPA's builder of packages, which this file hides from Python in its own folder.
    import runpy

    here = Path(__file__).resolve().parent
    sys.path[:] = [path for path in sys.path if Path(path).resolve() != here]
    runpy.run_module("build", run_name="__main__", alter_sys=True)
    sys.exit()

try:
    from onrecord.interface.arguments import Start
    from onrecord.interface.cli import main

    start = Start("python build.py", Path(__file__).resolve().parent)
    status = main(start=start) if __name__ == "__main__" else 0
except ModuleNotFoundError as error:
    library = (error.name or "").partition(".")[0]
    if library == "onrecord":
        raise
    requirements = Path(__file__).resolve().parent / "requirements.txt"
    print(
        f"onrecord needs the library {library}; install it with:"
        f" {sys.executable} -m pip install -r {requirements}",
        file=sys.stderr,
    )
    status = 3
except KeyboardInterrupt:
    print("interrupted before anything was done", file=sys.stderr)
    status = 3

if __name__ == "__main__":
    gc.freeze()  # Else Python would search all objects for garbage at exit.
    sys.exit(status)
