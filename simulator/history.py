"""What the demo's company held in Zoom before anybody looked: meetings that ended, with the people who came."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from simulator.meetings import service as meetings
from simulator.meetings.models import Meeting
from simulator.meetings.schemas import MeetingCreate, SettingsChange
from simulator.registrants import service as registrants
from simulator.registrants.schemas import RegistrantCreate
from simulator.sessions import service as sessions
from simulator.state import State, demo_state
from simulator.users import service as users
from simulator.world import World

ZONE = "Europe/Kiev"
PLANNED_BEFORE = timedelta(days=4)
LATE = timedelta(minutes=2)


@dataclass(frozen=True)
class Held:
    """A meeting that was held so many days ago, at that time in Kyiv. Guests are names with addresses."""

    topic: str
    host: str
    days_ago: int
    at: str
    minutes: int
    guests: tuple[tuple[str, str, str], ...] = ()


HELD = (
    Held("Презентация продукта", "anna.koval", 12, "10:00", 45, (
        ("Виктория", "Шевченко", "client@parley.example"), ("Павел", "Гриценко", "pavel@northbridge.example"))),
    Held("Подбор тарифа", "employee", 11, "14:30", 30, (("Оксана", "Демчук", "oksana@vector-logistics.example"),)),
    Held("Планёрка отдела внедрения", "igor.melnyk", 9, "09:30", 30),
    Held("Kick-off with Marlow & Finch", "igor.melnyk", 8, "15:00", 60, (
        ("Harriet", "Finch", "harriet@marlowfinch.example"),)),
    Held("Разбор заявок", "manager", 7, "12:00", 60, (("Мирослав", "Гнатюк", "myroslav@hnatiuk.example"),)),
    Held("Налаштування каси", "marina.tkach", 6, "16:00", 90, (("Юрій", "", "yurii@cafe.example"),)),
    Held("Ответы на вопросы", "anna.koval", 5, "11:00", 30, (("Леся", "Мороз", "lesia@northbridge.example"),)),
    Held("Условия поставки", "employee", 4, "13:00", 60, (
        ("Оксана", "Демчук", "oksana@vector-logistics.example"), ("Артём", "Белый", "artem@vector-logistics.example"))),
    Held("Обучение кассиров", "marina.tkach", 2, "10:30", 120, (("Остап", "Бендас", "ostap@roga.example"),)),
    Held("Подготовка договора", "manager", 1, "16:30", 45, (
        ("Павел", "Гриценко", "pavel@northbridge.example"), ("Виктория", "Шевченко", "client@parley.example"))),
)  # fmt: skip


def state_with_history(now: datetime) -> State:
    """The demo account, after its meetings of the last days were planned, held and ended at their times."""
    state, moment = demo_state(), [now]
    world = World(state, lambda: moment[0], url="")
    for held in HELD:
        day = (now.astimezone(ZoneInfo(ZONE)) - timedelta(days=held.days_ago)).date()
        begin = datetime.combine(day, time.fromisoformat(held.at), ZoneInfo(ZONE)).astimezone(UTC)
        moment[0] = begin - PLANNED_BEFORE
        meeting = _plan(world, held, begin)
        moment[0] = begin
        sessions.start_session(world, meeting, source="portal")
        moment[0] = begin + LATE
        for first, last, email in held.guests:
            sessions.join_session(world, meeting, f"{first} {last}".strip(), email, source="portal")
        moment[0] = begin + timedelta(minutes=held.minutes)
        sessions.end_session(world, meeting, source="portal")
    return state


def _plan(world: World, held: Held, begin: datetime) -> Meeting:
    asked = MeetingCreate(
        topic=held.topic,
        start_time=begin.strftime("%Y-%m-%dT%H:%M:%SZ"),
        duration=held.minutes,
        timezone=ZONE,
        settings=SettingsChange(approval_type=registrants.AUTOMATIC if held.guests else None),
    )
    host = users.get_host(world, f"{held.host}@parley.example")
    meeting = meetings.create_meeting(world, host, asked, source="portal", creation_source="web_portal")
    for first, last, email in held.guests:
        person = RegistrantCreate(email=email, first_name=first, last_name=last)
        registrants.add_registrant(world, meeting, person, [], source="portal")
    return meeting
