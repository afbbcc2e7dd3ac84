"""Status words that say whether an action is done."""

from __future__ import annotations

import pytest

from scrutiny_cli.importing.statuses import read_status
from tests.importing.logs import DAY, proposed, sheet


@pytest.mark.parametrize(
    ("words", "done"),
    [
        *((words, True) for words in ("COMPLETED", "Complete", "Done.", "closed", "Completed!")),
        *((words, False) for words in ("Completed, and ongoing", "Partly completed", "In train")),
        *((words, False) for words in ("To be completed", "Not complete", "OVERDUE", "Noted")),
    ],
)
def test_status_word_says_whether_an_action_is_done(words: str, done: bool) -> None:
    assert (read_status(words, DAY).what == "completed") is done
    (new,) = proposed(sheet(("Action", "Owner", "Status"), ("Do it", "Ann", words))).new
    assert new.data["printed_status"] == words
    assert ("completed" in new.data) is done
