"""The demo account begins with meetings that were held."""

from datetime import UTC, datetime, timedelta

from simulator.history import HELD, state_with_history
from simulator.state import State

NOW = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_everything_in_the_history_is_over_and_each_was_held_once() -> None:
    state = state_with_history(NOW)
    ends = [session.end_time for session in state.sessions]
    assert len(state.meetings) == len(ends) == len(HELD)
    assert all(end is not None and NOW - timedelta(days=14) < end < NOW for end in ends)
    assert not any(meeting.running for meeting in state.meetings.values())


def test_guests_were_registered_and_came_besides_the_host() -> None:
    state = state_with_history(NOW)
    guests = sum(len(held.guests) for held in HELD)
    assert [registrant.status for registrant in state.registrants] == ["approved"] * guests
    assert sum(len(session.participants) for session in state.sessions) == guests + len(HELD)


def test_the_history_is_kept_as_any_state_is() -> None:
    state = state_with_history(NOW)
    assert State.model_validate_json(state.model_dump_json()) == state
