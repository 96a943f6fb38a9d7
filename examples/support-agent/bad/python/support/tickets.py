"""A ticket as the help desk's web hook delivers it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ticket:
    number: int
    customer: str
    question: str
