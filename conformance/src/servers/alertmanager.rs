//! Prometheus' Alertmanager (Debian: `prometheus-alertmanager`). Its document, in Swagger 2.0, is in the program itself.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use serde_json::Value;

use super::http;
use super::process::{Process, find, free_port};
use super::server::{Server, Start};

const CONFIGURATION: &str = r#"
route:
  receiver: nobody
  group_by: [alertname]
  group_wait: 0s
  routes:
    - receiver: team ä
      matchers: ['team="ä"']
receivers:
  - name: nobody
  - name: team ä
"#;

pub(super) fn start(folder: &Path) -> io::Result<Start> {
    let Some(program) = find("prometheus-alertmanager").or_else(|| find("alertmanager")) else {
        return Ok(Start::Missing("there is no prometheus-alertmanager".to_owned()));
    };
    let (document, configuration, data) =
        (folder.join("swagger.json"), folder.join("alertmanager.yml"), folder.join("data"));
    match document_in(&fs::read(&program)?) {
        Some(text) => fs::write(&document, text)?,
        None => return Ok(Start::Missing(format!("{} has no document in it", program.display()))),
    }
    fs::write(&configuration, CONFIGURATION)?;
    // What an earlier run has left would be answered with.
    let _ = fs::remove_dir_all(&data);
    let port = free_port()?;
    let mut command = Command::new(program);
    command.arg(format!("--config.file={}", configuration.display()));
    command.arg(format!("--storage.path={}", data.display()));
    command.arg(format!("--web.listen-address=127.0.0.1:{port}")).arg("--cluster.listen-address=");
    let mut process = Process::start(&command, folder)?;
    process.wait_until(|| http::answers(port, "/-/ready", ""))?;
    Ok(Start::Running(Server { process, url: format!("http://127.0.0.1:{port}/api/v2"), document }))
}

/// The document as it stands in the program: the object around its version.
fn document_in(program: &[u8]) -> Option<&[u8]> {
    let before = |mark: &[u8], end: usize| program.get(..end)?.windows(mark.len()).rposition(|window| window == mark);
    let version = br#""swagger": "2.0""#;
    let version = program.windows(version.len()).position(|window| window == version)?;
    let text = program.get(before(b"{\n  \"consumes\"", version)?..)?;
    let mut values = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
    values.next()?.ok()?;
    text.get(..values.byte_offset())
}
