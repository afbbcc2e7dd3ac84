"""``scrutiny plan``."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from scrutiny_cli.cli import commands, completion, console, lookup, options, results
from scrutiny_cli.cli.loading import View
from scrutiny_cli.domain import periods
from scrutiny_cli.errors import RecordsError, UsageError
from scrutiny_cli.render.formats import OutputKind
from scrutiny_cli.reports.plans import measures, plan_page
from scrutiny_cli.reports.plans import plan as plans
from scrutiny_cli.reports.plans import scorecard as scorecards
from scrutiny_cli.wording import listed

if TYPE_CHECKING:
    from scrutiny_cli.domain.plans import Plan
    from scrutiny_cli.reports.standpoint import Standpoint

app = typer.Typer()


@app.callback()
def plan() -> None:
    """Build improvement plans and their scorecards."""


@commands.builds(app, OutputKind.TRACKERS)
def build(
    view: View,
    plan: Annotated[
        str | None,
        typer.Argument(
            autocompletion=completion.plans,
            help="Id of the plan (default: all plans).",
            show_default=False,
        ),
    ] = None,
    committee: options.CommitteeId = None,
    scorecard: Annotated[
        bool, typer.Option("--scorecard", help="Build the scorecard instead of the plan.")
    ] = False,
    form: options.Form = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="Leave out figures after this month, quarter or year.",
            show_default=False,
        ),
    ] = None,
    format_: str | None = None,
    output: options.Output = None,
) -> commands.Documents:
    """Build a plan, or its scorecard with trends and benchmarks.

    The officer's ratings are next to those worked out, and the plan says where they differ. The
    figures of a plan that has ended are those of its last day.

    Example: `scrutiny plan build sfs-2019 --scorecard --period 2019-09 --output build`
    """
    at = view.standpoint(committee)
    if period is not None:
        at = _up_to(at, period)
    chosen = _chosen(at, plan, scorecard=scorecard)
    if len(chosen) > 1 and results.is_one_target(output):
        known = listed([record.id for record in chosen], "or")
        raise UsageError(
            "several plans do not go into one place", f"name one, {known}, or a folder"
        )
    as_printed = options.printed(form, view.loaded.settings)
    as_printed = as_printed or (form is None and format_ == "xlsx")
    of_plan = plans.report if as_printed else plan_page.report
    make = scorecards.report if scorecard else of_plan
    for record in chosen:
        document = make(at, record)
        for text in scorecards.betrayals(at, record) if scorecard else ():
            console.say(f"warning: {text}")
        yield document, f"{document.name}-{record.id}"


def _up_to(at: "Standpoint", words: str) -> "Standpoint":
    """The same without figures after a period."""
    if (period := periods.read_period(words)) is None:
        raise UsageError(f"cannot read the period {words}", "write 2019-09, Q2 2019/20 or 2019/20")
    register = measures.up_to(at.register, period)
    words = f"Figures up to {periods.period_words(words)}"
    return replace(at, register=register, filters=(*at.filters, words))


def _chosen(at: "Standpoint", name: str | None, *, scorecard: bool) -> "list[Plan]":
    """The plan named, or all of the committees'; for a scorecard, those that have measures."""

    if name is not None:
        plan = lookup.find_record(at.register, "plans", name)
        if scorecard and not measures.of_plan(at, plan):
            message, hint = (
                f"{plan.title} has no measures",
                "name some under `scorecard:` in its record",
            )
            raise lookup.absent(at.register, message, hint)
        return [plan]
    plans = at.of_committees(at.register.plans)
    chosen = [plan for plan in plans if not scorecard or measures.of_plan(at, plan)]
    if not chosen:
        what = "plan has measures" if scorecard else "plan is in the register"
        hint = "write one in records/plans/"
        raise lookup.absent(at.register, f"no {what}", hint, RecordsError)
    return chosen
