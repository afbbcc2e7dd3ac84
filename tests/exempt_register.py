"""A private register full of exempt and confidential matter, every word of it marked.

``files(word)`` writes the register; whatever is exempt is a word from ``word(place)``. With
:func:`canary` each is known again wherever it turns up, so that a public output which holds one has
leaked. With :func:`other` the exempt words are all different: other ids, other numbers of words.
"""

from collections.abc import Callable
from pathlib import Path

from tests.registers import write_tree

Word = Callable[[str], str]
MARK = "canary"


def canary(place: str) -> str:
    """A word that can be known again, and stands for itself in every format."""
    return f"{MARK}{place}"


def other(place: str) -> str:
    """Another word in its place, of another length."""
    return f"x{place[::-1]}elsewhere"


def files(word: Word) -> dict[str, str]:
    """A private register in which everything that arises from three closed items is ``word``."""
    return {
        "scrutiny.toml": 'visibility = "private"\n',
        "records/councils/exampleshire.yaml": "name: Exampleshire Council\n",
        "records/committees/cyp.yaml": COMMITTEE,
        "records/people/people.yaml": PEOPLE,
        "records/meetings/cyp-2021-10-12.yaml": meeting(word),
        "records/meetings/cyp-2021-11-23.yaml": NEXT + nameless(word),
        "records/actions/2021.yaml": OPEN_ACTION + actions(word),
        "records/recommendations/2021.yaml": recommendations(word) + OPEN_RECOMMENDATIONS,
        "records/responses/2021.yaml": OPEN_RESPONSE + responses(word),
        "records/programme/2021.yaml": TOPIC,
        "records/decisions/2021.yaml": open_decisions(word) + decisions(word),
        "records/call-ins/2021.yaml": OPEN_CALL_IN + call_ins(word),
        "records/questions/2021.yaml": QUESTION,
        "records/reviews/neets.yaml": REVIEW,
        "records/plans/plan.yaml": PLAN,
        "records/measures/visits.yaml": MEASURE,
        f"records/papers/{word('file')}.md": f"# {word('paper')}\n",
    }


def write(folder: Path, word: Word = canary) -> Path:
    """Write the private register below a folder."""
    return write_tree(folder, files(word))


def meeting(word: Word) -> str:
    """A meeting with an open item and two closed ones, and what was minuted."""
    return f"""\
date: 2021-10-12
time: 2.30 pm
place: Plough Lane
status: held
published_on: 2021-10-04
items:
  - standing: apologies
  - id: bromyard
    title: A centre for children
    purpose: To look at it.
    report_by: Director of Children's Services
    programme: centre
    papers:
      - The report on the centre
      - title: {word("openitempaper")}
        file: papers/{word("openitemfile")}.md
        appendix: B
        pages: {word("openitempages")}
        classification: exempt
        exempt: {{paragraphs: [3], reason: {word("paperreason")}, public_title: The costs}}
    background_papers:
      - {{title: {word("openbackground")}, classification: confidential}}
  - id: {word("exemptid")}
    title: {word("title")}
    purpose: {word("purpose")}
    pages: {word("pages")}
    scrutiny: [{word("scrutiny")}]
    programme: centre
    classification: exempt
    exempt: {{paragraphs: [3, 1], reason: {word("reason")}, public_title: A contract}}
    decision_type: {word("decision")}
    wards: [{word("ward")}]
    report_by: [{word("author")}]
    papers:
      - {{title: {word("papertitle")}, file: papers/{word("file")}.md, appendix: {word("appendix")}}}
      - {{title: {word("secondtitle")}, file: papers/{word("nofile")}.md}}
    background_papers: [{word("background")}]
    recommends: [{word("recommends")}]
    late_reason: {word("urgency")}
    moved_from: cyp-2021-11-23
    state: 1
  - id: {word("confidentialid")}
    title: {word("confidentialtitle")}
    purpose: {word("confidentialpurpose")}
    classification: confidential
    call_in: {word("heardcallin")}
attendance:
  - {{person: ash, as: chairperson}}
interests:
  - {{person: ash, item: bromyard, interest: A governor there.}}
  - {{person: ash, item: {word("exemptid")}, kind: {word("interestkind")}, interest: {word("interest")}}}
minutes:
  - {{number: 35, item: apologies, text: None were sent.}}
  - number: 36
    item: bromyard
    text: The committee looked at it.
    promises:
      - {{action: Look again., owner: Clerk, logged: act-open}}
      - {{action: See to the rest., logged: {word("actitem")}}}
    recommended:
      - {{text: Consider the centre., to: executive, tracked: rec-open}}
      - {{text: Consider the rest., tracked: {word("recitem")}}}
    requests: [{{title: The rest again, meeting: cyp-2021-10-12, item: {word("exemptid")}}}]
  - number: 37
    item: {word("exemptid")}
    title: {word("minutetitle")}
    public_summary: What may be told of it.
    text: {word("minutetext")}
    resolved: [{word("resolved")}]
    vote: {word("vote")}
    pages: {word("minutepages")}
    appendix: {word("minuteappendix")}
    promises:
      - {{action: {word("promise")}, owner: {word("promiser")}, logged: {word("actlogged")}}}
      - {{action: {word("unlogged")}, due: {word("whenever")}}}
    recommended:
      - {{text: {word("minuted")}, label: {word("label")}, tracked: {word("rectracked")}}}
      - {{text: {word("untracked")}, to: {word("whom")}}}
    requests:
      - {{title: {word("request")}, meeting: cyp-2021-11-23, item: {word("requested")}}}
  - number: 38
    item: {word("confidentialid")}
    text: {word("confidentialminute")}
    promises: [{{action: {word("confidentialpromise")}}}]
adjournments:
  - {{after_minute: 36, from: 3.30 pm, until: 3.40 pm, note: A short break.}}
  - {{after_minute: 37, from: 4.30 pm, until: 4.40 pm, note: {word("break")}}}
supplements:
  - {{number: 1, published_on: 2021-10-08, items: [{word("exemptid")}], title: {word("supplement")}}}
  - number: 2
    published_on: 2021-10-09
    items: [bromyard, {word("exemptid")}]
    title: {word("mixedsupplement")}
"""


def nameless(word: Word) -> str:
    """A closed item to come, which nothing can name yet."""
    return f"""\
  - title: {word("nameless")}
    purpose: {word("namelesspurpose")}
    classification: exempt
    exempt: {{paragraphs: [2], reason: {word("namelessreason")}}}
  - {{id: hearing, call_in: {word("callin")}}}
"""


def open_decisions(word: Word) -> str:
    """Open decisions, one with an exempt paper."""
    return f"""\
- id: lease
  title: Lease of a centre
  maker: Cabinet
  key: yes
  notice_published: 2021-08-02
  due: 30 September 2021
  taken_on: 2021-09-30
  published_on: 2021-10-04
  topic: centre
  papers:
    - The report on the lease
    - title: {word("leasepaper")}
      file: papers/{word("leasefile")}.md
      classification: exempt
      exempt: {{paragraphs: [3], public_title: The rent}}
- {{id: youth, title: Youth clubs, maker: Cabinet, key: yes, notice_published: 2021-11-01, due: January 2022}}
"""


def decisions(word: Word) -> str:
    """Decisions that are exempt by their own words, or by a notice that is published or is not."""
    return f"""\
- id: {word("decid")}
  ref: {word("decref")}
  title: {word("dectitle")}
  description: {word("decabout")}
  maker: Cabinet
  key: yes
  why_key: {word("deckey")}
  classification: exempt
  exempt: {{paragraphs: [3], reason: {word("decexempt")}, public_title: A contract}}
  notice_published: 2021-09-20
  due: 2021-10-28
  moved: [{{from: 2021-09-28, to: 2021-10-28, why: {word("decmoved")}}}]
  urgency: {{rule: special urgency, agreed_by: {word("decagreed")}, reason: {word("decurgent")}}}
  lead: {word("declead")}
  contact: {{name: {word("deccontact")}, email: {word("decmail")}@example.org}}
  wards: {word("decward")}
  consultation: {word("decconsulted")}
  papers: [{{title: {word("decpaper")}, file: papers/{word("file")}.md}}]
  other_committees: {word("decother")}
  topic: centre
  taken_on: 2021-10-28
  decided: {word("decided")}
  reasons: {word("decreasons")}
  published_on: 2021-11-08
  no_call_in_because: {word("decnocall")}
  own: {{Budget: {word("decown")}}}
  source: {word("decsource")}
  notes: {word("decnotes")}
- id: {word("decunpublished")}
  title: {word("unpublishedtitle")}
  maker: Cabinet
  private: {{paragraphs: [1], reasons: {word("unpublishedreasons")}, agreed_by: {word("unpublishedby")}}}
  due: after {word("decdue")}
  withdrawn: {{on: 2021-11-02, reason: {word("decwithdrawn")}}}
- id: {word("decnotice")}
  title: {word("noticetitle")}
  maker: Cabinet
  due: December 2021
  private:
    paragraphs: [3]
    public_title: A purchase
    reasons: The price is not agreed.
    published_on: 2021-11-01
    representations: [{{text: Say what it costs., response: Once it is bought.}}]
- {{id: {word("decsecret")}, title: {word("secrettitle")}, classification: confidential, maker: Cabinet}}
"""


def call_ins(word: Word) -> str:
    """A call-in of an exempt decision, and one of an open decision that a closed item hears."""
    return f"""\
- id: {word("callin")}
  decision: {word("decid")}
  received: {{on: 2021-11-10, at: 4 pm}}
  callers: [ash, {{name: {word("caller")}}}]
  grounds: {word("grounds")}
  alternative: {word("alternative")}
  valid: {{by: {word("validby")}, why: {word("validwhy")}}}
  meeting: cyp-2021-11-23
  outcome: referred back
  printed_outcome: {word("printedoutcome")}
  own: {{Vote: {word("vote2")}}}
  then: {word("then")}
  notes: {word("callnotes")}
- id: {word("heardcallin")}
  decision: lease
  received: 2021-10-05
  callers: [{{name: {word("heardcaller")}}}]
  grounds: {word("heardgrounds")}
  meeting: cyp-2021-10-12
  outcome: upheld
"""


def actions(word: Word) -> str:
    """Actions from the exempt item: by its id, by its minute, and by the minute's own word."""
    return f"""\
- id: {word("actitem")}
  number: 701
  meeting: cyp-2021-10-12
  item: {word("exemptid")}
  action: {word("actwords")}
  owner: [{word("actowner")}, {{person: ash}}]
  directorate: {word("directorate")}
  due: 2021-09-01
  moved: [{{from: {word("movedfrom")}, to: 2021-09-01, on: 2021-08-01, why: {word("movedwhy")}}}]
  progress: [{{on: 2021-10-20, note: {word("progress")}}}]
  evidence: {word("evidence")}
  printed_status: {word("printed")}
  source: {word("source")}
  notes: {word("notes")}
- id: {word("actminute")}
  number: 702
  meeting: cyp-2021-10-12
  minute: 37
  action: {word("byminute")}
  owner: {word("byminuteowner")}
  due: 2021-09-02
- id: {word("actlogged")}
  number: 703
  action: {word("bylogged")}
  owner: {word("byloggedowner")}
  due: 2021-09-03
- id: {word("actdone")}
  meeting: cyp-2021-10-12
  item: {word("confidentialid")}
  action: {word("donewords")}
  completed: 2021-11-01
  reported: cyp-2021-11-23
- id: {word("actwithdrawn")}
  meeting: cyp-2021-10-12
  item: {word("confidentialid")}
  action: {word("withdrawnwords")}
  withdrawn: {word("withdrawnwhy")}
"""


def recommendations(word: Word) -> str:
    """Recommendations from the exempt item in the same ways, and a part before its whole."""
    return f"""\
- id: {word("recpart")}
  parent: {word("recitem")}
  meeting: cyp-2021-10-12
  label: {word("partlabel")}
  text: {word("parttext")}
  withdrawn: {{on: 2021-11-01, reason: {word("partwithdrawn")}}}
- id: {word("recitem")}
  label: {word("reclabel")}
  meeting: cyp-2021-10-12
  item: {word("exemptid")}
  item_title: {word("itemtitle")}
  text: {word("rectext")}
  to: [executive, {word("partner")}]
  notified: 2021-08-01
  received: 2021-08-02
  progress: [{{note: {word("recprogress")}}}]
  evidence: {word("recevidence")}
- id: rec-replaced
  meeting: cyp-2021-10-12
  item: bromyard
  text: Consider it later.
  to: executive
  received: 2021-10-14
  superseded_by: {word("recitem")}
- id: {word("recminute")}
  meeting: cyp-2021-10-12
  minute: 37
  text: {word("recbyminute")}
  to: executive
  received: 2021-08-02
- id: {word("rectracked")}
  meeting: cyp-2021-10-12
  text: {word("recbytracked")}
  to: executive
  received: 2021-08-02
"""


def responses(word: Word) -> str:
    """Replies to those recommendations, one of which answers an open one too."""
    return f"""\
- id: {word("resp")}
  to: [{word("recitem")}, {word("recminute")}]
  by: {word("respondent")}
  on: 2021-11-01
  decision: partially agreed
  except: {{{word("recminute")}: not agreed}}
  text: {word("reply")}
  alignment: {word("alignment")}
  actions:
    - {{action: {word("respaction")}, owner: {word("respowner")}, due: 2021-11-02, success: {word("success")}}}
- id: {word("respboth")}
  to: [rec-open, {word("recitem")}]
  by: {word("bothby")}
  on: 2021-11-02
  decision: agreed
  text: {word("bothtext")}
  actions: [{{action: {word("bothaction")}, owner: {word("bothowner")}, due: 2021-11-03}}]
- id: resp-serves
  to: rec-second
  by: Cabinet
  on: 2021-11-04
  decision: agreed
  actions:
    - {{action: {word("servedaction")}, owner: {word("servedowner")}, due: 2021-11-03, for: {word("recitem")}}}
    - {{action: Think twice., due: 2021-12-02, for: [rec-second, {word("recitem")}]}}
- id: {word("resppart")}
  to: {word("recpart")}
  text: {word("partreply")}
- id: {word("resptracked")}
  to: {word("rectracked")}
  text: {word("trackedreply")}
"""


COMMITTEE = """\
name: Children and Young People Scrutiny Committee
council: Exampleshire Council
rules: {call_in: {working_days: 5, at: 5 pm, callers: 1, heard_within: 10}}
contact: {name: Robin Birch, post: Clerk, email: clerk@example.org}
seats:
  - {holder: ash, role: chairperson, group: Independent, from: 2021-05-21}
  - {role: member}
standing_items:
  opening:
    - {id: apologies, title: Apologies for absence}
"""
PEOPLE = """\
- {id: ash, name: Rowan Ash, title: Councillor}
- {id: birch, name: Robin Birch, posts: [{post: Clerk}]}
"""
NEXT = """\
date: 2021-11-23
time: 2.30 pm
published_on: 2021-11-15
items:
  - {id: neets, title: Young people, purpose: To hear of them., programme: young}
"""
OPEN_ACTION = """\
- id: act-open
  number: 1
  meeting: cyp-2021-10-12
  item: bromyard
  action: Look again.
  owner: Clerk
  due: 2021-11-02
  progress: [{on: 2021-10-20, note: Begun.}]
"""
OPEN_RECOMMENDATIONS = """\
- id: rec-open
  label: (a)
  meeting: cyp-2021-10-12
  item: bromyard
  minute: 36
  text: Consider the centre.
  to: executive
  received: 2021-10-14
- {id: rec-second, meeting: cyp-2021-10-12, item: bromyard, text: Think again., to: executive}
"""
OPEN_RESPONSE = """\
- id: resp-open
  to: rec-second
  by: Cabinet
  on: 2021-11-01
  decision: agreed
  actions: [{action: Think., owner: Robin Birch, due: 2021-12-01}]
"""
TOPIC = """\
- {id: centre, topic: A centre for children, meeting: cyp-2021-10-12, year: 2021/22}
- {id: young, topic: Young people, meeting: cyp-2021-11-23, year: 2021/22}
- {id: later, topic: Something later, list: to schedule, year: 2021/22}
"""
OPEN_CALL_IN = """\
- {id: call-1, decision: lease, received: 2021-10-06, callers: [ash], grounds: Nobody was asked., meeting: cyp-2021-11-23}
"""
QUESTION = """\
- id: q-1
  meeting: cyp-2021-11-23
  ref: PQ 1
  questioner: {name: R. Oak, place: Ledbury}
  received: 2021-11-16
  question: How are they?
  answer: Well.
"""
REVIEW = "title: Young people without work\nreason: There are many.\nreports_to: cyp-2021-11-23\n"
PLAN = """\
id: plan
title: Improvement plan
aims:
  - title: Children are safe
    actions:
      - {id: "1.01", action: Visits happen on time, measures: [visits], by: 2021-12-31}
"""
MEASURE = """\
id: visits
title: Visits on time
unit: "%"
target: {at_least: 95}
readings: [{period: 2021-09, value: 91}, {period: 2021-10, value: 93}]
"""
