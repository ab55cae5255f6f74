"""Requests made at random from the API's own description: mostly what it asks for, in places what nobody would."""

import base64
import json
import os
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import quote

UNKNOWN = "019a0000-0000-7000-8000-000000000000"
ENDS_OF_THE_CALENDAR = [
    "0001-01-01T00:00:00",
    "0001-01-01T00:00:00+14:00",
    "1899-12-31T23:59:59Z",
    "2200-01-01T00:00:01Z",
    "9999-12-20T10:00:00Z",
    "9999-12-31T23:59:59",
    "9999-12-31T23:59:59-23:59",
]
ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "5"))
"""How often each operation is called by each caller."""
ODDITY = 0.1
"""How often a value does not fit its field. More would never get past the first of many fields."""


def cursor_of(value: object) -> str:
    """A cursor such as the list makes, of something else."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


TEXTS: list[Any] = [
    "",
    " ",
    "a",
    "\0",
    "a\0b",
    "я" * 201,
    "x" * 5_000,
    "\ud800",
    "%00",
    "²",
    "\\",
    '"',
    "'; drop table meetings;--",
]
TEXTS += ["\u202e", "{}", "*", "a:*&!b", "1e400", "NaN", "-1", "0", "9" * 30, "true", "null", "Factory", "2026-12-01"]
TEXTS += [UNKNOWN, "../../etc/passwd", "Europe/Kyiv", cursor_of(["-starts_at", "2026-01-01", 5]), *ENDS_OF_THE_CALENDAR]
VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    2**31,
    2**63,
    10**30,
    1.5,
    1e308,
    float("inf"),
    float("nan"),
    [],
    {},
    [[]],
    [None],
]
VALUES += [{"a": 1}, {"\ud800": 1}, ["a"] * 60, {"kind": "client", "id": UNKNOWN}]
BODIES = [b"", b"{", b"\xff\xfe", b"[" * 50_000, b"1" * 6_000, b'"\\ud800"', b"null", b"[]", b"1e999"]
FORM, BOUNDARY = "multipart/form-data", "fuzz"
FILES = [
    *BODIES,
    b"Name;E-mail\nA;a@b.example\n",
    b"\xef\xbb\xbfname\n=1+1\n",
    b"PK\x03\x04" + b"\0" * 100,
    b"name\n" * 20_000,
]
PLAUSIBLE: dict[str, list[Any]] = {
    "date-time": ["2027-03-01T10:00:00Z", "2027-03-01T10:00:00", *ENDS_OF_THE_CALENDAR],
    "email": ["a@b.example", "x" * 60 + "@b.example", "я@b.example"],
    "string": ["topic", "abc 123", "Europe/Kyiv", "uk"],
    "integer": [1, 2, 10, 25, 45, 1440, 1441, 0, -1, 2**63],
    "boolean": [True, False],
    "null": [None],
}


class Fuzzer:
    """Makes requests that fit an OpenAPI document mostly, and break it in places."""

    def __init__(self, seed: str, document: dict[str, Any], ids: list[str]) -> None:
        """`ids` are of objects that exist."""
        self.random = Random(seed)
        self.document = document
        self.ids = ids

    def operations(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Every operation ROUNDS times, in random order; signing out comes last. A stream would never end."""
        paths = self.document["paths"].items()
        known = [(method, path, op) for path, item in paths for method, op in item.items() if not _is_stream(op)]
        shuffled = self.random.sample(known * ROUNDS, len(known) * ROUNDS)
        yield from sorted(shuffled, key=lambda found: found[:2] == ("delete", "/api/v1/session"))

    def value(self, schema: dict[str, Any]) -> Any:
        """Something that fits the schema, or does not."""
        if self.random.random() < ODDITY:
            return self.random.choice([*TEXTS, *VALUES])
        if "$ref" in schema:
            return self.value(self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        if "anyOf" in schema:
            return self.value(self.random.choice(schema["anyOf"]))
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        return self._of_type(schema)

    def _of_type(self, schema: dict[str, Any]) -> Any:
        kind = schema.get("type")
        if kind == "object":
            return {
                name: self.value(inner)
                for name, inner in schema.get("properties", {}).items()
                if self._has(name, schema)
            }
        if kind == "array":
            return [self.value(schema["items"]) for _ in range(self.random.randint(0, 3))]
        if schema.get("format") == "uuid":
            return self.random.choice(self.ids)
        return self.random.choice(PLAUSIBLE.get(schema.get("format", ""), PLAUSIBLE.get(str(kind), TEXTS)))

    def _has(self, name: str, schema: dict[str, Any]) -> bool:
        return self.random.random() < (0.97 if name in schema.get("required", ()) else 0.5)

    def request(self, method: str, path: str, operation: dict[str, Any]) -> dict[str, Any]:
        """What httpx is to send."""
        query, headers = [], {"Content-Type": "application/json"}
        for parameter in operation.get("parameters", ()):
            name, value = parameter["name"], self.value(parameter["schema"])
            if parameter["in"] == "path":
                real = self.random.choice(self.ids) if self.random.random() < 0.8 else as_text(value) or "x"
                path = path.replace(f"{{{name}}}", real)
            elif self.random.random() < 0.4:
                if parameter["in"] == "query":
                    query.append(f"{name}={as_text(value)}")
                else:
                    headers[name] = as_text(value)
        kinds = operation.get("requestBody", {}).get("content", {})
        if FORM in kinds:
            headers["Content-Type"] = f"{FORM}; boundary={BOUNDARY}"
        return {
            "method": method.upper(),
            "url": f"{path}?{'&'.join(query)}",
            "headers": headers,
            "content": self.body(kinds),
        }

    def body(self, kinds: dict[str, Any]) -> bytes | None:
        """JSON or a form of the operation's shape, or neither."""
        if not kinds:
            return None
        if self.random.random() < 0.06:
            return self.random.choice(BODIES)
        if FORM in kinds:
            return self.form(kinds[FORM]["schema"])
        return json.dumps(self.value(kinds["application/json"]["schema"])).encode()

    def form(self, schema: dict[str, Any]) -> bytes:
        """Fields, some of them files."""
        parts = []
        for name, inner in schema["properties"].items():
            if not self._has(name, schema):
                continue
            is_file = inner.get("format") == "binary"
            content = self.random.choice(FILES) if is_file else as_text(self.value(inner)).encode()
            told = f'form-data; name="{name}"' + ('; filename="table.csv"' if is_file else "")
            parts.append(f"--{BOUNDARY}\r\nContent-Disposition: {told}\r\n\r\n".encode() + content + b"\r\n")
        return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def as_text(value: Any) -> str:
    """As it may stand in a URL or a header."""
    return quote((value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "surrogatepass"), safe="")


def _is_stream(operation: dict[str, Any]) -> bool:
    return "text/event-stream" in operation["responses"].get("200", {}).get("content", {})
