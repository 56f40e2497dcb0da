//! Python, with packages of its own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{fs, io};

/// Whether a version of Python will do: these packages take no older ones.
const PROBE: &str = "import sys, venv; sys.exit(sys.version_info < (3, 10))";

/// A program of Python with these packages, or why there is none. The packages stay in the folder for the next time.
pub(super) fn with(requirements: &Path, folder: &Path) -> io::Result<Result<PathBuf, String>> {
    let (environment, installed) = (folder.join("python"), folder.join("python.installed"));
    let (python, wanted) = (environment.join("bin/python"), fs::read_to_string(requirements)?);
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) && python.exists() {
        return Ok(Ok(python));
    }
    if !Command::new("python3").args(["-c", PROBE]).output().is_ok_and(|output| output.status.success()) {
        return Ok(Err("there is no python3 of at least 3.10 with venv".to_owned()));
    }
    let made = Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment).output()?;
    if !made.status.success() {
        return Ok(Err(format!("python3 -m venv failed: {}", last_line(&made))));
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    let packages = Command::new(&python).args(pip).arg(requirements).output()?;
    if !packages.status.success() {
        return Ok(Err(format!("pip install failed: {}", last_line(&packages))));
    }
    fs::write(&installed, wanted)?;
    Ok(Ok(python))
}

fn last_line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().next_back().unwrap_or_default().to_owned()
}
