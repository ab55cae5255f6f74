"""Which meetings a rule fits, and what in their topic may be a name. Nobody types regular expressions here."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

ANYTHING = "*"
MOST_WORDS = 8
"""Longer names of clients are not looked for in topics."""
SHORTEST_NAME = 3
AROUND_WORDS = " \t«»„“”\"'‘’.,:;!?()[]{}<>/|–—-"
PUBLIC_DOMAINS = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "me.com",
        "proton.me", "protonmail.com", "gmx.com", "gmx.de", "web.de", "ukr.net", "i.ua", "meta.ua", "mail.ru",
        "bk.ru", "list.ru", "inbox.ru", "rambler.ru", "yandex.ru", "yandex.com", "ya.ru",
    }
)  # fmt: skip
"""Everybody may have an address there, so that it tells nothing of a company."""


@dataclass(frozen=True)
class About:
    """What rules look at in a meeting."""

    topic: str
    host_staff_id: UUID | None
    emails: Collection[str]

    @property
    def domains(self) -> set[str]:
        """Those that may be a company's."""
        return {email.rpartition("@")[2] for email in self.emails} - PUBLIC_DOMAINS


def fits(about: About, host_staff_id: UUID | None, topic: str | None, email: str | None) -> bool:
    """Whether the meeting is one of these: every condition that is given holds."""
    if host_staff_id is not None and host_staff_id != about.host_staff_id:
        return False
    if topic is not None and not fits_topic(topic, about.topic):
        return False
    return email is None or any(fits_email(email, one) for one in about.emails)


def fits_topic(pattern: str, topic: str) -> bool:
    """A pattern without `*` stands anywhere in the topic; with it, it is the whole topic, `*` being anything."""
    wanted, rest = fold(pattern), fold(topic)
    if ANYTHING not in wanted:
        return wanted in rest
    first, *middle, last = wanted.split(ANYTHING)
    if not rest.startswith(first) or not rest[len(first) :].endswith(last):
        return False
    rest = rest[len(first) : len(rest) - len(last)]
    for part in middle:
        _, found, rest = rest.partition(part) if part else ("", ANYTHING, rest)
        if not found:
            return False
    return True


def fits_email(wanted: str, email: str) -> bool:
    """The address itself, or any of its domain."""
    return email == wanted or email.rpartition("@")[2] == wanted


def fold(text: str) -> str:
    """As texts are compared: without regard to capitals, and with one letter for е and ё."""
    return text.casefold().replace("ё", "е")


def names_in(topic: str) -> set[str]:
    """Every run of words in a topic that may be a name, as the index of names has it."""
    return {name for name in _runs(topic.lower().replace("ё", "е").split()) if len(name) >= SHORTEST_NAME}


def _runs(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        for end in range(start + 1, min(start + MOST_WORDS, len(words)) + 1):
            run = " ".join(words[start:end])
            yield run
            yield run.strip(AROUND_WORDS)
