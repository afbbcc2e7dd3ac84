"""The public site: whole, linked, incremental, without what is exempt."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from scrutiny_cli.errors import ScrutinyError
from scrutiny_cli.website.pages import Entry
from scrutiny_cli.website.search import index
from tests import exempt_register
from tests.registers import BASE, run, write_tree
from tests.sample import ROOT
from tests.website.sites import DAY, Links, built, contents, links, within

RECORDS = {
    **BASE,
    "scrutiny.toml": 'format = 2\naddress = "https://scrutiny.example.gov.uk/"\n',
    "records/meetings/cyp-2021-10-12.yaml": (
        "date: 2021-10-12\nstatus: held\npublished_on: 2021-10-04\nitems:\n"
        "  - {id: bromyard, title: A centre for Bromyard, programme: centre}\n"
        "  - {title: Work programme}\n"
        "minutes:\n  - {number: 1, item: bromyard, text: The committee looked at it.}\n"
    ),
    "records/meetings/cyp-2021-10-05.yaml": (
        "date: 2021-10-05\nstatus: superseded\nsuperseded_by: cyp-2021-10-12\n"
    ),
    "records/actions/2021.yaml": (
        "- {id: act-1, number: 1, meeting: cyp-2021-10-12, item: bromyard, action: Ask for <b>it</b>.,\n"
        "   owner: Clerk, due: 2021-11-01}\n"
        "- {id: act-2, number: 2, meeting: cyp-2021-10-12, action: Ask again., owner: Clerk}\n"
    ),
    "records/recommendations/2021.yaml": (
        "- {id: rec-1, label: (a), meeting: cyp-2021-10-12, item: bromyard, text: Keep it.,\n"
        "   to: executive, received: 2021-10-14}\n"
    ),
    "records/responses/2021.yaml": (
        "- {id: res-1, to: rec-1, by: Cabinet, on: 2021-11-04, decision: agreed, text: We will.}\n"
    ),
    "records/programme/2021.yaml": (
        "- {id: centre, topic: Bromyard centre 2021/22, meeting: cyp-2021-10-12}\n"
        "- {id: centre-20, topic: Bromyard centre 2020/21, list: proposed, year: 2020/21}\n"
    ),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small register."""
    return write_tree(tmp_path / "register", RECORDS)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of its site."""
    return tmp_path / "site"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the sample register."""
    folder = tmp_path_factory.mktemp("sample") / "site"
    built(ROOT, folder)
    return contents(folder)


@pytest.fixture(scope="module")
def pages(sample: dict[str, bytes]) -> dict[str, Links]:
    """The links of each of its pages."""
    return {name: links(raw.decode()) for name, raw in sample.items() if name.endswith(".html")}


def test_no_link_of_the_sample_site_is_dead(
    sample: dict[str, bytes], pages: dict[str, Links]
) -> None:
    dead = set()
    for name, page in pages.items():
        for target in (*page.leads_to, *page.loaded):
            if re.match(r"[a-z]+:", target):
                continue
            address, _, anchor = target.removeprefix("./").partition("#")
            address = unquote(address) or name
            if address not in sample or (anchor and anchor not in pages[address].ids):
                dead.add(f"{name}: {target}")
    assert dead == set()


def test_every_page_of_the_sample_site_is_three_clicks_from_home(pages: dict[str, Links]) -> None:
    assert pages.keys() - within(pages, 3) == set()


def test_pages_load_nothing_from_elsewhere_and_have_no_style_of_their_own(
    sample: dict[str, bytes], pages: dict[str, Links]
) -> None:
    for name, page in pages.items():
        assert not [target for target in page.loaded if ":" in target], name
        assert b"<style" not in sample[name]
        assert not re.search(rb"<[^>]* (style|on\w+)=", sample[name])


def test_record_of_every_tracker_has_a_page_with_its_history(sample: dict[str, bytes]) -> None:
    for kind in ("action", "recommendation"):
        data = json.loads(sample[f"data/{kind}s.json"])
        assert data["schema"] == "scrutiny/1"
        missing = [r["id"] for r in data[f"{kind}s"] if f"{kind}-{r['id']}.html" not in sample]
        assert missing == []


def test_history_has_each_step_with_its_date_and_paper(root: Path, out: Path) -> None:
    built(root, out)
    page = (out / "recommendation-rec-1.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>|\s+", " ", page)
    text = re.sub(r" +", " ", text)
    steps = (
        *(
            "12 Oct 2021 Recommended to executive Minutes of 12 October 2021",
            "14 Oct 2021 Received",
        ),
        *("13 Dec 2021 Last day to respond", "4 Nov 2021 Response by Cabinet: Agreed We will."),
    )
    assert [step for step in steps if step not in text] == []
    assert "item-cyp-2021-10-12~bromyard.html" in page


def test_words_of_records_are_escaped(root: Path, out: Path) -> None:
    built(root, out)
    assert "<b>" not in (out / "action-act-1.html").read_text(encoding="utf-8")


def test_second_build_writes_nothing_and_a_changed_record_only_its_pages(
    root: Path, out: Path
) -> None:
    built(root, out)
    before = contents(out)
    assert built(root, out).written == 0
    file = root / "records/actions/2021.yaml"
    file.write_text(file.read_text().replace("Ask again.", "Ask once more."), encoding="utf-8")
    built(root, out)
    after = contents(out)
    changed = {name for name in after if before.get(name) != after[name]}
    assert "action-act-2.html" in changed
    assert not {"action-act-1.html", "minutes-cyp-2021-10-12.html", "members.html"} & changed
    fresh = out.with_name("fresh")
    built(root, fresh)
    assert contents(fresh) == after


def test_addresses_stay_when_items_and_records_are_put_in_another_order(
    root: Path, out: Path
) -> None:
    built(root, out)
    before = contents(out).keys()
    meeting = root / "records/meetings/cyp-2021-10-12.yaml"
    text = meeting.read_text()
    first = "  - {id: bromyard, title: A centre for Bromyard, programme: centre}\n"
    new = "  - {title: Something new}\n"
    meeting.write_text(text.replace(first, "").replace("minutes:", f"{new}{first}minutes:"))
    actions = root / "records/actions/2021.yaml"
    actions.write_text(actions.read_text().replace("number: 1,", "number: 3,"))
    built(root, out)
    after = contents(out).keys()
    own = ("action-", "recommendation-", "item-", "meeting-", "topic-", "agenda-", "feed")
    assert {name for name in before - after if name.startswith(own)} == set()
    assert any(name.startswith("item-cyp-2021-10-12~something-new") for name in after)


def test_moved_meeting_leads_to_the_one_in_its_place(root: Path, out: Path) -> None:
    built(root, out)
    page = (out / "meeting-cyp-2021-10-05.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh" content="0; url=meeting-cyp-2021-10-12.html"' in page
    assert "This meeting was moved." in page


def test_withdrawn_record_leaves_a_plain_page_that_stays(root: Path, out: Path) -> None:
    built(root, out)
    file = root / "records/actions/2021.yaml"
    file.write_text(file.read_text().partition("- {id: act-2")[0], encoding="utf-8")
    for _ in range(2):
        built(root, out)
        page = (out / "action-act-2.html").read_text(encoding="utf-8")
        assert "no longer published" in page
        assert "Ask again" not in page
    assert not any("Ask again" in raw.decode() for raw in contents(out).values())


def test_record_that_became_exempt_leaves_nothing(root: Path, out: Path) -> None:
    built(root, out)
    (root / "scrutiny.toml").write_text('format = 2\nvisibility = "private"\n', encoding="utf-8")
    meeting = root / "records/meetings/cyp-2021-10-12.yaml"
    closed = "programme: centre, classification: exempt, exempt: {paragraphs: [3], public_title: A matter}"
    meeting.write_text(meeting.read_text().replace("programme: centre", closed), encoding="utf-8")
    built(root, out)
    names = contents(out)
    gone = ("action-act-1.html", "recommendation-rec-1.html", "item-cyp-2021-10-12~bromyard.html")
    assert not set(gone) & names.keys()
    everything = b"".join(names.values()) + (out / "scrutiny-site.json").read_bytes()
    for name in (b"act-1", b"rec-1", b"~bromyard", b"Keep it", b"We will"):
        assert name not in everything


def test_exempt_words_are_in_no_byte_and_change_no_byte(tmp_path: Path) -> None:
    sites = []
    for name, word in (("one", exempt_register.canary), ("two", exempt_register.other)):
        built(exempt_register.write(tmp_path / name, word), tmp_path / f"site-{name}")
        sites.append(contents(tmp_path / f"site-{name}"))
    assert sites[0] == sites[1]
    for name, raw in sites[0].items():
        assert exempt_register.MARK.encode() not in name.encode() + raw
    assert b"A contract" in b"".join(sites[0].values())


def test_files_that_scrutiny_did_not_write_are_left_alone(root: Path, out: Path) -> None:
    write_tree(out, {"CNAME": "scrutiny.example.gov.uk\n", "papers/own.txt": "Mine.\n"})
    built(root, out)
    assert (out / "CNAME").read_text() == "scrutiny.example.gov.uk\n"
    assert (out / "papers/own.txt").exists()


@pytest.mark.parametrize("first", [False, True], ids=["there before", "changed since"])
def test_file_of_somebody_else_stops_the_build(root: Path, out: Path, first: bool) -> None:
    if first:
        built(root, out)
    write_tree(out, {"members.html": "Mine.\n"})
    with pytest.raises(ScrutinyError, match=re.escape("members.html")):
        built(root, out)
    assert (out / "members.html").read_text() == "Mine.\n"


def test_site_is_not_written_into_a_register(root: Path) -> None:
    for folder in (root, root / "records" / "papers", root / "templates" / "site"):
        with pytest.raises(ScrutinyError, match="keeps its own"):
            built(root, folder)


def test_build_that_was_stopped_is_finished_by_the_next(root: Path, out: Path) -> None:
    built(root, out)
    whole = contents(out)
    list_ = out / "scrutiny-site.json"
    data = json.loads(list_.read_text())
    list_.write_text(json.dumps({**data, "unfinished": True}), encoding="utf-8")
    write_tree(out, {"members.html": "Half a pa"})
    built(root, out)
    assert contents(out) == whole


def test_council_sets_colours_logo_and_templates(root: Path, out: Path) -> None:
    shutil.copy(ROOT / "templates" / "variables.css", root / "variables.css")
    write_tree(
        root / "templates",
        {
            "variables.css": ":root { --ink: #000; --link: #00f; }\n",
            "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
            "home.html.j2": '{% extends "builtin/home.html.j2" %}{% block footer %}Ours{% endblock %}',
        },
    )
    built(root, out)
    assert "--link: #00f" in (out / "site.css").read_text(encoding="utf-8")
    assert (out / "logo.svg").exists()
    assert "Ours" in (out / "index.html").read_text(encoding="utf-8")
    assert 'src="logo.svg"' in (out / "members.html").read_text(encoding="utf-8")


def test_feeds_and_events_have_whole_addresses(root: Path, out: Path) -> None:
    built(root, out)
    feed = ElementTree.fromstring((out / "feed-cyp.xml").read_bytes())
    space = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{space}title") for entry in feed.iter(f"{space}entry")]
    assert titles == [
        "Response by Cabinet to a recommendation",
        "Action 1 is overdue",
        "Agenda for 12 October 2021",
    ]
    assert (
        feed.get("{http://www.w3.org/XML/1998/namespace}base") == "https://scrutiny.example.gov.uk/"
    )
    page = (out / "meeting-cyp-2021-11-23.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    event = json.loads(found[1])
    assert event["startDate"] == "2021-11-23T14:30:00+00:00"
    assert event["url"] == "https://scrutiny.example.gov.uk/meeting-cyp-2021-11-23.html"


def test_feed_keeps_the_identity_of_an_entry(root: Path, out: Path) -> None:
    built(root, out)
    before = re.findall(r"<id>(.*?)</id>", (out / "feed.xml").read_text())
    file = root / "records/responses/2021.yaml"
    file.write_text(file.read_text().replace("We will.", "We will in May."), encoding="utf-8")
    built(root, out)
    assert re.findall(r"<id>(.*?)</id>", (out / "feed.xml").read_text()) == before


def test_index_of_the_search_has_words_without_capitals_accents_and_plurals() -> None:
    entries = {
        "a": Entry("Schools in Llandŵr", "A visit to [Ely](https://no.example/zebra).", "Topic"),
        "b": Entry("Other", "SCHOOL", "Action", "2021/22", "Committee", "Overdue"),
    }
    files = {name: json.loads(raw) for name, raw in index(entries).items()}
    pages = files["search/pages.json"]["pages"]
    (a, _), (b, _) = sorted(pages.items(), key=lambda pair: pair[1][0])
    assert files["search/sc.json"]["school"] == [a, b]
    assert "llandwr" in files["search/ll.json"]
    assert "search/ze.json" not in files


def test_command_builds_a_site_and_refuses_errors(root: Path, out: Path) -> None:
    done = run("site", "build", "--root", root, "--as-of", DAY, "--output", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert "pages in" in done.stderr
    write_tree(root, {"records/actions/bad.yaml": "- {id: act-9, meeting: nowhere, action: No.}\n"})
    refused = run("site", "build", "--root", root, "--as-of", DAY, "--output", out)
    assert refused.returncode == 1
    assert run("site", "build", "--root", root, "--output", "-").returncode == 2
    draft = run("site", "build", "--root", root, "--as-of", DAY, "--output", out, "--draft")
    assert draft.returncode == 0
    assert "Draft" in (out / "members.html").read_text(encoding="utf-8")
