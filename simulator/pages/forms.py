"""Form bodies, read without a further dependency."""

from urllib.parse import parse_qsl

from fastapi import Request


async def read_form(request: Request) -> dict[str, str]:
    raw = (await request.body()).decode("utf-8", "replace")
    return {name: value.strip() for name, value in parse_qsl(raw)}
