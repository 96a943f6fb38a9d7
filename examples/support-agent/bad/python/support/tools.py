"""What the agent may look up and do, and how it is done."""

from anthropic.types import ToolParam, ToolResultBlockParam, ToolUseBlock

from . import shop

TOOLS: list[ToolParam] = [
    {
        "name": "find_order",
        "description": "The order with this number: lines, amounts, address country, state of the delivery.",
        "input_schema": {
            "type": "object",
            "properties": {"order_number": {"type": "string"}},
            "required": ["order_number"],
        },
    },
    {
        "name": "trace_parcel",
        "description": "Opens a trace with the carrier. Takes up to ten days.",
        "input_schema": {
            "type": "object",
            "properties": {"order_number": {"type": "string"}},
            "required": ["order_number"],
        },
    },
    {
        "name": "create_return_label",
        "description": "A prepaid label for sending goods back, for goods that were wrong or faulty.",
        "input_schema": {
            "type": "object",
            "properties": {"order_number": {"type": "string"}, "reason": {"type": "string"}},
            "required": ["order_number", "reason"],
        },
    },
]


ACTIONS = {
    "find_order": shop.find_order,
    "trace_parcel": shop.trace_parcel,
    "create_return_label": shop.create_return_label,
}


def run_tool(call: ToolUseBlock) -> ToolResultBlockParam:
    try:
        content = ACTIONS[call.name](**call.input)
    except shop.ShopError as error:
        return {"type": "tool_result", "tool_use_id": call.id, "content": str(error), "is_error": True}
    return {"type": "tool_result", "tool_use_id": call.id, "content": content}
