"""`POST /webhooks/zoom`: what Zoom tells us."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from api.auth.access import anyone
from api.auth.sign_in import network_of
from api.core.errors import Problem
from api.webhooks.door import Delivery, Door

router = APIRouter(prefix="/webhooks", tags=["webhooks"], dependencies=[Depends(anyone)])

BODY: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}},
}
UNKNOWN_PEER = "0.0.0.0"  # noqa: S104 - no peer: a socket of this machine


class CompressedError(Problem):
    """Zoom compresses nothing, and unpacking what anybody sends is a risk."""

    status = 415
    code = "compressed"
    title = "Compressed"


@router.post("/zoom", status_code=204, openapi_extra=BODY, responses={200: {"description": "To Zoom's challenge."}})
async def receive_zoom_event(request: Request) -> Response:
    """Take an event of Zoom's. It is signed with the webhook secret of the Zoom app over its raw body, at most five
    minutes ago. It is committed before the answer; what follows from it happens later.
    """
    if request.headers.get("content-encoding", "identity") != "identity":
        raise CompressedError("Send the event as it is, without compressing it.")
    door: Door = request.app.state.door
    answer = await door.receive(
        Delivery(
            body=await request.body(),
            timestamp=_only(request, "x-zm-request-timestamp"),
            signature=_only(request, "x-zm-signature"),
            network=network_of(request.client.host if request.client else UNKNOWN_PEER),
        )
    )
    if answer is not None:
        return JSONResponse(answer)
    request.state.is_routine = True
    return Response(status_code=204)


def _only(request: Request, header: str) -> str | None:
    given = request.headers.getlist(header)
    return given[0] if len(given) == 1 else "" if given else None
