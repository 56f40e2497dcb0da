//! Prefect's server (PyPI: `prefect`), which is one of FastAPI with a document of its own.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use super::process::{Process, free_port};
use super::server::{Server, Start, sources};
use super::{http, python};

/// The API alone: what else the server does by itself would change what is answered.
const PROGRAM: &str = "
import sys, uvicorn
from prefect.server.api.server import create_app
uvicorn.run(create_app(webserver_only=True), port=int(sys.argv[1]))
";

pub(super) fn start(folder: &Path) -> io::Result<Start> {
    let python = match python::with(&sources("prefect").join("requirements.txt"), folder)? {
        Ok(python) => python,
        Err(why) => return Ok(Start::Missing(why)),
    };
    let home = folder.join("home");
    // What an earlier run has left would be answered with.
    let _ = fs::remove_dir_all(&home);
    let port = free_port()?;
    let mut server = Command::new(python);
    server.args(["-c", PROGRAM, &port.to_string()]);
    server.env("PREFECT_HOME", home).env("PREFECT_SERVER_ANALYTICS_ENABLED", "false").env("DO_NOT_TRACK", "1");
    let mut process = Process::start(&server, folder)?;
    process.wait_until(|| http::answers(port, "/api/health", ""))?;
    let document = folder.join("openapi.json");
    fs::write(&document, http::get(port, "/openapi.json", "")?)?;
    Ok(Start::Running(Server { process, url: format!("http://127.0.0.1:{port}/api"), document }))
}
