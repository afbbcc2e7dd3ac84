"""Start of the command line."""

import contextlib
import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run ``scrutiny`` and end with its exit code."""
    # A short life needs no collector; it would cost a third of the time of reading a large register.
    gc.disable()
    # Nothing that happens to be installed beside the tool has a say in its models.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = command()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        # What was to be said was written before, with its faults; nothing can be said of these.
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    # To take a large register apart, object by object, is of no use to anybody.
    os._exit(code)


def command() -> int:
    """Run ``scrutiny`` and return its exit code. The version is told without loading anything."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from scrutiny_cli import __version__

        # Where it cannot be written the long way says why.
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
