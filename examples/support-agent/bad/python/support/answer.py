"""Drafts the answer to a ticket from the policy and the help articles."""

from datetime import datetime

from openai import OpenAI

from .articles import find_articles
from .policy import SUPPORT_POLICY
from .tickets import Ticket

MODEL = "gpt-5.4-mini"


class AnswerWriter:
    def __init__(self, client: OpenAI | None = None) -> None:
        self.client = client or OpenAI()

    def draft(self, ticket: Ticket) -> str:
        now = datetime.now()
        response = self.client.chat.completions.create(
            model=MODEL,
            reasoning_effort="low",
            max_completion_tokens=800,
            messages=[
                {
                    "role": "system",
                    "content": f"It is {now:%H:%M} on {now:%A, %d %B %Y}.\n{SUPPORT_POLICY}",
                },
                {
                    "role": "user",
                    "content": f"Help articles:\n{find_articles(ticket.question)}\n\nTicket {ticket.number}:\n{ticket.question}",
                },
            ],
        )
        return response.choices[0].message.content or ""
