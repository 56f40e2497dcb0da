//! An application of our own, as people write them with FastAPI and pydantic.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use super::process::{Process, free_port};
use super::server::{Server, Start, sources};
use super::{http, python};

pub(super) fn start(folder: &Path) -> io::Result<Start> {
    let sources = sources("fastapi");
    let python = match python::with(&sources.join("requirements.txt"), folder)? {
        Ok(python) => python,
        Err(why) => return Ok(Start::Missing(why)),
    };
    let port = free_port()?;
    let mut uvicorn = Command::new(python);
    uvicorn.args(["-m", "uvicorn", "app:app", "--app-dir"]).arg(sources).args(["--port", &port.to_string()]);
    // Nothing is left in the repository.
    uvicorn.env("PYTHONDONTWRITEBYTECODE", "1");
    let mut process = Process::start(&uvicorn, folder)?;
    process.wait_until(|| http::answers(port, "/openapi.json", ""))?;
    let document = folder.join("openapi.json");
    fs::write(&document, http::get(port, "/openapi.json", "")?)?;
    Ok(Start::Running(Server { process, url: format!("http://127.0.0.1:{port}"), document }))
}
