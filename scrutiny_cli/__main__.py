"""Start of the command line."""

import gc
import sys


def main() -> int | None:
    """Run ``scrutiny``. The version is told without loading anything."""
    # A short life needs no collector; it would cost a third of the time of reading a large register.
    gc.disable()
    if sys.argv[1:] in (["--version"], ["-V"]):
        from scrutiny_cli import __version__

        sys.stdout.write(f"scrutiny {__version__}\n")
        return 0
    from scrutiny_cli.cli.app import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
