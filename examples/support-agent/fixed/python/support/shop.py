"""The shop's own interface, as far as the agent needs it."""

import json
import os
import urllib.error
import urllib.request

SHOP_URL = os.environ.get("SHOP_URL", "http://localhost:8080")


class ShopError(Exception):
    pass


def ask(path: str, body: dict[str, str] | None = None) -> str:
    request = urllib.request.Request(
        f"{SHOP_URL}{path}",
        data=json.dumps(body).encode() if body is not None else None,
        headers={"content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.read().decode()
    except urllib.error.URLError as error:
        raise ShopError(f"the shop does not answer: {error.reason}") from error


def find_order(order_number: str) -> str:
    return ask(f"/orders/{order_number}")


def trace_parcel(order_number: str) -> str:
    return ask(f"/orders/{order_number}/trace", {})


def create_return_label(order_number: str, reason: str) -> str:
    return ask(f"/orders/{order_number}/return-label", {"reason": reason})
