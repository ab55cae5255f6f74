"""Why a row was not taken over, in the languages of staff: the page shows it, and the file of refused rows has it."""

from typing import Any

HEADINGS = {"ru": ("Строка", "Причина"), "uk": ("Рядок", "Причина"), "en": ("Row", "Reason")}
"""Of the two columns that stand before those of the file."""

_EN = {
    "required": "This is needed and is empty.",
    "email": "This is not an e-mail address such as name@company.com.",
    "string_too_long": "At most {max_length} characters.",
    "string_too_short": "At least {min_length} characters.",
    "control_characters": "Line breaks are not allowed here.",
    "timezone": "There is no such time zone; write it as Europe/Kyiv.",
    "choice": "This is not one of the possible values.",
    "unknown_responsible": "No active member of staff has this name or e-mail address.",
    "unknown_client_group": "There is no such client group; make it first.",
    "unknown_client": "There is no such client; import clients first.",
    "several": "This fits several; use an external id.",
    "twice": "Row {row} means the same.",
    "signs_in": "This person signs in to the portal; change the address or client on the card.",
    "stays_converted": "This lead has become a client, and that is its status.",
    "taken": "Another object has it already.",
    "unknown": "This was deleted meanwhile.",
    "not_found": "This was deleted meanwhile.",
}
_RU = {
    "required": "Это поле нужно, а оно пустое.",
    "email": "Это не адрес эл. почты вида name@company.com.",
    "string_too_long": "Не больше {max_length} символов.",
    "string_too_short": "Не меньше {min_length} символов.",
    "control_characters": "Переносы строк здесь недопустимы.",
    "timezone": "Такого часового пояса нет; пишите, например, Europe/Kyiv.",
    "choice": "Это не одно из возможных значений.",
    "unknown_responsible": "Нет действующего сотрудника с таким именем или адресом.",
    "unknown_client_group": "Такой группы клиентов нет; сначала создайте её.",
    "unknown_client": "Такого клиента нет; сначала импортируйте клиентов.",
    "several": "Подходит к нескольким; укажите внешний ID.",
    "twice": "Это то же, что в строке {row}.",
    "signs_in": "Этот человек входит в портал; меняйте адрес и клиента в карточке.",
    "stays_converted": "Этот лид стал клиентом, и это его статус.",
    "taken": "Это уже есть у другого объекта.",
    "unknown": "Тем временем это удалили.",
    "not_found": "Тем временем это удалили.",
}
_UK = {
    "required": "Це поле потрібне, а воно порожнє.",
    "email": "Це не адреса ел. пошти на зразок name@company.com.",
    "string_too_long": "Не більше {max_length} символів.",
    "string_too_short": "Не менше {min_length} символів.",
    "control_characters": "Переноси рядків тут неприпустимі.",
    "timezone": "Такого часового поясу немає; пишіть, наприклад, Europe/Kyiv.",
    "choice": "Це не одне з можливих значень.",
    "unknown_responsible": "Немає чинного співробітника з таким ім'ям чи адресою.",
    "unknown_client_group": "Такої групи клієнтів немає; спочатку створіть її.",
    "unknown_client": "Такого клієнта немає; спочатку імпортуйте клієнтів.",
    "several": "Підходить до кількох; вкажіть зовнішній ID.",
    "twice": "Це те саме, що в рядку {row}.",
    "signs_in": "Ця людина входить до порталу; змінюйте адресу й клієнта в картці.",
    "stays_converted": "Цей лід став клієнтом, і це його статус.",
    "taken": "Це вже є в іншого об'єкта.",
    "unknown": "Тим часом це видалили.",
    "not_found": "Тим часом це видалили.",
}
SENTENCES = {"ru": _RU, "uk": _UK, "en": _EN}
_SAME_AS = {"literal_error": "choice", "value_error": "timezone", "nul_character": "control_characters"}
"""pydantic's names for what a column of an import can only mean in one way."""
_ANYTHING_ELSE = {"ru": "Это значение не подошло.", "uk": "Це значення не підійшло.", "en": "This value was not taken."}


def explain(code: str, values: dict[str, Any], locale: str) -> str:
    """The sentence for a person."""
    language = locale if locale in SENTENCES else "en"
    sentence = SENTENCES[language].get(_SAME_AS.get(code, code), _ANYTHING_ELSE[language])
    return sentence.format_map(values)
