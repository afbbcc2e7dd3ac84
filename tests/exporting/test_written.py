"""A record written again says what it said: nothing more, and nothing less."""

import pytest

from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.exporting.written import spelt
from tests.exported import specimens
from tests.sample import sample


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_of_the_sample_and_the_specimens_reads_back_as_itself(kind: str) -> None:
    every = (*sample().entries.items(), *specimens().entries.items())
    records = [entry.record for (of, _), entry in every if of == kind]
    assert records
    for record in records:
        assert type(record).model_validate(spelt(record)) == record
