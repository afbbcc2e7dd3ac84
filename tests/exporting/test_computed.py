"""What an export computes of a record, beside what the record says."""

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.measures import history
from scrutiny_cli.domain.plans import Measure
from scrutiny_cli.exporting.computed import computed_fields
from tests.exported import of_sample, of_specimens


def test_every_computed_field_is_declared_with_its_type() -> None:
    """Headings and schemas are made from the declarations."""
    for package in (of_sample(), of_specimens()):
        for kind, held in package.kinds.items():
            for entry in held:
                plain = {k for k, v in entry.computed.items() if not isinstance(v, list)}
                assert plain <= {field.name for field in computed_fields(KINDS[kind].model)}


def test_direction_of_a_reading_comes_from_its_own_series() -> None:
    for entry in of_sample().kinds["measures"]:
        measure = entry.record
        assert isinstance(measure, Measure)
        computed = entry.computed["readings"]
        assert len(computed) == len(measure.readings)
        for reading, fields in zip(measure.readings, computed, strict=True):
            if fields["travel"] is not None and reading.direction is None:
                assert len(history(measure, reading.series)) > 1
