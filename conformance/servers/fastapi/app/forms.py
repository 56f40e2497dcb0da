"""Forms, with files and without."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import BaseModel, ConfigDict

from .saw import Saw
from .values import Colour

router = APIRouter(prefix="/forms", tags=["forms"])


async def read(file: UploadFile | None) -> object:
    """The file's name, media type and content; of a large one how long it is, and the bytes that are in it."""
    if file is None:
        return None
    content = await file.read()
    return file.filename, file.content_type, content if len(content) < 1000 else (len(content), set(content))


@router.post("/fields")
def fields(
    saw: Saw,
    name: Annotated[str, Form()],
    age: Annotated[int, Form()] = 18,
    words: Annotated[list[str], Form()] = [],
    colour: Annotated[Colour | None, Form()] = None,
    born: Annotated[date | None, Form()] = None,
    amount: Annotated[Decimal | None, Form()] = None,
    agreed: Annotated[bool, Form(alias="i-agree")] = False,
) -> None:
    saw(name, age, words, colour, born, amount, agreed)


class Login(BaseModel):
    model_config = ConfigDict(extra="forbid")
    username: str
    password: str
    scopes: list[str] = []


@router.post("/model")
def model(login: Annotated[Login, Form()], saw: Saw) -> None:
    saw(login)


@router.post("/upload")
async def upload(saw: Saw, file: UploadFile) -> int | None:
    saw(await read(file))
    return file.size


@router.post("/bytes")
def file_bytes(saw: Saw, file: Annotated[bytes, File(description="Read whole")]) -> int:
    saw(file)
    return len(file)


@router.post("/optional-file")
async def optional_file(saw: Saw, file: UploadFile | None = None, note: Annotated[str | None, Form()] = None) -> None:
    saw(await read(file), note)


@router.post("/files")
async def files(saw: Saw, files: list[UploadFile]) -> int:
    saw([await read(file) for file in files])
    return len(files)


@router.post("/optional-files")
async def optional_files(saw: Saw, files: Annotated[list[UploadFile] | None, File()] = None) -> int:
    saw([await read(file) for file in files or []])
    return len(files or [])


@router.post("/files-of-bytes")
def files_of_bytes(saw: Saw, files: Annotated[list[bytes], File()]) -> list[int]:
    saw(files)
    return [len(file) for file in files]


@router.post("/mixed")
async def mixed(
    saw: Saw,
    picture: UploadFile,
    title: Annotated[str, Form()],
    tags: Annotated[list[str], Form()] = [],
    day: Annotated[date | None, Form()] = None,
    colour: Annotated[Colour, Form()] = Colour.red,
    thumbnail: UploadFile | None = None,
) -> None:
    saw(await read(picture), title, tags, day, colour, await read(thumbnail))


class Attached(BaseModel):
    title: str
    files: list[UploadFile] = []


@router.post("/file-model")
async def file_model(attached: Annotated[Attached, Form(media_type="multipart/form-data")], saw: Saw) -> None:
    saw(attached.title, [await read(file) for file in attached.files])
