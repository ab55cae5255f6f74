"""What the files say by themselves, in the languages of the page: headings, and names for states and kinds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Locale = Literal["ru", "uk", "en"]


@dataclass(frozen=True)
class Words:
    """One language."""

    title: str
    date_format: str
    headings: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]


_RU = Words(
    title="Встречи",
    date_format="dd.mm.yyyy hh:mm",
    headings={
        "topic": "Тема",
        "starts_at": "Начало",
        "ends_at": "Окончание",
        "duration_minutes": "Длительность, мин",
        "timezone": "Часовой пояс встречи",
        "subject_kind": "Кто участвует",
        "subject_name": "Участник",
        "responsible_manager": "Ответственный",
        "staff": "Сотрудники",
        "host": "Организатор",
        "created_by": "Кем создано",
        "origin": "Откуда",
        "status": "Состояние",
        "zoom_meeting_id": "ID в Zoom",
        "join_url": "Ссылка для входа",
        "agenda": "План",
        "participants": "Приглашённые",
        "participant_name": "Имя приглашённого",
        "participant_email": "E-mail приглашённого",
        "participant_state": "Регистрация",
        "created_at": "Создано",
    },
    values={
        "subject_kind": {"client": "Клиент", "lead": "Лид", "client_group": "Группа клиентов"},
        "origin": {"crm": "CRM", "zoom": "Zoom", "portal": "Портал", "api": "API"},
        "status": {
            "planned": "Запланирована",
            "running": "Идёт сейчас",
            "ended": "Завершена",
            "cancelled": "Отменена",
            "missing": "Нет в Zoom",
        },
        "participant_state": {
            "waiting": "Ожидает",
            "registered": "Зарегистрирован",
            "link_only": "По общей ссылке",
            "refused": "Отказано",
        },
    },
)
_UK = Words(
    title="Зустрічі",
    date_format="dd.mm.yyyy hh:mm",
    headings={
        "topic": "Тема",
        "starts_at": "Початок",
        "ends_at": "Закінчення",
        "duration_minutes": "Тривалість, хв",
        "timezone": "Часовий пояс зустрічі",
        "subject_kind": "Хто бере участь",
        "subject_name": "Учасник",
        "responsible_manager": "Відповідальний",
        "staff": "Співробітники",
        "host": "Організатор",
        "created_by": "Ким створено",
        "origin": "Звідки",
        "status": "Стан",
        "zoom_meeting_id": "ID у Zoom",
        "join_url": "Посилання для входу",
        "agenda": "План",
        "participants": "Запрошені",
        "participant_name": "Ім’я запрошеного",
        "participant_email": "E-mail запрошеного",
        "participant_state": "Реєстрація",
        "created_at": "Створено",
    },
    values={
        "subject_kind": {"client": "Клієнт", "lead": "Лід", "client_group": "Група клієнтів"},
        "origin": {"crm": "CRM", "zoom": "Zoom", "portal": "Портал", "api": "API"},
        "status": {
            "planned": "Запланована",
            "running": "Триває зараз",
            "ended": "Завершена",
            "cancelled": "Скасована",
            "missing": "Немає в Zoom",
        },
        "participant_state": {
            "waiting": "Очікує",
            "registered": "Зареєстровано",
            "link_only": "За спільним посиланням",
            "refused": "Відмовлено",
        },
    },
)
_EN = Words(
    title="Meetings",
    date_format="yyyy-mm-dd hh:mm",
    headings={
        "topic": "Topic",
        "starts_at": "Starts",
        "ends_at": "Ends",
        "duration_minutes": "Duration, min",
        "timezone": "Time zone of the meeting",
        "subject_kind": "Kind",
        "subject_name": "With",
        "responsible_manager": "Responsible",
        "staff": "Staff",
        "host": "Host",
        "created_by": "Created by",
        "origin": "Origin",
        "status": "Status",
        "zoom_meeting_id": "Zoom ID",
        "join_url": "Join link",
        "agenda": "Agenda",
        "participants": "Participants",
        "participant_name": "Participant",
        "participant_email": "Participant’s e-mail",
        "participant_state": "Registration",
        "created_at": "Created",
    },
    values={
        "subject_kind": {"client": "Client", "lead": "Lead", "client_group": "Client group"},
        "origin": {"crm": "CRM", "zoom": "Zoom", "portal": "Portal", "api": "API"},
        "status": {
            "planned": "Planned",
            "running": "Running",
            "ended": "Ended",
            "cancelled": "Cancelled",
            "missing": "Missing in Zoom",
        },
        "participant_state": {
            "waiting": "Waiting",
            "registered": "Registered",
            "link_only": "By the common link",
            "refused": "Refused",
        },
    },
)
WORDS: Mapping[str, Words] = {"ru": _RU, "uk": _UK, "en": _EN}
