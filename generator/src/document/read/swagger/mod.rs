//! Swagger 2.0, lifted into what OpenAPI 3 says: schemas and parameters keep the places where they stand.

mod body;
mod media;
mod parameter;
mod response;
mod security;
mod server;
