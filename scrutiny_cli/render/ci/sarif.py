"""SARIF 2.1.0 (OASIS), read by code scanning and many editors."""

import json
import re
from typing import Any
from urllib.parse import quote

from scrutiny_cli import __version__
from scrutiny_cli.documents.problems import CODES, Problem
from scrutiny_cli.render.ci.checked import Checked, words
from scrutiny_cli.schema.explanations import read
from scrutiny_cli.workspace.new_problems import fingerprints

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
BASE = "SRCROOT"
_INDEX = {code: index for index, code in enumerate(CODES)}


def render(checked: Checked) -> str:
    """Return one run: every rule with its explanation, and a result for each problem."""
    results = [
        _result(fault, checked.path(fault), fingerprint)
        for fault, fingerprint in zip(checked.faults, fingerprints(checked.faults), strict=True)
    ]
    run = {
        "tool": {
            "driver": {
                "name": "scrutiny",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(code) for code in CODES],
            }
        },
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {
            BASE: {"description": {"text": "The folder at the top of the repository."}}
        },
        # Columns count characters, as Python counts them.
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rule(code: str) -> dict[str, Any]:
    severity, title = CODES[code]
    help_ = _plain(read(code).words)
    return {
        "id": code,
        "shortDescription": {"text": f"{title}."},
        "fullDescription": {"text": " ".join(help_.split("\n\n", maxsplit=1)[0].split())},
        "help": {"text": help_, "markdown": help_},
        "defaultConfiguration": {"level": str(severity)},
    }


def _result(fault: Problem, path: str, fingerprint: str) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {
                # The name of a file need not be text: its bytes are what counts.
                "uri": quote(path.encode("utf-8", "surrogateescape")),
                "uriBaseId": BASE,
            },
            "region": {
                "startLine": fault.line,
                "startColumn": fault.column,
                "endLine": fault.end_line,
                "endColumn": fault.end_column,
            },
        }
    }
    return {
        "ruleId": fault.code,
        "ruleIndex": _INDEX[fault.code],
        "level": str(fault.severity),
        "message": {"text": _plain(words(fault))},
        "locations": [location],
        "partialFingerprints": {"scrutinyFault/v1": fingerprint},
    }


def _plain(text: str) -> str:
    """Return words without links and placeholders (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return re.sub(r"\](?=\()", "] ", text).replace("{", "{{").replace("}", "}}")
