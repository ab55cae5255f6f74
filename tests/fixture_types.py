"""What some fixtures are, for the signatures of tests."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx

from api.auth.models import Account

SignIn = Callable[[str | Account], Awaitable[httpx.AsyncClient]]
RunWork = Callable[[], Awaitable[None]]
Travel = Callable[[timedelta], None]
