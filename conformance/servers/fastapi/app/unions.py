"""Unions of models, told apart by discriminators, by constants that need not be there, or by what they look like."""

from enum import Enum
from typing import Annotated, Any, Literal, Union

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Discriminator, Field, RootModel, Tag

from .saw import Saw

router = APIRouter(prefix="/unions", tags=["unions"])


# A plain union: no discriminator, and each constant has a default.


class Resume(BaseModel):
    type: Literal["resume"] = "resume"
    id: int | None = None


class Suspend(BaseModel):
    type: Literal["suspend"] = "suspend"
    id: int | None = None


class Cancel(BaseModel):
    type: Literal["cancel"] = "cancel"
    id: int | None = None
    reason: str = "none"


Action = Union[Resume, Suspend, Cancel]


@router.post("/action")
def act(action: Action, saw: Saw) -> Action:
    saw(action)
    return action


class Job(BaseModel):
    """Actions at every place of a model."""

    first: Action
    then: list[Action] = []
    by_name: dict[str, Action] = {}
    fallback: Action | None = None


@router.post("/job")
def run_job(job: Job, saw: Saw) -> Job:
    saw(job)
    return job


# A discriminator with defaults, one without, and one of several values a variant.


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    name: str
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog"] = "dog"
    name: str
    good: bool = True


Pet = Annotated[Cat | Dog, Field(discriminator="kind")]


@router.post("/pet")
def adopt(pet: Pet, saw: Saw) -> Pet:
    saw(pet)
    return pet


@router.post("/pets")
def adopt_all(pets: list[Pet], saw: Saw) -> list[Pet]:
    saw(pets)
    return pets


class Round(BaseModel):
    shape: Literal["circle", "ellipse"]
    radius: float


class Square(BaseModel):
    shape: Literal["square"]
    side: float


class Drawing(BaseModel):
    shapes: list[Annotated[Round | Square, Field(discriminator="shape")]]


@router.post("/drawing")
def draw(drawing: Drawing, saw: Saw) -> Drawing:
    saw(drawing)
    return drawing


# Constants that are no strings.


class FirstVersion(BaseModel):
    version: Literal[1] = 1
    text: str = ""


class SecondVersion(BaseModel):
    version: Literal[2] = 2
    text: str = ""


@router.post("/version")
def migrate(document: FirstVersion | SecondVersion, saw: Saw) -> FirstVersion | SecondVersion:
    saw(document)
    return document


class Passed(BaseModel):
    ok: Literal[True] = True
    note: str | None = None


class Failed(BaseModel):
    ok: Literal[False] = False
    note: str | None = None


@router.post("/outcome")
def conclude(outcome: Annotated[Passed | Failed, Field(discriminator="ok")], saw: Saw) -> Passed | Failed:
    saw(outcome)
    return outcome


class Level(str, Enum):
    low = "low"
    high = "high"


class LowAlarm(BaseModel):
    level: Literal[Level.low] = Level.low
    seconds: int | None = None


class HighAlarm(BaseModel):
    level: Literal[Level.high] = Level.high
    seconds: int | None = None


@router.post("/alarm")
def raise_alarm(alarm: LowAlarm | HighAlarm, saw: Saw) -> LowAlarm | HighAlarm:
    saw(alarm)
    return alarm


# Models that say nothing of what they are.


class Point(BaseModel):
    start: str


class Span(BaseModel):
    start: str
    end: str


@router.post("/span")
def measure(span: Point | Span, saw: Saw) -> Point | Span:
    saw(span)
    return span


class Email(BaseModel):
    model_config = ConfigDict(extra="forbid")
    email: str | None = None


class Phone(BaseModel):
    model_config = ConfigDict(extra="forbid")
    phone: str | None = None


@router.post("/contact")
def contact(contact: Email | Phone, saw: Saw) -> Email | Phone:
    saw(contact)
    return contact


def _size(value: Any) -> str:
    legs = value.get("legs") if isinstance(value, dict) else getattr(value, "legs", None)
    return "bird" if legs == 2 else "beast"


class Bird(BaseModel):
    legs: int
    wings: int


class Beast(BaseModel):
    legs: int
    tail: bool = True


@router.post("/animal")
def count_legs(
    animal: Annotated[Annotated[Bird, Tag("bird")] | Annotated[Beast, Tag("beast")], Discriminator(_size)], saw: Saw
) -> Bird | Beast:
    saw(animal)
    return animal


# Of several JSON types, of themselves, within one another.


class Anything(BaseModel):
    value: int | float | str | bool | list[int] | dict[str, int] | Point | None


@router.post("/anything")
def take_anything(anything: Anything, saw: Saw) -> Anything:
    saw(anything)
    return anything


class Both(BaseModel):
    op: Literal["both"] = "both"
    of: list["Condition"]


class Not(BaseModel):
    op: Literal["not"] = "not"
    of: "Condition"


class Is(BaseModel):
    op: Literal["is"] = "is"
    field: str
    value: int | str


Condition = Annotated[Both | Not | Is, Field(discriminator="op")]
Both.model_rebuild()
Not.model_rebuild()


@router.post("/condition")
def judge(condition: Condition, saw: Saw) -> Condition:
    saw(condition)
    return condition


class Wild(BaseModel):
    kind: Literal["wild"] = "wild"
    fur: Literal["long", "short"] = "short"


class Owned(RootModel[Pet]):
    """A union within a union."""


@router.post("/creature")
def meet(creature: Annotated[Pet | Wild, Field(discriminator="kind")], saw: Saw) -> Pet | Wild:
    saw(creature)
    return creature


@router.post("/owned")
def own(owned: Owned, saw: Saw) -> Owned:
    saw(owned)
    return owned
