"""Bodies that are not one model."""

from decimal import Decimal
from typing import Annotated, Any

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel

from .saw import Saw

router = APIRouter(prefix="/bodies", tags=["bodies"])


class Thing(BaseModel):
    name: str
    price: float = 1.5
    tags: list[str] = []


@router.post("/optional")
def optional(saw: Saw, thing: Thing | None = None) -> Thing | None:
    saw(thing)
    return thing


@router.post("/embedded")
def embedded(thing: Annotated[Thing, Body(embed=True)], saw: Saw) -> Thing:
    saw(thing)
    return thing


@router.post("/several/{id}")
def several(
    id: int, one: Thing, saw: Saw, other: Thing | None = None, importance: Annotated[int, Body(gt=0)] = 1, q: str = ""
) -> list[Thing]:
    saw(id, one, other, importance, q)
    return [one] if other is None else [one, other]


@router.put("/list")
def listed(things: list[Thing], saw: Saw) -> list[Thing]:
    saw(things)
    return things


@router.put("/map")
def mapped(things: dict[str, Thing], saw: Saw) -> dict[str, Thing]:
    saw(things)
    return things


@router.put("/number")
def number(number: Annotated[int, Body()], saw: Saw) -> int:
    saw(number)
    return number


@router.put("/words")
def words(text: Annotated[str, Body()], saw: Saw) -> str:
    saw(text)
    return text


@router.put("/decimal")
def decimal(decimal: Annotated[Decimal, Body()], saw: Saw) -> Decimal:
    saw(decimal)
    return decimal


@router.put("/free")
def free(saw: Saw, free: Annotated[Any, Body()] = None) -> Any:
    saw(free)
    return free


@router.put("/object")
def free_object(object: dict[str, Any], saw: Saw) -> dict[str, Any]:
    saw(object)
    return object


def _extra(media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {media_type: {"schema": schema}}, "required": True}}


@router.put("/bytes", openapi_extra=_extra("application/octet-stream", {"type": "string", "format": "binary"}))
async def raw_bytes(request: Request, saw: Saw) -> int:
    body = await request.body()
    saw(request.headers["content-type"], body)
    return len(body)


@router.put("/plain-text", openapi_extra=_extra("text/plain", {"type": "string"}))
async def plain_text(request: Request, saw: Saw) -> int:
    body = await request.body()
    saw(request.headers["content-type"], body.decode())
    return len(body)
