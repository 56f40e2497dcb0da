"""Parameters in paths, queries, headers and cookies."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Cookie, Header, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from .saw import Saw
from .values import Colour

router = APIRouter(prefix="/parameters", tags=["parameters"])


@router.get("/path/{number}/{id}/{colour}/{name}")
def path(number: int, id: UUID, colour: Colour, name: str, saw: Saw) -> None:
    saw(number, id, colour, name)


@router.get("/file/{file:path}")
def path_of_file(file: str, saw: Saw) -> None:
    saw(file)


@router.get("/day/{day}/{amount}")
def path_of_day(day: date, amount: Annotated[Decimal, Path()], saw: Saw) -> None:
    saw(day, amount)


@router.get("/query")
def query(
    saw: Saw,
    text: str,
    number: int = 7,
    ratio: float | None = None,
    yes: bool = False,
    colour: Colour | None = None,
    size: Literal["s", "m"] = "s",
    on: date | None = None,
    at: datetime | None = None,
    lasts: timedelta | None = None,
    amount: Decimal | None = None,
    from_: Annotated[str | None, Query(alias="from")] = None,
) -> None:
    saw(text, number, ratio, yes, colour, size, on, at, lasts, amount, from_)


@router.get("/lists")
def lists(
    saw: Saw,
    word: Annotated[list[str], Query()] = ["default"],
    number: Annotated[list[int] | None, Query()] = None,
    colour: Annotated[set[Colour], Query(alias="colour[]")] = set(),
) -> None:
    saw(word, number, sorted(colour))


class Filter(BaseModel):
    model_config = ConfigDict(extra="forbid")
    limit: int = Field(100, gt=0, le=100)
    order_by: Literal["created_at", "updated_at"] = "created_at"
    tags: list[str] = []


@router.get("/model")
def query_model(filter: Annotated[Filter, Query()], saw: Saw) -> None:
    saw(filter)


@router.get("/union")
def query_union(saw: Saw, at: int | str | None = None) -> None:
    saw(at)


class Traced(BaseModel):
    trace_id: str
    hops: list[int] = []


@router.get("/headers")
def headers(
    saw: Saw,
    x_number: Annotated[int, Header()],
    x_words: Annotated[list[str] | None, Header()] = None,
    x_flag: Annotated[bool | None, Header()] = None,
    odd: Annotated[str, Header(alias="X_Odd", convert_underscores=False)] = "even",
) -> None:
    saw(x_number, x_words, x_flag, odd)


@router.get("/header-model")
def header_model(saw: Saw, traced: Annotated[Traced, Header()]) -> None:
    saw(traced)


@router.get("/cookies")
def cookies(
    saw: Saw,
    session: Annotated[str, Cookie()],
    visits: Annotated[int | None, Cookie()] = None,
    colour: Annotated[Colour, Cookie()] = Colour.red,
) -> None:
    saw(session, visits, colour)


class Kept(BaseModel):
    theme: Literal["light", "dark"] = "light"
    since: date | None = None


@router.get("/cookie-model")
def cookie_model(saw: Saw, kept: Annotated[Kept, Cookie()]) -> None:
    saw(kept)


@router.get("/plain/{item_id}", tags=["plain"])
def read_item(item_id: int, saw: Saw, q: str | None = None) -> None:
    saw(item_id, q)


@router.delete("/plain/{item_id}", tags=["plain"])
def delete_item(item_id: int, saw: Saw) -> None:
    saw(item_id)
