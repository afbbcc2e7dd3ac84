"""``scrutiny upgrade``."""

from scrutiny_cli.clerking import upgrade as clerking
from scrutiny_cli.cli import console, editing, options
from scrutiny_cli.cli.loading import open_view
from scrutiny_cli.register import settings


def upgrade(
    root: options.Root = None,
    as_of: options.AsOf = None,
    dry_run: editing.DryRun = False,
    quiet: options.Quiet = False,
) -> None:
    """Bring a register of an earlier version up to date.

    What would mean something else now is changed so that it means the same, and what only you can
    decide is named. The settings say which format a register has.

    Example: `scrutiny upgrade --dry-run`
    """
    view = open_view(root, as_of, private=True, quiet=quiet)
    proposed = clerking.upgrade(view.loaded)
    if proposed is None:
        console.say(f"The register has format {settings.FORMAT}: nothing to upgrade.", quiet=quiet)
        return
    editing.carry_out(view, proposed, dry_run=dry_run, quiet=quiet)
