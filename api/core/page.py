"""Serves the built page; every path that is not a file answers the page itself, so that links can be opened."""

from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
NOT_BUILT = "The page is not built: run `npm ci && npm run build` in frontend/. The API is at /docs."


class _Assets(StaticFiles):
    async def get_response(self, path: str, scope: object) -> Response:
        response = await super().get_response(path, scope)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = FOR_EVER
        return response


def install(app: FastAPI, folder: Path) -> None:
    """Mount the folder that the frontend's build wrote. Call it last: it takes every path that is left."""
    app.mount("/assets", _Assets(directory=folder / "assets", check_dir=False), name="assets")
    root = folder.resolve()

    async def docs(_request: Request) -> Response:
        return _file(root / "api-docs" / "index.html")

    async def page(request: Request) -> Response:
        path = request.path_params["path"]
        if path.startswith(("api/", "assets/")):
            raise HTTPException(404, "There is no such address.")
        wanted = (root / path).resolve()
        if wanted.is_relative_to(root) and wanted.is_file():
            return _file(wanted)
        return _file(root / "index.html")

    app.add_route("/docs", docs, include_in_schema=False)
    app.add_route("/{path:path}", page, include_in_schema=False)


def _file(path: Path) -> Response:
    if not path.is_file():
        return PlainTextResponse(NOT_BUILT, status_code=503)
    return FileResponse(path, headers={"Cache-Control": ASK_EACH_TIME})
