"""Where each thing has its page in the public site. An address never changes once it is published."""

import hashlib
import re

from scrutiny_cli.domain.meetings import Item
from scrutiny_cli.domain.page_map import item_key

HOME, MEETINGS, ACTIONS, RECOMMENDATIONS = "index", "meetings", "actions", "recommendations"
PROGRAMME, MEMBERS, PLANS, REVIEWS = "programme", "members", "plans", "reviews"
FORWARD_PLAN, CALL_INS = "forward-plan", "call-ins"
QUESTIONS, CHANGES, SEARCH, GUIDE = "questions", "changes", "search", "how-it-is-worked-out"
ACCESSIBILITY, DATA, PROBLEMS = "accessibility", "data", "problems"
IMPACT = "impact"
NAMES = {
    "meetings": "meeting",
    "actions": "action",
    "recommendations": "recommendation",
    "programme": "topic",
    "people": "member",
    "reviews": "scoping",
}
"""What the address of the page of a record begins with, by its kind."""
LONGEST = 60


def page_of(kind: str, record_id: str) -> str:
    """Return the address of the page of a record."""
    return f"{NAMES[kind]}-{record_id}"


def item_page(meeting: str, item: Item) -> str:
    """Return the address of the page of an agenda item, which does not depend on its number."""
    return f"item-{meeting}~{item.name or slug(item_key(item))}"


def list_page(section: str, by: str, words: str) -> str:
    """Return the address of a list: ``actions-owner-claire-ward``."""
    return f"{section}-{by}-{words.replace('/', '-') if by == 'year' else slug(words)}"


def slug(words: str) -> str:
    """Return words as part of an address: words that differ give different ones."""
    plain = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")
    if plain.replace("-", " ") == words.casefold() and len(plain) <= LONGEST:
        return plain
    mark = hashlib.blake2b(words.encode(), digest_size=3).hexdigest()
    return f"{plain[:LONGEST].strip('-')}-{mark}".strip("-")
