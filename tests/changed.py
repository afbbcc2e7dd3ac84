"""One record's file before and now, and the lines that tell how it changed."""

from scrutiny_cli.documents import parse
from scrutiny_cli.documents.source import Source
from scrutiny_cli.reports.changes.changes import describe_changes
from scrutiny_cli.workspace.comparison import differences, side
from scrutiny_cli.workspace.decoded import decode_file

AROUND = {
    "records/committees/cyp.yaml": (
        "name: Children and Young People Scrutiny Committee\ncouncil: Exampleshire Council\n"
        "standing_items: {opening: [{id: apologies, title: Apologies for absence}]}\n"
    ),
    "records/people/ash.yaml": "name: Rowan Ash\ntitle: Councillor\n",
    "records/meetings/october.yaml": "date: 2021-10-12\n",
    "records/meetings/november.yaml": "date: 2021-11-23\n",
}


def lines(kind: str, before: str | None, now: str | None, name: str = "x") -> list[str]:
    """The lines that tell how one record's file changed, with what it is about."""
    path = f"records/{kind}/{name}.yaml"
    around = [decode_file(parse(Source(at, text.encode()))) for at, text in AROUND.items()]
    then, today = (
        side(
            [Source(path, text.encode())] if text else [], frozenset({path}), around, private=False
        )
        for text in (before, now)
    )
    assert not any((then.broken, then.unread, today.broken, today.unread))
    found = describe_changes(differences(then, today), then.register, today.register)
    return [line for one in found for line in one.lines]
