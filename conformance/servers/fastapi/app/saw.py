"""What Python made of a request, told in a header of the answer."""

from collections.abc import Callable
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Response


def told(*values: object) -> dict[str, str]:
    """The header that tells of these values, for endpoints that make an answer of their own."""
    return {"x-saw": quote(", ".join(repr(value) for value in values))}


def _sees(response: Response) -> Callable[..., None]:
    return lambda *values: response.headers.update(told(*values))


Saw = Annotated[Callable[..., None], Depends(_sees)]
