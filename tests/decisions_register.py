"""A small public register with decisions of the executive, call-ins, petitions and speakers."""

from tests.registers import BASE

COUNCIL = """\
name: Exampleshire Council
rules:
  call_in: {working_days: 5, at: 5 pm, callers: 2, heard_within: 10, if_not_heard: the decision takes effect.}
  petitions: {clear_days: 10, at: "12:00", names: 50}
  speakers: {clear_days: 1, at: noon}
"""
COMMITTEE = """\
name: Children and Young People Scrutiny Committee
seats:
  - {holder: ash, role: chairperson, from: 2021-05-21}
standing_items:
  opening:
    - {id: petitions, title: Petitions, purpose: "Petitions close at {petitions}."}
"""
MEETING = """\
date: 2021-11-23
time: 2.30 pm
place: Shire Hall
items:
  - {standing: petitions}
  - {id: hearing, call_in: call-1}
minutes:
  - number: 40
    item: petitions
  - number: 41
    item: hearing
    text: The committee heard the callers.
    resolved: [That the decision be referred back.]
"""
DECISIONS = """\
- id: lease
  ref: KD 12
  title: Lease of a family centre
  description: Whether to lease a building.
  maker: Cabinet
  key: yes
  notice_published: 2021-09-20
  due: 28 October 2021
  lead: Councillor R. Pine
  topic: centres
  taken_on: 2021-11-04
  published_on: 2021-11-08
- id: buses
  title: School buses
  maker: Cabinet
  taken_on: 2019-11-04
  published_on: 2019-11-05
- id: clubs
  title: Youth clubs
  maker: Cabinet Member for Youth
  key: yes
  notice_published: 2021-11-01
  due: January 2022
  other_committees: General Scrutiny Committee
  private:
    paragraphs: [3]
    public_title: Youth clubs
    reasons: The bids are not decided.
    published_on: 2021-11-01
    representations: [{text: Say what it costs., response: Once it is let.}]
  classification: open
"""
CALL_INS = """\
- id: call-1
  decision: lease
  received: {on: 2021-11-10, at: 4.10 pm}
  callers: [ash, {name: Councillor Elm}]
  grounds: Parents were not asked.
  alternative: Extend the present building.
  meeting: cyp-2021-11-23
  outcome: referred back
  then: Cabinet kept its decision.
- {id: call-0, decision: buses, received: 2019-11-07, signed_by: 2, outcome: upheld}
"""
QUESTIONS = """\
- id: q-petition1
  meeting: cyp-2021-11-23
  kind: petition
  questioner: {name: R. Oak, place: Ledbury}
  names: 1204
  received: 2021-11-02
  topic: Keep the library open
  question: We ask the council to keep it open.
  resolved: That it be sent to Cabinet.
- id: q-speaker1
  meeting: cyp-2021-11-23
  kind: speaker
  questioner: {anonymous: yes}
  received: {on: 2021-11-19, at: 11 am}
  topic: Buses
"""
TOPIC = "{id: centres, topic: Family centres, meeting: cyp-2021-11-23, year: 2021/22}\n"
FILES = {
    **BASE,
    "records/councils/exampleshire.yaml": COUNCIL,
    "records/committees/cyp.yaml": COMMITTEE,
    "records/meetings/cyp-2021-11-23.yaml": MEETING,
    "records/decisions/2021.yaml": DECISIONS,
    "records/call-ins/2021.yaml": CALL_INS,
    "records/questions/2021.yaml": QUESTIONS,
    "records/programme/centres.yaml": TOPIC,
}
