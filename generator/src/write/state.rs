//! What a build script remembers of its last run, so that it can end at once where nothing changed.

use std::fs;
use std::path::{Path, PathBuf};

use super::Digest;

/// A run, as it is remembered in a file of `OUT_DIR`.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) outputs: Vec<PathBuf>,
}

impl State {
    /// The run that is remembered in this file, if the same generator would give the same now: what was read and what
    /// was written are as they were.
    pub(crate) fn recall(file: &Path, configuration: &str) -> Option<State> {
        let text = fs::read_to_string(file).ok()?;
        let mut lines = text.lines();
        let digest = lines.next()?;
        let mut state = State { inputs: Vec::new(), outputs: Vec::new() };
        for line in lines {
            match line.split_once(' ')? {
                ("input", path) => state.inputs.push(path.into()),
                ("output", path) => state.outputs.push(path.into()),
                _ => return None,
            }
        }
        (state.digest(configuration)?.to_string() == digest).then_some(state)
    }

    /// Remembers the run, if what is digested here is what was read and written: `is_so` is asked afterwards. A failure only
    /// costs time later on.
    pub(crate) fn remember(&self, file: &Path, configuration: &str, is_so: impl FnOnce() -> bool) {
        let Some(digest) = self.digest(configuration).filter(|_| is_so()) else { return };
        let inputs = self.inputs.iter().map(|path| format!("input {}\n", path.display()));
        let outputs = self.outputs.iter().map(|path| format!("output {}\n", path.display()));
        let text: String = std::iter::once(format!("{digest}\n")).chain(inputs).chain(outputs).collect();
        let _ = fs::write(file, text);
    }

    fn digest(&self, configuration: &str) -> Option<Digest> {
        let mut digest = Digest::default();
        digest.add(configuration.as_bytes());
        digest.add(generator()?.as_bytes());
        for path in self.inputs.iter().chain(&self.outputs) {
            digest.add(path.to_string_lossy().as_bytes());
            digest.add(&fs::read(path).ok()?);
        }
        Some(digest)
    }
}

/// The generator that is running: a new one may emit other code from the same document.
fn generator() -> Option<String> {
    let program = std::env::current_exe().ok()?.metadata().ok()?;
    Some(format!("{} {} {:?}", env!("CARGO_PKG_VERSION"), program.len(), program.modified().ok()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // Tests may fail by panicking.

    use super::*;

    #[test]
    fn what_another_run_changed_meanwhile_is_not_remembered() {
        let folder = std::env::temp_dir().join(format!("oasmith-state-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (input, file) = (folder.join("api.yaml"), folder.join("oasmith.state"));
        fs::write(&input, "openapi: 3.1.0").unwrap();
        let state = State { inputs: vec![input], outputs: Vec::new() };
        state.remember(&file, "", || false);
        assert!(State::recall(&file, "").is_none());
        state.remember(&file, "", || true);
        assert!(State::recall(&file, "").is_some());
        fs::remove_dir_all(&folder).unwrap();
    }
}
