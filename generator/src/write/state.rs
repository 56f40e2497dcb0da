//! What a build script remembers of its last run, so that it can end at once where nothing changed.

use std::fs;
use std::path::{Path, PathBuf};

use super::Digest;
use crate::lists::Changing;
use crate::source::read_file;

/// A run, as it is remembered in a file of `OUT_DIR`: a digest, then every path behind what it is and how long.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) inputs: Vec<PathBuf>,
    pub(crate) outputs: Vec<PathBuf>,
}

/// What a path was to the run.
const INPUT: u8 = b'i';
const OUTPUT: u8 = b'o';

impl State {
    /// The run that is remembered in this file, if the same generator would give the same now: what was read and what
    /// was written are as they were.
    pub(crate) fn recall(file: &Path, configuration: &str) -> Option<State> {
        let (digest, state) = State::decode(&fs::read(file).ok()?)?;
        (state.digest(configuration)?.to_string() == digest).then_some(state)
    }

    /// Remembers the run, if what is digested here is what was read and written: `is_so` is asked afterwards. A failure only
    /// costs time later on.
    pub(crate) fn remember(&self, file: &Path, configuration: &str, is_so: impl FnOnce() -> bool) {
        let text = self.digest(configuration).and_then(|digest| self.encode(&digest.to_string()));
        let _ = match text.filter(|_| is_so()) {
            Some(text) => fs::write(file, text),
            // What was remembered is of another run.
            None => fs::remove_file(file),
        };
    }

    /// `None` where a path has no bytes that lead back to it.
    fn encode(&self, digest: &str) -> Option<Vec<u8>> {
        let mut text = format!("{digest}\n").into_bytes();
        for (kind, paths) in [(INPUT, &self.inputs), (OUTPUT, &self.outputs)] {
            for path in paths {
                let bytes = path_bytes(path)?;
                text.push(kind);
                text.add_all(format!("{}:", bytes.len()).into_bytes());
                text.add_all(bytes);
                text.push(b'\n');
            }
        }
        Some(text)
    }

    fn decode(text: &[u8]) -> Option<(String, State)> {
        let (digest, mut rest) = split(text, b'\n')?;
        let mut state = State { inputs: Vec::new(), outputs: Vec::new() };
        while let Some((kind, behind)) = rest.split_first() {
            let (length, behind) = split(behind, b':')?;
            let (path, behind) = behind.split_at_checked(std::str::from_utf8(length).ok()?.parse().ok()?)?;
            rest = behind.strip_prefix(b"\n")?;
            match *kind {
                INPUT => state.inputs.push(path_of(path)?),
                OUTPUT => state.outputs.push(path_of(path)?),
                _ => return None,
            }
        }
        Some((String::from_utf8(digest.to_vec()).ok()?, state))
    }

    /// `None` where a file can't be read, or not once more: a pipe gives what it has only once.
    fn digest(&self, configuration: &str) -> Option<Digest> {
        let mut digest = Digest::default();
        digest.add(configuration.as_bytes());
        digest.add(generator()?.as_bytes());
        for (kind, paths) in [(INPUT, &self.inputs), (OUTPUT, &self.outputs)] {
            for path in paths {
                digest.add(&[kind]);
                digest.add(&path_bytes(path)?);
                digest.add(&read_file(path).ok()?);
            }
        }
        Some(digest)
    }
}

fn split(text: &[u8], at: u8) -> Option<(&[u8], &[u8])> {
    let end = text.iter().position(|byte| *byte == at)?;
    Some((text.get(..end)?, text.get(end + 1..)?))
}

/// A path's bytes, from which [`path_of`] makes the same path.
#[cfg(unix)]
fn path_bytes(path: &Path) -> Option<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    Some(path.as_os_str().as_bytes().to_vec())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    Some(OsStr::from_bytes(bytes).into())
}

#[cfg(not(unix))]
fn path_bytes(path: &Path) -> Option<Vec<u8>> {
    Some(path.to_str()?.as_bytes().to_vec())
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> Option<PathBuf> {
    Some(std::str::from_utf8(bytes).ok()?.into())
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

    #[test]
    fn no_name_can_forge_another() {
        for name in ["api.yaml", "", "a\no3:b.y\n", "i5:", "a:b\0\r\n", "ü\u{2028}"] {
            let state = State { inputs: vec![name.into(), "second".into()], outputs: vec![name.into()] };
            let text = state.encode("digest").unwrap();
            assert_eq!(State::decode(&text), Some(("digest".to_owned(), state)), "{name:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_need_not_be_text() {
        let state = State { inputs: vec![path_of(b"a\xff.yaml").unwrap()], outputs: Vec::new() };
        assert_eq!(State::decode(&state.encode("").unwrap()), Some((String::new(), state)));
    }

    #[test]
    fn what_is_no_state_is_no_run() {
        for text in
            ["", "digest", "digest\ni", "digest\ni9:a\n", "digest\ni1:ab\n", "digest\nx1:a\n", "digest\ni-1:a\n"]
        {
            assert_eq!(State::decode(text.as_bytes()), None, "{text:?}");
        }
    }
}
