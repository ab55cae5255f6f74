"""The demo world: a small company with its clients and meetings, for trying Parley out.

It is made through the same services that people use, the company and what is to come in one transaction: either all of
it is there or nothing. What was held before comes from Zoom, as it would for a company that begins to use Parley.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from api.auth.models import Account
from api.auth.permissions import DEFAULT_ROLES
from api.auth.service import Caller
from api.core import clock, timezones
from api.core.config import Config
from api.core.db import new_id
from api.core.work import THE_ONLY_ONE, Runner
from api.directory import people
from api.directory import service as directory
from api.directory.queries import CLIENT, CLIENT_GROUP, LEAD
from api.directory.schemas import ContactCreate, StaffCreate
from api.events.service import SYSTEM
from api.meetings import service as meetings
from api.meetings.models import PUSH_PARTICIPANTS, Meeting
from api.meetings.schemas import MeetingCreate, MeetingUpdate, SubjectKind, SubjectRef
from api.participants import service as participants
from api.participants.schemas import ParticipantCreate
from api.resources import Resources, open_resources
from api.settings import service as settings
from api.settings.schemas import MeetingSettingsUpdate, ZoomSettingsUpdate
from api.sync import service as sync
from api.worker import HANDLERS

PASSWORD = "parley-demo"  # noqa: S105 - the demo's password is printed at every start
ZONE = "Europe/Kyiv"
ROUNDS_OF_WORK = 3
"""The Zoom users, then the meetings, then what the first two rounds left for later."""

STAFF = (
    ("admin", "Ольга Савчук", "administrator", "Директор", None),
    ("manager", "Дмитро Лисенко", "manager", "Руководитель отдела продаж", "Отдел продаж"),
    ("employee", "Ірина Бондар", "employee", "Менеджер по продажам", "Отдел продаж"),
    ("anna.koval", "Анна Коваль", "employee", "Менеджер по продажам", "Отдел продаж"),
    ("igor.melnyk", "Игорь Мельник", "manager", "Руководитель внедрения", "Отдел внедрения"),
    ("marina.tkach", "Марина Ткач", "employee", "Консультант", "Отдел внедрения"),
)
GROUPS = ("Ключевые клиенты", "Розничная торговля")
CLIENTS = (
    ("Северный мост", "office@northbridge.example", "+380 44 290 11 20", "anna.koval", "Ключевые клиенты"),
    ("Вектор Логистик", "hello@vector-logistics.example", "+380 32 244 87 15", "employee", "Ключевые клиенты"),
    ("Кав'ярня «Полудень»", "poluden@cafe.example", "+380 67 501 33 08", "manager", "Розничная торговля"),
    ("Marlow & Finch Ltd", "team@marlowfinch.example", "+44 20 7946 0192", "igor.melnyk", None),
    ("Рога и копыта", "zakaz@roga.example", "+380 50 412 76 90", "marina.tkach", "Розничная торговля"),
)
CONTACTS = (
    ("Северный мост", "Виктория", "Шевченко", "client@parley.example", "+380 67 412 55 08"),
    ("Северный мост", "Павел", "Гриценко", "pavel@northbridge.example", "+380 50 331 20 47"),
    ("Северный мост", "Леся", "Мороз", "lesia@northbridge.example", None),
    ("Вектор Логистик", "Оксана", "Демчук", "oksana@vector-logistics.example", "+380 63 908 14 62"),
    ("Вектор Логистик", "Артём", "Белый", "artem@vector-logistics.example", None),
    ("Кав'ярня «Полудень»", "Юрій", None, "yurii@cafe.example", "+380 67 501 33 09"),
    ("Marlow & Finch Ltd", "Harriet", "Finch", "harriet@marlowfinch.example", "+44 20 7946 0193"),
    ("Рога и копыта", "Остап", "Бендас", "ostap@roga.example", "+380 50 412 76 91"),
)
LEADS = (
    ("Тарас Онищенко", "Онищенко Консалтинг", "taras@onyshchenko.example", "+380 67 220 41 18", "in_work", "employee"),
    ("Елена Чумак", None, "elena.chumak@mail.example", "+380 93 755 02 66", "new", "anna.koval"),
    ("Sofia Marchetti", "Marchetti Design", "sofia@marchetti.example", None, "in_work", "igor.melnyk"),
    ("Мирослав Гнатюк", "Гнатюк и сыновья", "myroslav@hnatiuk.example", None, "lost", "manager"),
)


@dataclass(frozen=True)
class Plan:
    """A meeting of the demo: so many days from today at that time in Kyiv."""

    topic: str
    by: str
    day: int
    at: str
    minutes: int
    subject: tuple[SubjectKind, str] | None
    staff: tuple[str, ...]
    agenda: str | None = None


MEETINGS = (
    Plan("Знакомство с системой", "anna.koval", 1, "10:00", 45, ("client", "Северный мост"), ("anna.koval",)),
    Plan(
        "Согласование договора", "manager", 1, "12:30", 60, ("client", "Вектор Логистик"), ("manager", "employee"),
        "1. Сроки поставки\n2. Скидка за объём\n3. Порядок оплаты",
    ),
    Plan("Первая беседа", "employee", 1, "15:00", 30, ("lead", "Тарас Онищенко"), ("employee",)),
    Plan("Планёрка отдела продаж", "manager", 2, "09:30", 30, None, ("manager", "employee", "anna.koval")),
    Plan("Demo for Marlow & Finch", "igor.melnyk", 2, "14:00", 60, ("client", "Marlow & Finch Ltd"), ("igor.melnyk",)),
    Plan("Новые условия для сетей", "manager", 3, "11:00", 90, ("client_group", "Розничная торговля"), ("manager",)),
    Plan("Навчання персоналу", "marina.tkach", 3, "16:00", 120, ("client", "Кав'ярня «Полудень»"), ("marina.tkach",)),
    Plan("Design review", "igor.melnyk", 4, "10:30", 45, ("lead", "Sofia Marchetti"), ("igor.melnyk", "marina.tkach")),
    Plan("Итоги квартала", "admin", 7, "17:00", 60, ("client_group", "Ключевые клиенты"), ("admin", "manager")),
)  # fmt: skip

HISTORY: tuple[tuple[str, tuple[SubjectKind, str], tuple[str, ...]], ...] = (
    ("Презентация продукта", ("client", "Северный мост"), ("client@parley.example", "pavel@northbridge.example")),
    ("Подбор тарифа", ("client", "Вектор Логистик"), ("oksana@vector-logistics.example",)),
    ("Kick-off with Marlow & Finch", ("client", "Marlow & Finch Ltd"), ("harriet@marlowfinch.example",)),
    ("Разбор заявок", ("lead", "Мирослав Гнатюк"), ("myroslav@hnatiuk.example",)),
    ("Налаштування каси", ("client", "Кав'ярня «Полудень»"), ("yurii@cafe.example",)),
    ("Ответы на вопросы", ("client", "Северный мост"), ("lesia@northbridge.example",)),
    (
        "Условия поставки", ("client", "Вектор Логистик"),
        ("oksana@vector-logistics.example", "artem@vector-logistics.example"),
    ),
    ("Обучение кассиров", ("client_group", "Розничная торговля"), ("ostap@roga.example",)),
    ("Подготовка договора", ("client", "Северный мост"), ("pavel@northbridge.example", "client@parley.example")),
)  # fmt: skip
"""What the pretend Zoom remembers: whom it was about, and who was registered."""
BEFORE_HISTORY = timedelta(days=14)


async def seed(config: Config) -> bool:
    """Fill an empty database with the demo world; answers False and does nothing when somebody is already there."""
    resources = open_resources(config, name="parley-seed")
    try:
        return await fill(resources)
    finally:
        await resources.close()


async def fill(resources: Resources) -> bool:
    """The same, with what a process holds."""
    async with resources.transaction(ring=False) as session:
        if await session.scalar(select(Account.id).limit(1)) is not None:
            return False
        staff, subjects = await _make_world(session, resources)
    runner = Runner(HANDLERS, resources.transaction, resources)
    await runner.run_one(settings.HOSTS_REFRESH, THE_ONLY_ONE)  # else meetings ask for hosts before there are any
    await _take_over_history(resources, runner, staff["admin"], subjects)
    for _ in range(ROUNDS_OF_WORK):
        await runner.sweep()
    return True


async def _make_world(
    session: AsyncSession, resources: Resources
) -> tuple[dict[str, Caller], dict[tuple[str, str], UUID]]:
    staff = await _make_staff(session)
    subjects = await _make_directory(session, staff)
    await _make_settings(session, resources)
    for plan in MEETINGS:
        await _schedule(session, plan, staff, subjects)
    return staff, subjects


async def _make_staff(session: AsyncSession) -> dict[str, Caller]:
    made = {}
    for login, name, role, position, team in STAFF:
        email = f"{login}@parley.example"
        fields = {"name": name, "email": email, "role": role, "position": position, "team_name": team}
        body = StaffCreate.model_validate({**fields, "locale": "ru", "timezone": ZONE, "password": PASSWORD})
        staff_id = await people.add_staff(session, SYSTEM, body)
        made[login] = Caller(staff_id, "staff", email, name, role, "ru", ZONE, 25, frozenset(DEFAULT_ROLES[role]))
    return made


async def _make_directory(session: AsyncSession, staff: Mapping[str, Caller]) -> dict[tuple[str, str], UUID]:
    made: dict[tuple[str, str], UUID] = {}
    for name in GROUPS:
        made["client_group", name] = await directory.create(session, SYSTEM, CLIENT_GROUP, {"name": name})
    for name, email, phone, responsible, group in CLIENTS:
        values = {"name": name, "email": email, "phone": phone, "responsible_id": staff[responsible].id}
        values |= {"client_group_id": made["client_group", group] if group else None, "timezone": ZONE, "locale": "ru"}
        made["client", name] = await directory.create(session, SYSTEM, CLIENT, values)
    for client, first_name, last_name, email, number in CONTACTS:
        can_sign_in = email == "client@parley.example"
        fields = {"client_id": made["client", client], "first_name": first_name, "last_name": last_name, "email": email}
        fields |= {"phone": number, "can_sign_in": can_sign_in, "password": PASSWORD if can_sign_in else None}
        await people.add_contact(session, SYSTEM, ContactCreate.model_validate(fields))
    for name, company, email, number, status, responsible in LEADS:
        values = {"name": name, "company": company, "email": email, "phone": number, "status": status}
        values |= {"responsible_id": staff[responsible].id}
        made["lead", name] = await directory.create(session, SYSTEM, LEAD, values)
    return made


async def _make_settings(session: AsyncSession, resources: Resources) -> None:
    """The connection to the pretend Zoom that `make run` starts."""
    connection = ZoomSettingsUpdate(
        account_id="parley-demo-account",
        client_id="parley-demo-client",
        client_secret="parley-demo-secret",  # noqa: S106 - the simulator's
        webhook_secret="parley-demo-webhook",  # noqa: S106 - the simulator's
        account_email="admin@parley.example",
        version=1,
    )
    await settings.change_zoom_settings(session, resources.box, SYSTEM, connection)
    row = await settings.get_meeting_settings(session)
    rules = MeetingSettingsUpdate.model_validate(row, from_attributes=True, extra="ignore")
    await settings.change_meeting_settings(session, SYSTEM, rules.model_copy(update={"use_all_users": True}))


async def _schedule(
    session: AsyncSession, plan: Plan, staff: Mapping[str, Caller], subjects: Mapping[tuple[str, str], UUID]
) -> None:
    today = timezones.to_wall_clock(clock.now(), ZONE).date()
    starts_at = datetime.combine(today + timedelta(days=plan.day), time.fromisoformat(plan.at))
    subject = SubjectRef(kind=plan.subject[0], id=subjects[plan.subject]) if plan.subject else None
    wanted = MeetingCreate(
        topic=plan.topic, agenda=plan.agenda, subject=subject, staff_ids=[staff[login].id for login in plan.staff],
        starts_at=starts_at, timezone=ZONE, duration_minutes=plan.minutes,
    )  # fmt: skip
    await meetings.schedule_meeting(session, staff[plan.by], wanted)


async def _take_over_history(
    resources: Resources, runner: Runner, caller: Caller, subjects: Mapping[tuple[str, str], UUID]
) -> None:
    """Compare with Zoom, and say whom its meetings were about and who was there.

    Nobody can be added to a meeting that is over; so all this is done as if it were the day before the first of them.
    """
    clock.advance(-BEFORE_HISTORY)
    try:
        async with resources.transaction(ring=False) as session:
            await sync.start_run(session, caller, new_id())
        await runner.run_one(sync.RUN, THE_ONLY_ONE)
        async with resources.transaction(ring=False) as session:
            linked = [
                await _link(session, caller, topic, subjects[who], who[0], emails) for topic, who, emails in HISTORY
            ]
        for meeting_id in linked:
            if meeting_id is not None:
                await runner.run_one(PUSH_PARTICIPANTS, meeting_id)
    finally:
        clock.reset()


async def _link(
    session: AsyncSession, caller: Caller, topic: str, subject_id: UUID, kind: SubjectKind, emails: Sequence[str]
) -> UUID | None:
    """Another Zoom than the demo's has not held this meeting."""
    found: UUID | None = await session.scalar(select(Meeting.id).where(Meeting.topic == topic))
    if found is not None:
        subject = MeetingUpdate(subject=SubjectRef(kind=kind, id=subject_id), version=1)
        await meetings.update_meeting(session, caller, found, subject, None)
        await participants.add_participants(session, caller, found, [_person(email) for email in emails])
    return found


def _person(email: str) -> ParticipantCreate:
    names = {address: (first, last) for _, first, last, address, _ in CONTACTS}
    names |= {str(address): (name.split()[0], name.split()[1]) for name, _, address, *_ in LEADS}
    first_name, last_name = names[email]
    return ParticipantCreate(email=email, first_name=first_name, last_name=last_name)
