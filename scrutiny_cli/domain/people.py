"""People, the posts they hold, and whoever a record names as owner or author."""

from typing import Annotated

from pydantic import Field

from scrutiny_cli.domain.base import (
    CivilDate,
    Id,
    Model,
    Record,
    Several,
    Text,
    words_for,
)


class Post(Model):
    """A post and the time somebody held it."""

    post: Text = Field(description="The title of the post, as the papers print it.")
    body: Text | None = Field(None, description="The council, board or partner it belongs to.")
    directorate: Text | None = Field(None, description="The directorate it sits in.")
    from_: CivilDate | None = Field(None, alias="from", description="First day in the post.")
    until: CivilDate | None = Field(None, description="Last day in the post.")


class Person(Record):
    """Somebody the papers name: a councillor, a co-optee, an officer."""

    name: Text = Field(description="Name without title.")
    title: Text | None = Field(None, description="Councillor, Mr, Dr and the like.")
    posts: tuple[Post, ...] = Field((), description="The posts held, with their dates.")

    @property
    def full_name(self) -> str:
        """Title and name: ``Councillor Phillip Howells``."""
        return f"{self.title} {self.name}" if self.title else self.name


class PersonRef(Model):
    """A person of the register by id, or somebody it does not hold by name."""

    person: Id | None = Field(None, description="Id of a person of the register.")
    name: Text | None = Field(None, description="Name of somebody the register does not hold.")

    _bare_id = words_for("person")


class Owner(Model):
    """Who owes something: bare words, or a person, post, team or body (several together allowed).

    Bare words that are exactly a person's name or a post of the register are taken as that.
    """

    text: Text | None = Field(None, description="The owner in words, as the papers print it.")
    person: Id | None = Field(None, description="Id of a person of the register.")
    post: Text | None = Field(None, description="The title of a post.")
    team: Text | None = Field(None, description="A team.")
    body: Text | None = Field(None, description="A body: a board, a partner, another council.")

    _bare_words = words_for("text")


Owners = Annotated[tuple[Owner, ...], Several]
"""One owner or a list of them."""

Words = Annotated[tuple[Text, ...], Several]
"""One text or a list of them."""
