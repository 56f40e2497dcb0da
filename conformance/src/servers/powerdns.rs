//! PowerDNS' authoritative server (Debian: `pdns-server`, `pdns-backend-sqlite3` and `sqlite3`). It gives its document, in
//! Swagger 2.0, by itself.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

use super::http;
use super::process::{Process, find, free_port};
use super::server::{Server, Start};

const SCHEMA: &str = "/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql";
const KEY: &str = "X-API-Key: secret\r\n";

pub(super) fn start(folder: &Path) -> io::Result<Start> {
    let (Some(program), Some(sqlite), true) = (find("pdns_server"), find("sqlite3"), Path::new(SCHEMA).exists()) else {
        return Ok(Start::Missing("there is no pdns-server with pdns-backend-sqlite3 and sqlite3".to_owned()));
    };
    let database = folder.join("zones.db");
    // What an earlier run has left would be answered with.
    let _ = fs::remove_file(&database);
    if !Command::new(sqlite).arg(&database).stdin(File::open(SCHEMA)?).status()?.success() {
        return Err(io::Error::other("sqlite3 can't make a database"));
    }
    let port = free_port()?;
    let mut command = Command::new(program);
    command.args(["--no-config", "--launch=gsqlite3", "--gsqlite3-dnssec=yes", "--guardian=no", "--daemon=no"]);
    command.args(["--api=yes", "--api-key=secret", "--webserver-address=127.0.0.1", "--local-address=127.0.0.1"]);
    command.arg(format!("--gsqlite3-database={}", database.display()));
    command.arg(format!("--socket-dir={}", folder.display()));
    command.arg(format!("--webserver-port={port}")).arg(format!("--local-port={}", free_port()?));
    let mut process = Process::start(&command, folder)?;
    process.wait_until(|| http::answers(port, "/api/docs", KEY))?;
    let document = folder.join("swagger.yaml");
    fs::write(&document, http::get(port, "/api/docs", KEY)?)?;
    Ok(Start::Running(Server { process, url: format!("http://127.0.0.1:{port}/api/v1"), document }))
}
