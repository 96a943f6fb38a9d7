"""Resolves a ticket: looks up the order, opens traces, creates labels, then answers."""

from anthropic import Anthropic
from anthropic.types import MessageParam

from .policy import SUPPORT_POLICY
from .tickets import Ticket
from .tools import TOOLS, run_tool

client = Anthropic()


def resolve(ticket: Ticket) -> str:
    messages: list[MessageParam] = [{"role": "user", "content": f"Ticket {ticket.number}:\n{ticket.question}"}]
    while True:
        reply = client.messages.create(
            model="claude-sonnet-5-5",
            max_tokens=1024,
            system=[{"type": "text", "text": SUPPORT_POLICY, "cache_control": {"type": "ephemeral"}}],
            tools=TOOLS,
            messages=messages,
        )
        calls = [block for block in reply.content if block.type == "tool_use"]
        if not calls:
            return "".join(block.text for block in reply.content if block.type == "text")
        messages.append({"role": "assistant", "content": reply.content})
        messages.append({"role": "user", "content": [run_tool(call) for call in calls]})
