"""Endpoints that ask who calls."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.security import (
    APIKeyCookie,
    APIKeyHeader,
    APIKeyQuery,
    HTTPBasic,
    HTTPBasicCredentials,
    HTTPBearer,
    OAuth2PasswordBearer,
)

from .saw import Saw

router = APIRouter(prefix="/secured", tags=["secured"])
basic = HTTPBasic()
bearer = HTTPBearer()
header = APIKeyHeader(name="X-API-Key", scheme_name="HeaderKey")
query = APIKeyQuery(name="api_key", scheme_name="QueryKey")
cookie = APIKeyCookie(name="session", scheme_name="CookieKey")
oauth = OAuth2PasswordBearer(tokenUrl="token")


@router.get("/basic")
def with_basic(held: Annotated[HTTPBasicCredentials, Depends(basic)], saw: Saw) -> None:
    saw(held.username, held.password)


@router.get("/bearer")
def with_bearer(held: Annotated[object, Depends(bearer)], saw: Saw) -> None:
    saw(held)


@router.get("/oauth")
def with_oauth(held: Annotated[str, Depends(oauth)], saw: Saw) -> None:
    saw(held)


@router.get("/header")
def with_header(held: Annotated[str, Depends(header)], saw: Saw) -> None:
    saw(held)


@router.get("/query")
def with_query(held: Annotated[str, Depends(query)], saw: Saw) -> None:
    saw(held)


@router.get("/cookie")
def with_cookie(held: Annotated[str, Depends(cookie)], saw: Saw) -> None:
    saw(held)
