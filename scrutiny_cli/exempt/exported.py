"""What an export for the public leaves out, beside what is exempt itself.

An export gives every field of a record, and some fields stand in no document: the clerk's own notes, who
an anonymous questioner is, the text of a question that was refused or disallowed.
"""

from typing import Any

from scrutiny_cli.domain.base import Record
from scrutiny_cli.domain.kinds import KINDS
from scrutiny_cli.domain.questions import Question, Questioner, supplementary_state
from scrutiny_cli.exempt.cutting import altered
from scrutiny_cli.register.register import Register


def for_public(register: Register, *, notes: bool) -> Register:
    """A public register without the words that no document gives; ``notes`` keeps the clerk's."""
    register = register.having(
        questions={key: _question(one) for key, one in register.questions.items()}
    )
    if notes:
        return register
    return register.having(
        **{kind: {k: _unnoted(r) for k, r in register.of(kind).items()} for kind in KINDS}
    )


def _unnoted(record: Record) -> Record:
    return altered(record, {"notes": None})


def _question(question: Question) -> Question:
    update: dict[str, Any] = {}
    if question.questioner and question.questioner.anonymous:
        nobody = dict.fromkeys(Questioner.model_fields.keys() - {"anonymous"})
        update["questioner"] = altered(question.questioner, nobody)
    if question.status == "refused":
        update["question"] = None
    if question.supplementary and supplementary_state(question) == "disallowed":
        unsaid = {"question": None, "answer": None, "answers": ()}
        update["supplementary"] = altered(question.supplementary, unsaid)
    return altered(question, update)
