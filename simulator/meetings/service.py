"""Creating, changing, deleting and ending meetings."""

from datetime import datetime, timedelta
from typing import Any

from simulator.errors import ZoomError, meeting_does_not_exist, validation_failed
from simulator.identifiers import (
    new_dial_in_passcode,
    new_join_secret,
    new_meeting_id,
    new_meeting_uuid,
    new_passcode,
)
from simulator.ledger import Source
from simulator.meetings import settings as policy
from simulator.meetings.models import (
    INSTANT,
    PERSONAL_ROOM,
    RECURRING_FIXED_TIME,
    RECURRING_NO_FIXED_TIME,
    SCHEDULED,
    CreationSource,
    Meeting,
    Occurrence,
)
from simulator.meetings.recurrence import make_occurrences
from simulator.meetings.schemas import MeetingChange, MeetingCreate, Recurrence
from simulator.users import service as users
from simulator.users.models import BASIC, User
from simulator.wire import parse_start_time
from simulator.world import World

TRASH_KEEPS = timedelta(days=7)
UNUSED_LINK_LIVES = timedelta(days=30)
UNUSED_SERIES_LIVES = timedelta(days=365)


def create_meeting(
    world: World, host: User, asked: MeetingCreate, *, source: Source, creation_source: CreationSource = "open_api"
) -> Meeting:
    """Zoom has no idempotency key: the same body twice is two meetings."""
    if asked.schedule_for:
        if asked.type == INSTANT:
            raise ZoomError(400, 3000, "Instant meetings do not support the `schedule_for` parameter.")
        host = _new_host(world, asked.schedule_for)
    now = world.now()
    kind = asked.type or SCHEDULED
    timezone = asked.timezone or host.timezone
    meeting = Meeting(
        id=_free_id(world),
        uuid=new_meeting_uuid(),
        host_id=host.id,
        topic=asked.topic or "Zoom Meeting",
        type=kind,
        start_time=None if kind in {INSTANT, RECURRING_NO_FIXED_TIME} else _start(asked.start_time, timezone, now),
        duration=asked.duration or 60,
        timezone=timezone,
        agenda=asked.agenda or "",
        created_at=now,
        last_used_at=now,
        password=_first_passcode(asked),
        dial_in_password=new_dial_in_passcode(),
        join_secret=new_join_secret(),
        settings=policy.default_settings(),
        tracking_fields=asked.tracking_fields or [],
        custom_keys=asked.custom_keys or [],
        creation_source=creation_source,
        pre_schedule=bool(asked.pre_schedule),
    )
    policy.merge_settings(meeting.settings, asked.settings.given())
    policy.apply_policy(meeting, host, world.state.account.locked_settings)
    _set_series(meeting, asked.recurrence)
    world.state.meetings[meeting.id] = meeting
    world.record("meeting.created", source=source, meeting_id=meeting.id, host_id=host.id, topic=meeting.topic)
    return meeting


def open_personal_room(world: World, host: User) -> Meeting:
    """The user's own room, whose number is the user's. It is there for as long as the user is."""
    known = world.state.meetings.get(host.pmi)
    if known is not None:
        return known
    now = world.now()
    room = Meeting(
        id=host.pmi,
        uuid=new_meeting_uuid(),
        host_id=host.id,
        topic=f"{host.display_name}'s Personal Meeting Room",
        type=PERSONAL_ROOM,
        start_time=None,
        duration=60,
        timezone=host.timezone,
        created_at=now,
        last_used_at=now,
        password=new_passcode(),
        dial_in_password=new_dial_in_passcode(),
        join_secret=new_join_secret(),
        settings=policy.default_settings(),
        creation_source="other",
    )
    world.state.meetings[room.id] = room
    return room


def get_meeting(world: World, meeting_id: str | int) -> Meeting:
    """A deleted or expired meeting does not exist any more."""
    if not str(meeting_id).isdecimal():
        raise ZoomError(400, 300, "Invalid meeting id.")
    meeting = world.state.meetings.get(int(meeting_id))
    if meeting is None or meeting.deleted_at is not None or is_expired(meeting, world.now()):
        raise meeting_does_not_exist(meeting_id)
    return meeting


def is_expired(meeting: Meeting, now: datetime) -> bool:
    """A one-time id lives 30 days after its date or last use, a series a year after its last use."""
    if meeting.running:
        return False
    last = max([meeting.last_used_at, meeting.start_time or meeting.last_used_at, *_dates(meeting)])
    return now > last + (UNUSED_LINK_LIVES if meeting.type in {INSTANT, SCHEDULED} else UNUSED_SERIES_LIVES)


def change_meeting(world: World, meeting: Meeting, asked: MeetingChange, *, source: Source) -> None:
    """A start in the past is ignored; nested settings are merged; a recurrence comes complete or not at all."""
    if meeting.running and (asked.start_time or asked.type or asked.recurrence or asked.schedule_for):
        raise ZoomError(400, 3000, "You cannot update or delete meetings that have started using this method.")
    before = meeting.model_dump(mode="json")
    if asked.schedule_for:
        meeting.host_id = _new_host(world, asked.schedule_for).id
    for name in ("topic", "agenda", "duration", "timezone", "tracking_fields", "custom_keys", "pre_schedule"):
        value = getattr(asked, name)
        if value is not None:
            setattr(meeting, name, value)
    _change_type_and_dates(world, meeting, asked)
    if asked.password is not None and asked.password != meeting.password:
        meeting.password, meeting.join_secret = asked.password, new_join_secret()
    policy.merge_settings(meeting.settings, asked.settings.given())
    host = users.get_user(world, meeting.host_id)
    policy.apply_policy(meeting, host, world.state.account.locked_settings)
    after = meeting.model_dump(mode="json")
    world.record(
        "meeting.updated",
        source=source,
        meeting_id=meeting.id,
        host_id=host.id,
        changed=_difference(before, after),
        before=_difference(after, before),
    )


def change_occurrence(
    world: World, meeting: Meeting, occurrence_id: str, asked: MeetingChange, *, source: Source
) -> None:
    """One date of a series; only its start, length, agenda and some settings can differ from the others."""
    occurrence = get_occurrence(meeting, occurrence_id)
    if asked.start_time:
        start = parse_start_time(asked.start_time, asked.timezone or meeting.timezone)
        occurrence.start_time = start if start > world.now() else occurrence.start_time
    occurrence.duration = asked.duration or occurrence.duration
    if asked.agenda is not None:
        occurrence.changes["agenda"] = asked.agenda
    occurrence.changes.setdefault("settings", {}).update(asked.settings.given())
    world.record(
        "meeting.updated",
        source=source,
        meeting_id=meeting.id,
        host_id=meeting.host_id,
        occurrence_id=occurrence_id,
        changed=sorted(asked.model_fields_set),
    )


def delete_meeting(world: World, meeting: Meeting, *, source: Source) -> None:
    """Into the trash, from where it can be recovered for a week."""
    if meeting.type == PERSONAL_ROOM:
        raise ZoomError(400, 3018, "You cannot delete a personal meeting room.")
    if meeting.running:
        raise ZoomError(400, 3002, "Sorry, you cannot delete this meeting since it is in progress.")
    meeting.deleted_at = world.now()
    world.record("meeting.deleted", source=source, meeting_id=meeting.id, host_id=meeting.host_id)


def delete_occurrence(world: World, meeting: Meeting, occurrence_id: str, *, source: Source) -> None:
    get_occurrence(meeting, occurrence_id).status = "deleted"
    world.record(
        "meeting.deleted",
        source=source,
        meeting_id=meeting.id,
        host_id=meeting.host_id,
        occurrence_id=occurrence_id,
    )


def recover_meeting(world: World, meeting_id: str, *, source: Source) -> None:
    meeting = world.state.meetings.get(int(meeting_id)) if meeting_id.isdecimal() else None
    if meeting is None or meeting.deleted_at is None or world.now() > meeting.deleted_at + TRASH_KEEPS:
        raise meeting_does_not_exist(meeting_id)
    meeting.deleted_at = None
    world.record("meeting.recovered", source=source, meeting_id=meeting.id, host_id=meeting.host_id)


def get_occurrence(meeting: Meeting, occurrence_id: str) -> Occurrence:
    for occurrence in meeting.occurrences:
        if occurrence.occurrence_id == occurrence_id and occurrence.status == "available":
            return occurrence
    raise ZoomError(400, 300, "Invalid parameter: `occurrence_id`.")


def _free_id(world: World) -> int:
    while (candidate := new_meeting_id()) in world.state.meetings:
        pass
    return candidate


def _new_host(world: World, reference: str) -> User:
    try:
        host = users.get_host(world, reference)
    except ZoomError:
        message = (
            "The value that you entered in the `schedule_for` field is invalid. Enter a valid value and try again."
        )
        raise ZoomError(400, 300, message) from None
    if host.type == BASIC:
        raise ZoomError(400, 3000, f"You cannot schedule a meeting for {reference}")
    return host


def _start(text: str | None, timezone: str, now: datetime) -> datetime:
    """A missing or past start silently becomes now."""
    asked = parse_start_time(text, timezone) if text else now
    return max(asked, now.replace(microsecond=0))


def _first_passcode(asked: MeetingCreate) -> str:
    """The users' settings require a passcode, so one is made unless the request says not to."""
    if asked.password:
        return asked.password
    return new_passcode() if asked.default_password else ""


def _change_type_and_dates(world: World, meeting: Meeting, asked: MeetingChange) -> None:
    meeting.type = asked.type or meeting.type
    if meeting.type in {INSTANT, RECURRING_NO_FIXED_TIME}:
        meeting.start_time, meeting.occurrences, meeting.recurrence = None, [], None
        return
    if asked.start_time:
        start = parse_start_time(asked.start_time, meeting.timezone)
        meeting.start_time = start if start > world.now() else meeting.start_time
    meeting.start_time = meeting.start_time or world.now().replace(microsecond=0)
    if asked.recurrence or (meeting.occurrences and (asked.start_time or asked.duration or asked.timezone)):
        _set_series(meeting, asked.recurrence)


def _set_series(meeting: Meeting, recurrence: Recurrence | None) -> None:
    if meeting.type != RECURRING_FIXED_TIME:
        meeting.recurrence, meeting.occurrences = None, []
        return
    if recurrence is None and meeting.recurrence is None:
        raise validation_failed("recurrence")
    series = recurrence or Recurrence.model_validate(meeting.recurrence)
    assert meeting.start_time is not None  # noqa: S101 - a meeting of this type always has one
    meeting.recurrence = series.model_dump(exclude_none=True)
    meeting.occurrences = make_occurrences(series, meeting.start_time, meeting.duration, meeting.timezone)
    meeting.start_time = meeting.occurrences[0].start_time


def _dates(meeting: Meeting) -> list[datetime]:
    return [occurrence.start_time for occurrence in meeting.occurrences]


def _difference(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What differs, setting by setting, with the new values."""
    changed = {name: value for name, value in after.items() if value != before[name] and name != "settings"}
    settings = {k: v for k, v in after["settings"].items() if v != before["settings"].get(k)}
    return {**changed, "settings": settings} if settings else changed
