"""The control page: the control surface as buttons."""

from pathlib import Path
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import FileResponse, RedirectResponse

router = APIRouter(include_in_schema=False)
_FOLDER = Path(__file__).parent / "page"


@router.get("/")
@router.get("/_control")
async def go_to_page() -> RedirectResponse:
    return RedirectResponse("/_control/")


@router.get("/_control/")
async def show_page() -> FileResponse:
    return FileResponse(_FOLDER / "control.html")


@router.get("/_control/page/{name}")
async def get_part(name: Literal["control.css", "control.js"]) -> FileResponse:
    return FileResponse(_FOLDER / name)
