"""An application as people write them with FastAPI and pydantic. Each endpoint answers with what it was sent, and tells
in the header `x-saw` what Python made of it."""

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.utils import generate_unique_id

from . import answers, bodies, forms, parameters, secured, streams, unions, values


def operation_id(route: APIRoute) -> str:
    """The function's name, as FastAPI's documentation advises for clients; for some, what FastAPI does by itself."""
    return generate_unique_id(route) if "plain" in route.tags else route.name


app = FastAPI(title="Conformance", version="1.0.0", generate_unique_id_function=operation_id)
for room in (answers, bodies, forms, parameters, secured, streams, unions, values):
    app.include_router(room.router)
