"""GitLab: the code quality report that a merge request shows."""

import json

from scrutiny_cli.documents.problems import Severity
from scrutiny_cli.render.ci.checked import Checked, words
from scrutiny_cli.wording import on_one_line
from scrutiny_cli.workspace.new_problems import fingerprints

SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def render(checked: Checked) -> str:
    """Return a list of problems, each with a fingerprint that stays the same from run to run."""
    entries = [
        {
            "description": words(fault),
            "check_name": fault.code,
            "fingerprint": fingerprint,
            "severity": SEVERITY[fault.severity],
            "location": {
                "path": on_one_line(checked.path(fault)),
                "lines": {"begin": fault.line, "end": fault.end_line},
            },
        }
        for fault, fingerprint in zip(checked.faults, fingerprints(checked.faults), strict=True)
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"
