"""The odd cases of measures: see ``tests/golden/oddities.py``."""

from collections.abc import Callable

from scrutiny_cli.domain.plans import Measure, PlanAction
from scrutiny_cli.register.register import Register

Holds = Callable[[Register], bool]


def action(register: Register, plan: str, number: str) -> PlanAction:
    """An action of an improvement plan by its number."""
    actions = (a for aim in register.plans[plan].aims for a in aim.actions)
    return next(a for a in actions if a.id == number)


def measure(register: Register, name: str) -> Measure:
    return register.measures[name]


def missing(register: Register, name: str) -> set[str | None]:
    """The kinds of missing reading or benchmark that a measure holds."""
    found = measure(register, name)
    kinds: set[str | None] = {reading.missing for reading in found.readings}
    return kinds | {benchmark.missing for benchmark in found.benchmarks}


MEASURES: dict[str, Holds] = {
    "kpi-01": lambda r: (
        {reading.series for reading in measure(r, "sfs-1.10").readings} == {"1 day", "24hr"}
        and len({reading.series for reading in measure(r, "sfs-2.01").readings}) == 3
    ),
    "kpi-02": lambda r: (
        {
            next(key for key in target.model_fields_set)
            for name in ("1.17", "1.01", "1.14", "1.23", "2.06", "1.18", "4.11")
            if (target := measure(r, f"sfs-{name}").target)
        }
        == {"between", "at_least", "at_most", "equals", "by", "trend", "words"}
    ),
    "kpi-03": lambda r: (
        [
            [str(reading.value) for reading in measure(r, f"sfs-{name}").readings]
            + [str(measure(r, f"sfs-{name}").readings[-1].direction)]
            for name in ("1.18", "1.19")
        ]
        == [["18", "16", "improving"], ["30", "33", "worsening"]]
    ),
    "kpi-04": lambda r: missing(r, "sfs-1.25") == {"no data yet"},
    "kpi-05": lambda r: (
        missing(r, "iro-oversights-four") | missing(r, "iro-consulted") | missing(r, "sc-cp2nd")
        == {None, "not counted", "blank", "dash"}
    ),
    "kpi-06": lambda r: (
        {"85", "86", "83"} <= {str(reading.value) for reading in measure(r, "sfs-1.03").readings}
    ),
    "kpi-07": lambda r: (
        bool(measure(r, "sc-incomplete").total_of and measure(r, "sc-cin").total_of)
        and {"245", "238"} <= {str(x.value) for x in measure(r, "sc-incomplete").readings}
    ),
    "kpi-08": lambda r: str(measure(r, "sc-worker-supervision").amber_within) == "10",
    "kpi-09": lambda r: (
        all(
            action(r, "ofsted-2018", number).ratings[-1].rag == "blue"
            for number in ("3.5", "6.5", "6.17")
        )
        and "still going on" in action(r, "ofsted-2018", "6.5").progress[0].note
    ),
    "kpi-10": lambda r: (
        all(
            reading.of is None or int(reading.of.value) > 5
            for name in ("cp", "lac", "cin")
            for reading in measure(r, f"sc-visits-{name}").readings
        )
        and any(
            reading.of is None and reading.series == "LAC 2"
            for reading in measure(r, "sc-visits-cp").readings
        )
    ),
    "kpi-11": lambda r: (
        {b.period for b in measure(r, "sc-re-referral").benchmarks} == {"2017/18"}
        and measure(r, "sc-re-referral").readings[1].period == "2019-09"
    ),
}
