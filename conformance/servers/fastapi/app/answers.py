"""Answers of several statuses and media types, with headers and without content."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, HTTPException, Response, status
from fastapi.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from pydantic import BaseModel

from .saw import Saw, told

router = APIRouter(prefix="/answers", tags=["answers"])


class Entry(BaseModel):
    id: int
    name: str


class Task(BaseModel):
    task: str
    done: bool


class Message(BaseModel):
    message: str


class Conflict(BaseModel):
    code: Literal["taken", "locked"]
    owner: int | None = None


@router.post(
    "/entries",
    status_code=201,
    responses={
        201: {"headers": {"Location": {"schema": {"type": "string"}}, "X-Rate-Left": {"schema": {"type": "integer"}}}},
        409: {"model": Conflict, "description": "There is one of that name"},
    },
)
def create(entry: Entry, response: Response, saw: Saw) -> Entry:
    saw(entry)
    if entry.name == "taken":
        return JSONResponse({"code": "taken", "owner": 7}, 409)  # type: ignore[return-value]
    response.headers.update({"location": f"/answers/entries/{entry.id}", "x-rate-left": "41"})
    return entry


@router.get(
    "/entries/{id}", response_model=Entry, responses={202: {"model": Task}, 404: {"model": Message}, 410: {}}
)
def find(id: int) -> Any:
    match id:
        case 1:
            return Entry(id=1, name="one")
        case 2:
            return JSONResponse({"task": "t-2", "done": False}, 202)
        case 3:
            return Response(status_code=410)
        case 4:
            raise HTTPException(418, "I'm a teapot")
        case 5:
            return JSONResponse({"detail": "broken"}, 500)
        case _:
            return JSONResponse({"message": f"no entry {id}"}, 404)


@router.delete("/entries/{id}", status_code=status.HTTP_204_NO_CONTENT)
def remove(id: int, saw: Saw) -> None:
    saw(id)


@router.head("/entries/{id}")
def peek(id: int, response: Response) -> None:
    if id != 1:
        raise HTTPException(404)
    response.headers["x-saw"] = "1"


@router.put("/entries/{id}", responses={200: {"model": Entry}, 201: {"model": Entry}})
def put(id: int, entry: Entry, response: Response, saw: Saw) -> Entry:
    saw(id, entry)
    response.status_code = 200 if id == 1 else 201
    return entry


@router.get("/either")
def either(which: Literal["entry", "task"], saw: Saw) -> Entry | Task:
    saw(which)
    return Entry(id=1, name="one") if which == "entry" else Task(task="t-1", done=True)


@router.get("/maybe")
def maybe(there: bool, saw: Saw) -> Entry | None:
    saw(there)
    return Entry(id=1, name="one") if there else None


@router.get("/text", response_class=PlainTextResponse)
def text() -> str:
    return "plain, ä and 雪"


@router.get("/page", response_class=HTMLResponse)
def page() -> str:
    return "<p>Hello</p>"


PICTURE = b"\x89PNG\r\n\x1a\n\x00\xff"


@router.get("/picture", response_class=Response, responses={200: {"content": {"image/png": {}}}})
def picture() -> Response:
    return Response(PICTURE, media_type="image/png")


@router.get("/file", response_class=FileResponse)
def file() -> FileResponse:
    return FileResponse(__file__, media_type="text/x-python", headers=told("file"))


@router.get(
    "/negotiated",
    response_model=Entry,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
def negotiated(accept: Annotated[str, Header(include_in_schema=False)]) -> Any:
    if accept.startswith("text/csv"):
        return Response("id,name\n1,one\n", media_type="text/csv", headers=told(accept))
    return JSONResponse({"id": 1, "name": "one"}, headers=told(accept))


@router.get("/moved", status_code=307, response_class=RedirectResponse, responses={200: {"model": Entry}})
def moved() -> str:
    return "/answers/maybe?there=true"


@router.get("/wrong", response_model=Entry)
def wrong(how: Literal["type", "html", "empty", "status"]) -> Any:
    """What a client must not take for an entry."""
    match how:
        case "type":
            return JSONResponse({"id": "one", "name": 1})
        case "html":
            return HTMLResponse("<h1>Log in</h1>")
        case "empty":
            return Response(media_type="application/json")
        case "status":
            return JSONResponse({"id": 1, "name": "one"}, 203)
