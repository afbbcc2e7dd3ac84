"""JUnit's XML: each record file is a test case, and a problem in it fails the case."""

from collections import defaultdict
from xml.etree import ElementTree as ET

from scrutiny_cli.documents.problems import Problem, Severity
from scrutiny_cli.render.ci.checked import Checked, words
from scrutiny_cli.render.problems import line, tally
from scrutiny_cli.wording import count, on_one_line


def render(checked: Checked) -> str:
    """Return one suite with a case for each file that was read or has a problem."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for fault in checked.faults:
        found[fault.path].append(fault)
    names = sorted({*checked.files, *found})
    failing = [name for name in names if any(_fails(fault, checked) for fault in found[name])]
    totals = {"tests": str(len(names)), "failures": str(len(failing)), "errors": "0"}
    suites = ET.Element("testsuites", {"name": "scrutiny check", **totals})
    suite = ET.SubElement(suites, "testsuite", {"name": "records", "skipped": "0", **totals})
    for name in names:
        shown = on_one_line(name)
        attributes = {"name": shown, "classname": _kind(shown), "file": f"{checked.prefix}{shown}"}
        _fill(ET.SubElement(suite, "testcase", attributes), found[name], checked)
    ET.indent(suites)
    body = ET.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _fails(fault: Problem, checked: Checked) -> bool:
    return checked.strict or fault.severity is Severity.ERROR


def _kind(path: str) -> str:
    """Return the folder of a file's kind: ``records.actions``."""
    return ".".join(path.split("/")[:2]) if "/" in path else "settings"


def _fill(case: ET.Element, faults: list[Problem], checked: Checked) -> None:
    """Put all failing problems into one failure, since many readers show only one."""
    failures = [fault for fault in faults if _fails(fault, checked)]
    said = [fault for fault in faults if not _fails(fault, checked)]
    if failures:
        errors, warnings = tally(failures)
        counts = [count(errors, "error")] * bool(errors)
        counts += [count(warnings, "warning")] * bool(warnings)
        only = words(failures[0]) if len(failures) == 1 else " and ".join(counts)
        codes = ", ".join(dict.fromkeys(fault.code for fault in failures))
        failure = ET.SubElement(case, "failure", message=only, type=codes)
        failure.text = "\n".join(line(fault) for fault in failures)
    if said:
        ET.SubElement(case, "system-out").text = "\n".join(line(fault) for fault in said)
