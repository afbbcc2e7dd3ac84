"""Papers of councils, rebuilt from records alone: a table of call-ins, a forward plan, an agenda in two parts."""

from pathlib import Path

from tests.inside import scrutiny
from tests.registers import BASE, write_tree

COUNCIL = """\
name: Exampleshire Council
rules:
  columns:
    call_ins:
      - meeting
      - {column: decision, title: "Title of decision, called in by, reason"}
      - {column: lead, title: Portfolio holder}
      - {column: outcome, title: Decision of Panel}
      - {column: then, title: Further action taken}
    decisions:
      - title
      - {column: type, title: Decision type}
      - {column: notice, title: Notice of proposed decision first published}
      - {column: due, title: Decision due}
      - {column: maker, title: By}
      - {column: lead, title: Lead member}
      - contact
      - wards
      - {column: other_committees, title: Other committee}
      - Budget
"""
DECISIONS = """\
- id: brief
  title: Town centre development brief
  maker: Cabinet
  lead: Transport and Planning
  taken_on: 2021-06-22
  published_on: 2021-06-24
  effective_from: 2021-07-02
- id: homes
  title: Homes for older people
  maker: Cabinet
  key: yes
  notice_published: 2021-11-17
  due: 17 January 2022
  lead: Lead Member for Housing
  contact: {name: A. Fir}
  wards: All
  other_committees: Corporate Improvement Scrutiny Committee
  own: {Budget: Housing revenue account}
"""
CALL_IN = """\
id: brief-call-in
decision: brief
received: 2021-06-28
callers: [{name: Shadow Cabinet}]
grounds: The brief was altered and needs more consultation.
meeting: cyp-2021-06-30
outcome: upheld
printed_outcome: Decision of Cabinet Upheld
then: No further action required
"""
PARTS = """\
date: 2021-06-30
items:
  - {title: "PART 1: items that are open to the public", numbered: no}
  - {title: Apologies}
  - {id: hearing, call_in: brief-call-in}
  - title: Exclusion of the press and public
    recommends:
      - {label: (a), text: That the public be excluded from the next item.}
      - {label: (b), text: That the public interest in that outweighs the interest in disclosure.}
  - {title: "PART 2: items that are closed to the public", numbered: no}
  - {id: lease, classification: exempt, exempt: {paragraphs: [3], public_title: A lease}}
"""
FILES = {
    **BASE,
    "records/councils/exampleshire.yaml": COUNCIL,
    "records/committees/cyp.yaml": "name: Scrutiny Panel\n",
    "records/decisions/2021.yaml": DECISIONS,
    "records/call-ins/brief-call-in.yaml": CALL_IN,
    "records/meetings/cyp-2021-06-30.yaml": PARTS,
}


def test_papers_of_councils_come_from_records_alone(tmp_path: Path) -> None:
    root = write_tree(tmp_path, FILES)

    def built(*words: str) -> str:
        told = scrutiny(*words, "--format", "markdown", "--output", "-", "--as-of", "2021-12-01",
                        "--root", root)  # fmt: skip
        assert told.code == 0, told.err
        return told.out

    assert (
        "| Meeting | Title of decision, called in by, reason | Portfolio holder | Decision of Panel | "
        "Further action taken |\n| --- | --- | --- | --- | --- |\n"
        "| 30 Jun 2021 | Town centre development brief<br>Called in by Shadow Cabinet<br>The brief was "
        "altered and needs more consultation. | Transport and Planning | Decision of Cabinet Upheld | "
        "No further action required |\n"
    ) in built("call-in", "build")
    assert (
        "| Decision | Decision type | Notice of proposed decision first published | Decision due | By | "
        "Lead member | Contact | Wards | Other committee | Budget |\n"
    ) in (plan := built("forward", "build"))
    assert (
        "| Homes for older people<br>Also considered by Corporate Improvement Scrutiny Committee. | Key | "
        "17 Nov 2021<br>may be taken from 16 Dec 2021 | 17 January 2022 | Cabinet | Lead Member for "
        "Housing | A. Fir | All | Corporate Improvement Scrutiny Committee | Housing revenue account |"
    ) in plan
    agenda = built("agenda", "build", "2021-06-30")
    heads = [line for line in agenda.splitlines() if line.startswith("### ")]
    assert heads == [
        "### PART 1: items that are open to the public",
        "### 1. Apologies",
        "### 2. Call-in: Town centre development brief",
        "### 3. Exclusion of the press and public",
        "### PART 2: items that are closed to the public",
        "### 4. A lease",
    ]
