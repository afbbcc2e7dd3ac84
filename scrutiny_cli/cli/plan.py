"""``scrutiny plan``."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import completion, console, lookup, options, results
from scrutiny_cli.cli.loading import View, view
from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.render.formats import OutputKind, choose_formats
from scrutiny_cli.reports.plans import measures
from scrutiny_cli.reports.plans import plan as plans
from scrutiny_cli.reports.plans import scorecard as scorecards
from scrutiny_cli.wording import listed

if TYPE_CHECKING:
    from scrutiny_cli.domain.plans import Plan
    from scrutiny_cli.reports.model import Report

app = typer.Typer()


@app.callback()
def plan() -> None:
    """Build improvement plans and their scorecards."""


@app.command()
def build(
    plan: Annotated[
        str | None,
        typer.Argument(
            autocompletion=completion.plans,
            help="Id of the plan. By default every one.",
            show_default=False,
        ),
    ] = None,
    root: options.Root = None,
    as_of: options.AsOf = None,
    committee: options.CommitteeId = None,
    scorecard: Annotated[
        bool, typer.Option("--scorecard", help="Its scorecard instead of the plan itself.")
    ] = False,
    format_: options.TrackersFormat = None,
    output: options.Output = None,
    draft: options.Draft = False,
    private: options.Private = False,
    quiet: options.Quiet = False,
) -> None:
    """Build a plan as it is printed, or its scorecard with trends and benchmarks.

    The officer's ratings stand beside the computed ones, and where they differ that is said. A
    plan that has ended is judged as on its last day.

    Example: `scrutiny plan build sfs-2019 --scorecard --as-of 2019-11-25 --output build`
    """
    formats = choose_formats(OutputKind.TRACKERS, format_)
    seen = view(root, as_of, private=private, draft=draft, quiet=quiet)
    chosen = _chosen(seen, plan, committee, scorecard=scorecard)
    if len(chosen) > 1 and results.is_one_target(output):
        known = listed([one.id for one in chosen], "or")
        raise UsageError(
            "several plans do not go into one place", f"name one, {known}, or a folder"
        )
    for one in chosen:
        made = _report(seen, one, scorecard=scorecard)
        stem = f"{made.name}-{one.id}"
        results.write_documents(made, OutputKind.TRACKERS, formats, stem, seen, output, quiet=quiet)


def _chosen(
    seen: View, name: str | None, committee: str | None, *, scorecard: bool
) -> "list[Plan]":
    """The plan named, or all of the committee's; for a scorecard, those that have measures."""
    register = seen.register
    if name is not None:
        plan = lookup.find_record(register, "plans", name)
        if scorecard and not measures.of_plan(register, plan):
            raise UsageError(
                f"{plan.title} has no measures", "name some under `scorecard:` in its record"
            )
        return [plan]
    bodies = {body.id for body in seen.committees(committee)}
    found = [
        plan
        for plan in register.plans.values()
        if (body := register.committee_of(plan)) is None or body.id in bodies
        if not scorecard or measures.of_plan(register, plan)
    ]
    if not found:
        what = "plan has measures" if scorecard else "plan stands in the register"
        raise RecordsError(f"no {what}", "write one in records/plans/")
    return found


def _report(seen: View, plan: "Plan", *, scorecard: bool) -> "Report":
    """A plan or its scorecard; what would give a small count away is said aloud."""
    if scorecard:
        made = scorecards.report(seen.register, plan, seen.as_of, seen.revision, seen.filters)
        for text in scorecards.betrayals(seen.register, plan, seen.as_of):
            console.say(f"warning: {text}")
    else:
        made = plans.report(seen.register, plan, seen.as_of, seen.revision, seen.filters)
    return replace(made, draft=seen.draft, private=seen.private)
