"""The quorum of a meeting: how many members it needs, and how many were there.

The number is the largest that the rule gives: a number, a fraction of the members rounded up, a least
number. Vacant seats count as members; co-optees without a vote do not. In England a member who attends
from afar does not count ([2021] EWHC 1093 (Admin)); in Wales one does (Local Government and Elections
(Wales) Act 2021 s.47), and so it is where no Act binds, unless the rules say otherwise.
"""

from typing import NamedTuple

from scrutiny_cli.domain.committees import Committee, Quorum, Rules, Seat
from scrutiny_cli.domain.meetings import Meeting


class QuorumCount(NamedTuple):
    """What a meeting needs and what it had: members, and bodies that appoint them."""

    members: int
    needed: int
    present: int
    bodies_needed: int = 0
    bodies: int = 0

    @property
    def met(self) -> bool:
        """Whether there was a quorum."""
        return self.present >= self.needed and self.bodies >= self.bodies_needed


def needed(rule: Quorum, members: int) -> int:
    """The number of members that a rule asks for, out of some members."""
    share = (
        -(-members * rule.fraction.numerator // rule.fraction.denominator) if rule.fraction else 0
    )
    return max(rule.members or 0, share, rule.at_least or 0)


def counts(seat: Seat) -> bool:
    """Whether the holder of a seat counts: a member, or a co-optee with a vote on everything."""
    return seat.voting is not False if seat.role != "co-optee" else seat.voting is True


def remote_counts(rules: Rules) -> bool:
    """Whether members who attend from afar count as present."""
    if rules.remote_counts is not None:
        return rules.remote_counts
    return not rules.statutory


def quorum(meeting: Meeting, committee: Committee) -> QuorumCount | None:
    """The quorum of a meeting and who made it up, or ``None`` without a rule."""
    rule = committee.rules.quorum
    if not rule.stated:
        return None
    seats = [seat for seat in committee.seats if seat.held_on(meeting.date) and counts(seat)]
    far = remote_counts(committee.rules)
    here = {p.person or p.name for p in meeting.attendance if far or p.mode == "in person"}
    by_holder = {seat.holder: seat for seat in seats if seat.holder}
    filled = {name: by_holder[name].appointed_by for name in here if name and name in by_holder}
    # The ids of the members who are there, each with the body that appoints them.
    vacant = [seat for seat in seats if not seat.holder]
    for substitute in meeting.substitutes:
        name = substitute.person or substitute.name
        seat = by_holder.get(substitute.for_ or "")
        if seat is None and substitute.for_ in (None, "vacancy") and vacant:
            seat = vacant.pop()
        # One who sits for a member counts in the member's place, once.
        if name and name in here and name not in filled and seat and seat.holder not in filled:
            filled[name] = seat.appointed_by
    bodies = {body for body in filled.values() if body}
    return QuorumCount(
        len(seats), needed(rule, len(seats)), len(filled), rule.of_bodies or 0, len(bodies)
    )


def quorum_words(count: QuorumCount) -> str:
    """A quorum as documents print it: ``10 of 15 members, from at least 4 bodies``."""
    bodies = f", from at least {count.bodies_needed} bodies" if count.bodies_needed else ""
    return f"{count.needed} of {count.members} members{bodies}"
