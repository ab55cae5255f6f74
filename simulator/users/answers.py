"""Users as Zoom's answers show them, with the keys in Zoom's order."""

import hashlib
from typing import Any

from simulator.users.models import BASIC, User
from simulator.wire import instant
from simulator.world import World


def user_row(world: World, user: User) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": user.id,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "display_name": user.display_name,
        "email": user.email,
        "type": user.type,
        "pmi": user.pmi,
        "timezone": user.timezone,
        "verified": 1,
        "dept": "",
        "created_at": instant(user.created_at),
        "last_login_time": instant(user.created_at),
        "pic_url": f"{world.url}/p/v2/{hashlib.sha256(user.id.encode()).hexdigest()}",
        "language": user.language,
        "phone_number": "",
        "status": user.status,
        "login_types": [100],
        "role_id": user.role_id,
        "user_created_at": instant(user.created_at),
    }
    if user.status == "pending":
        del row["id"]
    return row


def user_details(world: World, user: User) -> dict[str, Any]:
    return {
        **user_row(world, user),
        "role_name": user.role_name,
        "use_pmi": False,
        "personal_meeting_url": f"{world.url}/j/{user.pmi}",
        "cms_user_id": "",
        "jid": f"{user.id.lower()}@xmpp.zoom.us",
        "group_ids": [],
        "im_group_ids": [],
        "account_id": world.state.account.id,
        "phone_country": "",
        "job_title": "",
        "cost_center": "",
        "location": "",
        "cluster": "us05",
    }


def user_settings(user: User) -> dict[str, Any]:
    licensed = user.type != BASIC
    return {
        "schedule_meeting": {
            "host_video": True,
            "participants_video": True,
            "audio_type": "both" if licensed else "voip",
            "join_before_host": False,
            "force_pmi_jbh_password": False,
            "pstn_password_protected": True,
            "use_pmi_for_scheduled_meetings": False,
            "use_pmi_for_instant_meetings": False,
            "require_password_for_scheduling_new_meetings": True,
            "require_password_for_instant_meetings": True,
            "default_password_for_scheduled_meetings": "",
            "embed_password_in_join_link": True,
            "mute_upon_entry": False,
        },
        "in_meeting": {"waiting_room": False, "chat": True, "co_host": licensed, "polling": licensed},
        "email_notification": {"jbh_reminder": True, "cancel_meeting_reminder": True},
        "recording": {
            "local_recording": True,
            "cloud_recording": licensed,
            "auto_recording": "none",
            "auto_delete_cmr": False,
        },
        "telephony": {"third_party_audio": False},
        "feature": {
            "meeting_capacity": 300 if licensed else 100,
            "concurrent_meeting": "Basic" if licensed else "None",
            "large_meeting": False,
            "webinar": False,
        },
    }


def meeting_security() -> dict[str, Any]:
    return {
        "meeting_security": {
            "auto_security": True,
            "waiting_room": False,
            "meeting_password": True,
            "embed_password_in_join_link": True,
            "encryption_type": "enhanced_encryption",
            "meeting_password_requirement": {
                "length": 0,
                "have_letter": False,
                "have_number": False,
                "have_special_character": False,
                "only_allow_numeric": False,
                "have_upper_and_lower_characters": False,
                "consecutive_characters_length": 0,
                "weak_enhance_detection": False,
            },
        }
    }
