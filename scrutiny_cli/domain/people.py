"""People and their posts, and the owners and authors that records name."""

from typing import Annotated

from pydantic import Field

from scrutiny_cli.domain.base import (
    Id,
    Model,
    PastDate,
    Record,
    Several,
    Text,
    words_for,
)


class Post(Model):
    """A post that a person holds or held."""

    post: Text = Field(description="The title of the post, as papers print it.")
    body: Text | None = Field(None, description="The council, board or partner it belongs to.")
    directorate: Text | None = Field(None, description="The directorate it sits in.")
    from_: PastDate | None = Field(None, alias="from", description="First date in the post.")
    until: PastDate | None = Field(None, description="Last date in the post.")
    email: Text | None = Field(
        None, description="Address of the post, for notes that the clerk sends."
    )


class Person(Record):
    """A person whom the papers name: a councillor, a co-optee or an officer."""

    name: Text = Field(description="Name, without a title.")
    title: Text | None = Field(None, description="Such as Councillor, Mr or Dr.")
    party: Text | None = Field(None, description="The political party of a councillor.")
    ward: Text | None = Field(None, description="The ward that a councillor represents.")
    email: Text | None = Field(
        None,
        description="Address for notes that the clerk sends. No document and no export for the public has it, but "
        "the files of a public register are public: leave it out there.",
    )
    posts: tuple[Post, ...] = Field((), description="Their posts, with dates.")

    @property
    def full_name(self) -> str:
        """Title and name: ``Councillor Phillip Howells``."""
        return f"{self.title} {self.name}" if self.title else self.name


class PersonRef(Model):
    """A person in the register, by id, or somebody else, by name."""

    person: Id | None = Field(None, description="Id of a person in the register.")
    name: Text | None = Field(None, description="Name of a person who is not in the register.")

    _bare_id = words_for("person")


class Owner(Model):
    """Who must do something: plain words, or a person, post, team or body, alone or together.

    Plain words that are exactly the name of a person, or a post, in the register mean that person
    or post.
    """

    text: Text | None = Field(None, description="The owner in words, as papers print it.")
    person: Id | None = Field(None, description="Id of a person in the register.")
    post: Text | None = Field(None, description="The title of a post.")
    team: Text | None = Field(None, description="A team.")
    body: Text | None = Field(None, description="A body: a board, a partner, another council.")

    _bare_words = words_for("text")


Owners = Annotated[tuple[Owner, ...], Several]
"""One owner or a list of them."""

Words = Annotated[tuple[Text, ...], Several]
"""One text or a list of them."""
