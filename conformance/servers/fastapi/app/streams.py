"""Answers that come item by item."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import StreamingResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field

from .saw import Saw
from .unions import Action, Cancel, Resume, Suspend

router = APIRouter(prefix="/streams", tags=["streams"])


class Tick(BaseModel):
    number: int
    text: str = "tick"


class Delta(BaseModel):
    type: Literal["delta"] = "delta"
    text: str


class Done(BaseModel):
    type: Literal["done"] = "done"
    tokens: int


Chunk = Annotated[Delta | Done, Field(discriminator="type")]


@router.get("/events", response_class=EventSourceResponse)
async def events(count: int, saw: Saw) -> AsyncIterator[Tick]:
    for number in range(count):
        yield Tick(number=number)
        await asyncio.sleep(0)


@router.post("/chat", response_class=EventSourceResponse)
async def chat(prompt: Tick) -> AsyncIterator[Chunk]:
    for word in prompt.text.split():
        yield Delta(text=word)
    yield Done(tokens=prompt.number)


@router.get("/raw-events", response_class=EventSourceResponse)
async def raw_events() -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent(comment="hello")
    yield ServerSentEvent(data={"a": 1}, event="first", id="1", retry=500)
    yield ServerSentEvent(raw_data="two\nlines", event="second", id="2")


async def few(count: int) -> int:
    if count > 100:
        raise HTTPException(404, "So many lines are not there")
    return count


@router.get("/lines")
async def lines(count: Annotated[int, Depends(few)]) -> AsyncIterator[Tick]:
    for number in range(count):
        yield Tick(number=number, text="line\n")


@router.post("/actions")
def actions(first: Action) -> Iterator[Action]:
    yield first
    yield Suspend(id=2)
    yield Cancel(id=3, reason="enough")
    yield Resume()


@router.get(
    "/bytes",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}},
)
def stream_of_bytes(count: int) -> StreamingResponse:
    return StreamingResponse((bytes([number]) * 1000 for number in range(count)), media_type="application/octet-stream")
