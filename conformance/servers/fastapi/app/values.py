"""Values that JSON has no type for, and generics, tuples, enums and nulls."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from ipaddress import IPv4Address, IPv6Address
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar
from uuid import UUID

from fastapi import APIRouter
from pydantic import (
    AnyUrl,
    Base64Bytes,
    Base64UrlBytes,
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    SecretStr,
    computed_field,
)
from pydantic.alias_generators import to_camel

from .saw import Saw

router = APIRouter(prefix="/values", tags=["values"])


class Price(BaseModel):
    amount: Decimal
    exact: Annotated[Decimal, Field(max_digits=8, decimal_places=2)] = Decimal("0.00")
    tax: Decimal | None = None


@router.post("/price")
def price(price: Price, saw: Saw) -> Price:
    saw(price)
    return price


class Moments(BaseModel):
    day: date
    at: datetime
    clock: time | None = None
    lasts: timedelta
    pauses: list[timedelta] = []


@router.post("/moments")
def moments(moments: Moments, saw: Saw) -> Moments:
    saw(moments)
    return moments


class Binary(BaseModel):
    url: Base64UrlBytes
    plain: Base64Bytes
    raw: bytes = b""


@router.post("/binary")
def binary(binary: Binary, saw: Saw) -> Binary:
    saw(binary)
    return binary


class Addresses(BaseModel):
    id: UUID
    four: IPv4Address
    six: IPv6Address | None = None
    site: AnyUrl
    secret: SecretStr = SecretStr("")


@router.post("/addresses")
def addresses(addresses: Addresses, saw: Saw) -> Addresses:
    saw(addresses)
    return addresses


class Colour(str, Enum):
    red = "red"
    dark_blue = "dark blue"
    none = ""


class Weight(IntEnum):
    light = 1
    heavy = 1000


class Enums(BaseModel):
    colour: Colour
    weight: Weight
    size: Literal["s", "m", "l"] = "m"
    step: Literal[1, 2, 4] = 1
    mixed: Literal["auto", 0] = "auto"
    by_colour: dict[Colour, int] = {}


@router.post("/enums")
def enums(enums: Enums, saw: Saw) -> Enums:
    saw(enums)
    return enums


class Place(NamedTuple):
    latitude: float
    longitude: float


class Tuples(BaseModel):
    pair: tuple[int, str]
    place: Place
    many: tuple[int, ...] = ()
    unique: set[int] = set()
    nested: list[tuple[str, tuple[int, bool]]] = []


@router.post("/tuples")
def tuples(tuples: Tuples, saw: Saw) -> Tuples:
    saw(tuples)
    return tuples


Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    total: int
    next: str | None = None


class Named(BaseModel):
    name: str


@router.post("/page-of-names")
def page_of_names(page: Page[Named], saw: Saw) -> Page[Named]:
    saw(page)
    return page


@router.post("/page-of-numbers")
def page_of_numbers(page: Page[int], saw: Saw) -> Page[int]:
    saw(page)
    return page


@router.post("/page-of-pages")
def page_of_pages(page: Page[Page[Named]], saw: Saw) -> Page[Page[Named]]:
    saw(page)
    return page


class Presence(BaseModel):
    """Whether a name is there, and whether it is null."""

    needed: int | None
    optional: int | None = None
    preset: int = 5
    listed: list[int | None] = []
    mapped: dict[str, int | None] = {}


@router.patch("/presence")
def presence(presence: Presence, saw: Saw) -> Presence:
    saw(sorted(presence.model_fields_set), presence)
    return presence


class Alike(BaseModel):
    """Names as JavaScript writes them, and names that are Python's and Rust's own words."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
    first_name: str
    in_stock: bool = False
    class_: str = Field(default="", alias="class")
    type: str = ""
    self_: str = Field(default="", alias="self")


@router.post("/alike")
def alike(alike: Alike, saw: Saw) -> Alike:
    saw(alike)
    return alike


class Open(BaseModel):
    model_config = ConfigDict(extra="allow")
    name: str


@router.post("/open")
def opened(open: Open, saw: Saw) -> Open:
    saw(open)
    return open


class Names(RootModel[list[str]]):
    pass


class Counts(RootModel[dict[str, int]]):
    pass


class Roots(BaseModel):
    names: Names
    counts: Counts
    free: Any = None
    object: dict[str, Any] = {}


@router.post("/roots")
def roots(roots: Roots, saw: Saw) -> Roots:
    saw(roots)
    return roots


class Node(BaseModel):
    value: int
    left: "Node | None" = None
    right: "Node | None" = None


@router.post("/tree")
def tree(tree: Node, saw: Saw) -> Node:
    saw(tree)
    return tree


class Limits(BaseModel):
    age: int = Field(ge=0, le=150)
    code: str = Field(pattern="^[A-Z]{3}$")
    tags: list[Annotated[str, Field(min_length=1)]] = Field(default=[], max_length=2)
    big: int = 0

    @computed_field
    @property
    def label(self) -> str:
        return f"{self.code}-{self.age}"


@router.post("/limits")
def limits(limits: Limits, saw: Saw) -> Limits:
    saw(limits)
    return limits
