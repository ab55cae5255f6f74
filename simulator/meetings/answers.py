"""Meetings as Zoom's answers show them, with the keys in Zoom's order and those missing that Zoom leaves out."""

from typing import Any

from simulator.meetings.links import join_url, start_url
from simulator.meetings.models import INSTANT, PERSONAL_ROOM, RECURRING_NO_FIXED_TIME, Meeting, Occurrence
from simulator.users import service as users
from simulator.wire import instant, spaced, zone
from simulator.world import World

AGENDA_IN_LISTS = 250


def created_meeting(world: World, meeting: Meeting) -> dict[str, Any]:
    """The answer to a create lacks `assistant_id`, and `agenda` when none was set."""
    answer = meeting_details(world, meeting)
    del answer["assistant_id"]
    if not meeting.agenda:
        del answer["agenda"]
    return answer


def meeting_details(world: World, meeting: Meeting, *, show_previous: bool = False) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "host_email": users.get_user(world, meeting.host_id).email,
        "assistant_id": "",
        "topic": meeting.topic,
        "type": meeting.type,
        "status": "started" if meeting.running else "waiting",
        **_start_time(meeting),
        "duration": meeting.duration,
        "timezone": meeting.timezone,
        "agenda": meeting.agenda,
        "created_at": instant(meeting.created_at),
        "start_url": start_url(world, meeting),
        "join_url": join_url(world, meeting),
        "chat_join_url": f"{world.url}/launch/jc/{meeting.id}",
        **_passcodes(meeting),
        "settings": meeting.settings,
        "creation_source": meeting.creation_source,
        "pre_schedule": meeting.pre_schedule,
    }
    answer |= _personal_number(meeting)
    if meeting.has_registration:
        answer["registration_url"] = f"{world.url}/meeting/register/{meeting.join_secret}"
    if meeting.recurrence:
        answer["recurrence"] = meeting.recurrence
        answer["occurrences"] = _occurrences(world, meeting, show_previous=show_previous)
    for name in ("tracking_fields", "custom_keys"):
        if getattr(meeting, name):
            answer[name] = getattr(meeting, name)
    return answer


def occurrence_details(world: World, meeting: Meeting, occurrence: Occurrence) -> dict[str, Any]:
    answer = meeting_details(world, meeting)
    answer["start_time"] = instant(occurrence.start_time)
    answer["duration"] = occurrence.duration
    answer["agenda"] = occurrence.changes.get("agenda", meeting.agenda)
    answer["settings"] = {**meeting.settings, **occurrence.changes.get("settings", {})}
    return answer


def meeting_row(world: World, meeting: Meeting) -> dict[str, Any]:
    """A row of a list: no status, no passcode, no settings, the agenda cut and absent when empty."""
    row: dict[str, Any] = {
        "uuid": meeting.uuid,
        "id": meeting.id,
        "host_id": meeting.host_id,
        "topic": meeting.topic,
        "type": meeting.type,
        **_start_time(meeting),
        "duration": meeting.duration,
        "timezone": meeting.timezone,
        "created_at": instant(meeting.created_at),
        "join_url": join_url(world, meeting),
    }
    if meeting.agenda:
        row["agenda"] = meeting.agenda[:AGENDA_IN_LISTS]
    return row | _personal_number(meeting)


def invitation(world: World, meeting: Meeting) -> dict[str, Any]:
    host = users.get_user(world, meeting.host_id)
    lines = [f"{host.display_name} is inviting you to a scheduled Zoom meeting.", "", f"Topic: {meeting.topic}"]
    if meeting.start_time is not None:
        local = meeting.start_time.astimezone(zone(meeting.timezone))
        lines.append(f"Time: {local.strftime('%b %-d, %Y %I:%M %p')} {meeting.timezone}")
    lines += ["", "Join Zoom Meeting", join_url(world, meeting), "", f"Meeting ID: {spaced(meeting.id)}"]
    if meeting.password:
        lines.append(f"Passcode: {meeting.password}")
    return {"invitation": "\r\n".join([*lines, "", ""]), "sip_links": []}


def _start_time(meeting: Meeting) -> dict[str, str]:
    if meeting.start_time is None or meeting.type in {INSTANT, RECURRING_NO_FIXED_TIME, PERSONAL_ROOM}:
        return {}
    return {"start_time": instant(meeting.start_time)}


def _personal_number(meeting: Meeting) -> dict[str, str]:
    return {"pmi": str(meeting.id)} if meeting.type == PERSONAL_ROOM else {}


def _passcodes(meeting: Meeting) -> dict[str, str]:
    if not meeting.password:
        return {"password": ""}
    return {
        "password": meeting.password,
        "h323_password": meeting.dial_in_password,
        "pstn_password": meeting.dial_in_password,
        "encrypted_password": meeting.join_secret,
    }


def _occurrences(world: World, meeting: Meeting, *, show_previous: bool) -> list[dict[str, Any]]:
    return [
        {
            "occurrence_id": occurrence.occurrence_id,
            "start_time": instant(occurrence.start_time),
            "duration": occurrence.duration,
            "status": occurrence.status,
        }
        for occurrence in meeting.occurrences
        if show_previous or occurrence.start_time >= world.now()
    ]
