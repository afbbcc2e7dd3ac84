"""The entry point of the command line."""

import contextlib
import gc
import os
import sys
from typing import NoReturn

from scrutiny_cli import __version__


def main() -> NoReturn:
    """Run ``scrutiny`` and end the process with its exit code."""
    # The process is short-lived: collecting garbage would cost a third of the time on a large register.
    gc.disable()
    # Plugins of other packages must not change the models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = command()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        # Failures to write were reported before this.
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    # Freeing a large register object by object takes time and helps nobody.
    os._exit(code)


def command() -> int:
    """Run ``scrutiny`` and return its exit code. Showing the version loads nothing else."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        # If it cannot be written, the command line says why.
        with contextlib.suppress(OSError, AttributeError):
            sys.stdout.write(f"scrutiny {__version__}\n")
            sys.stdout.flush()
            return 0
    from scrutiny_cli.cli import lazy

    lazy.install()
    from scrutiny_cli.cli.app import run

    return run()


if __name__ == "__main__":
    main()
