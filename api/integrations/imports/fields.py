"""What a column can be, and by which headings it is recognised in Russian, Ukrainian and English."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["clients", "contacts", "leads"]


@dataclass(frozen=True)
class Field:
    """A field of the kind that is taken over. `headings` are folded, as `fold` does."""

    key: str
    headings: tuple[str, ...]
    is_required: bool = False


def _field(key: str, headings: str, *, is_required: bool = False) -> Field:
    return Field(key, tuple(fold(heading) for heading in headings.split("|")), is_required)


def fold(text: str) -> str:
    """A text as two people would still call it the same."""
    return " ".join(re.sub(r"[\W_]+", " ", text.lower().replace("ё", "е")).split())


_EMAIL = _field(
    "email", "email|e-mail|mail|email address|электронная почта|эл. почта|почта|адрес эл. почты|имейл|емейл|"
    "електронна пошта|ел. пошта|пошта|імейл|адреса ел. пошти",
)  # fmt: skip
_PHONE = _field(
    "phone", "phone|phone number|telephone|tel|mobile|телефон|тел|номер телефона|мобильный|мобильный телефон|"
    "номер телефону|мобільний|мобільний телефон",
)  # fmt: skip
_EXTERNAL_ID = _field(
    "external_id", "external id|id|code|внешний id|внешний код|код|ид|зовнішній id|зовнішній код|ід",
)  # fmt: skip
_RESPONSIBLE = _field(
    "responsible", "responsible|responsible manager|manager|owner|ответственный|ответственный менеджер|менеджер|"
    "відповідальний|відповідальний менеджер",
)  # fmt: skip

FIELDS: dict[Kind, tuple[Field, ...]] = {
    "clients": (
        _field(
            "name", "name|client|client name|company|company name|title|название|наименование|имя|клиент|компания|"
            "организация|фио|назва|найменування|ім'я|клієнт|компанія|організація|піб", is_required=True,
        ),
        _EMAIL, _PHONE, _RESPONSIBLE,
        _field("client_group", "group|client group|группа|группа клиентов|група|група клієнтів"),
        _field("locale", "language|locale|язык|мова"),
        _field("timezone", "time zone|timezone|часовой пояс|часовий пояс"),
        _EXTERNAL_ID,
    ),
    "contacts": (
        _field("first_name", "first name|given name|name|contact|имя|фио|контакт|ім'я|піб", is_required=True),
        _field("last_name", "last name|surname|family name|фамилия|прізвище"),
        _field(
            "client", "client|client name|company|company name|клиент|компания|организация|клієнт|компанія|організація",
            is_required=True,
        ),
        _EMAIL, _PHONE,
        _field(
            "client_external_id", "client id|client external id|client code|id клиента|код клиента|внешний id клиента|"
            "id клієнта|код клієнта|зовнішній id клієнта",
        ),
        _EXTERNAL_ID,
    ),
    "leads": (
        _field("name", "name|full name|lead|contact|имя|фио|лид|контакт|название|ім'я|піб|лід|назва", is_required=True),
        _field("company", "company|company name|компания|организация|компанія|організація"),
        _EMAIL, _PHONE,
        _field("status", "status|stage|статус|этап|стадия|етап|стадія"),
        _RESPONSIBLE, _EXTERNAL_ID,
    ),
}  # fmt: skip

STATUSES = {
    fold(name): status
    for status, names in {
        "new": "new|новый|новая|новий|нова",
        "in_work": "in_work|in progress|in work|в работе|в роботі",
        "converted": "converted|клиент|стал клиентом|конвертирован|клієнт|став клієнтом|конвертований",
        "lost": "lost|потерян|проигран|отказ|втрачений|програний|відмова",
    }.items()
    for name in names.split("|")
}
LOCALES = {
    fold(name): locale
    for locale, names in {
        "ru": "ru|russian|русский|російська",
        "uk": "uk|ua|ukrainian|украинский|українська",
        "en": "en|english|английский|англійська",
    }.items()
    for name in names.split("|")
}


def guess_mapping(kind: Kind, header: Sequence[str]) -> list[str | None]:
    """For each column its field by its heading; of two columns with one meaning the first one counts."""
    known = {heading: field.key for field in reversed(FIELDS[kind]) for heading in field.headings}
    mapping: list[str | None] = []
    for heading in header:
        key = known.get(fold(heading))
        mapping.append(None if key in mapping else key)
    return mapping
