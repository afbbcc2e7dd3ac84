"""The rules in force for a committee, each with where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scrutiny_cli.domain.base import Figure, Model, model_in
from scrutiny_cli.domain.committees import Committee, LegendLine, RatingLegend, Rules
from scrutiny_cli.domain.councils import RuleInForce, layers, rules_in_force
from scrutiny_cli.domain.dates import long_date
from scrutiny_cli.reports.fields import ITSELF, Field, Fields
from scrutiny_cli.reports.model import Report, Section
from scrutiny_cli.reports.standpoint import Standpoint

LAYERS = ("committee", "council", "nation")
"""The layers that may state a rule, in the order of :func:`layers`."""


@dataclass(frozen=True)
class CommitteeRule:
    """A rule of a committee, as it holds for it."""

    committee: Committee
    record: RuleInForce
    names: tuple[str, ...]
    """The names of the layers."""

    @property
    def rule(self) -> str:
        """Its key in the records."""
        return ".".join(self.record.path)

    @property
    def value(self) -> str | None:
        """Its value as records write it, in one line."""
        return in_a_line(self.record.value) or None

    @property
    def layer(self) -> str:
        """The layer that states it: ``committee``, ``council``, ``nation`` or ``default``."""
        return "default" if self.record.layer is None else LAYERS[self.record.layer]

    @property
    def stated_by(self) -> str:
        """Who states it: the committee, the council or the nation by name, else scrutiny itself."""
        return "scrutiny" if self.record.layer is None else self.names[self.record.layer]

    @property
    def description(self) -> str:
        """What the rule is, as the reference has it."""
        fields = Rules.model_fields
        *parts, last = self.record.path
        for name in parts:
            model = model_in(fields[name].annotation)
            fields = model.model_fields if model else {}
        return (fields[last].description or "").replace("`", "")


def in_a_line(value: Any) -> str:
    """A value of a rule in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Figure):
        return value.written
    if isinstance(value, LegendLine | RatingLegend):
        return f"{value.word} ({value.letter})"
    if isinstance(value, Model):
        parts = (
            (field.alias or name, getattr(value, name))
            for name, field in type(value).model_fields.items()
        )
        return ", ".join(
            f"{name}: {in_a_line(part)}" for name, part in parts if part not in (None, (), "")
        )
    if isinstance(value, tuple):
        return "; ".join(map(in_a_line, value))
    if hasattr(value, "hour"):
        return f"{value:%H:%M}"
    return long_date(value) if hasattr(value, "year") else str(value)


RULE = Fields(
    CommitteeRule,
    Field("committee", "Committee"),
    Field("rule", "Rule"),
    Field("value", "In force", cell=lambda rule: rule.value or "none"),
    Field("layer"),
    Field("stated_by", "From"),
    Field("description", "What it is"),
)
SHEET = RULE.columns("sheet", "committee", "rule", "value", "stated_by", "description")
COLUMNS = RULE.columns("show", "rule", "value", "stated_by")
RULES = Fields(list, Field("rules", value=ITSELF, of=RULE))


def rules(at: Standpoint) -> Report:
    """The rules of the committees, in the order of the reference."""
    by_committee = [list(_rules_of(at, committee)) for committee in at.committees]
    sections = [
        Section(
            committee.id,
            committee.name if len(at.committees) > 1 else None,
            (RULE.table(f"Rules of the {committee.name}", COLUMNS, in_force, empty="No rules."),),
        )
        for committee, in_force in zip(at.committees, by_committee, strict=True)
    ]
    together = [rule for in_force in by_committee for rule in in_force]
    sheet = RULE.table("Rules", SHEET, together)
    return at.report("rules", "Rules in force", sections, RULES.write(together), sheet=sheet)


def _rules_of(at: Standpoint, committee: Committee) -> Iterator[CommitteeRule]:
    written = at.register.of("committees")[committee.id]
    council = at.register.council_of(written)
    names = (written.name, *((council.name, council.nation or "") if council else ()))
    for rule in rules_in_force(layers(written, council)):
        yield CommitteeRule(committee, rule, names)
