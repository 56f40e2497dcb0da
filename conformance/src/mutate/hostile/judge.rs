//! What must not come of a document, whatever it says.

use std::collections::{BTreeMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::process::Output;

use super::docs;
use super::tree::Entry;

/// What became of a case.
pub(super) enum Verdict {
    Generated,
    /// With diagnostics, as far as there is nothing to generate.
    Refused,
    Failed(Vec<Fault>),
}

/// Something that went wrong.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) kind: &'static str,
    pub(super) what: String,
}

fn fault(kind: &'static str, what: impl Into<String>) -> Fault {
    let what: String = what.into();
    // Whoever looks at it has a terminal.
    let shown: String = what.chars().take(300).flat_map(char::escape_default).collect();
    Fault { kind, what: shown.replace("\\'", "'").replace("\\\"", "\"") }
}

/// Something was written outside of the folders for code.
pub(super) fn outside(root: &Path) -> Fault {
    fault("outside", format!("something changed in {} beside the folders for code", root.display()))
}

/// What is wrong with how a build script ended and with what it printed.
pub(super) fn said(output: &Output, folder: &Path) -> Vec<Fault> {
    let mut faults = Vec::new();
    let complaints = String::from_utf8_lossy(&output.stderr);
    let first = complaints.lines().next().unwrap_or_default();
    if !matches!(output.status.code(), Some(0 | 1)) {
        faults.push(fault("crash", format!("{}: {complaints}", output.status)));
    } else if complaints.contains("panicked at") || complaints.contains("a bug in oasmith") {
        faults.push(fault("panic", first));
    }
    faults.extend(characters("diagnostic", &complaints));
    let Ok(instructions) = str::from_utf8(&output.stdout) else {
        faults.push(fault("instruction", "standard output is not UTF-8"));
        return faults;
    };
    faults.extend(characters("instruction", instructions));
    for line in instructions.split_terminator('\n') {
        let is_own = match line.split_once('=') {
            Some(("cargo::rerun-if-changed", path)) => is_watched(path, folder),
            Some(("cargo::warning", _)) => true,
            Some(("cargo::rerun-if-env-changed", name)) => name == "OASMITH_DIAGNOSTICS",
            _ => false,
        };
        if !is_own {
            faults.push(fault("instruction", line));
        }
    }
    faults
}

/// Whether a file may be one that a document consists of: it stands in the document's folder, or may yet come there.
fn is_watched(path: &str, folder: &Path) -> bool {
    let path = Path::new(path);
    let mut parts = path.strip_prefix(folder).unwrap_or(path).components();
    parts.all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// The kind of what is wrong with the characters of emitted files, in which tabs are as good as spaces.
const CODE: &str = "characters";

/// The first character that hides, turns or ends text, if there is one.
pub(super) fn characters(kind: &'static str, text: &str) -> Option<Fault> {
    let at = text.find(|character| {
        let is_turning = matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let is_plain = character == '\n' || character == '\t' && kind == CODE;
        is_turning || !is_plain && (character.is_control() || matches!(character, '\u{2028}' | '\u{2029}'))
    })?;
    let line = text.get(..at).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
    let before: String = line.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
    let rest: String = text.get(at..).unwrap_or_default().chars().take(60).collect();
    Some(fault(kind, format!("a raw character: {before}{rest}")))
}

/// What is wrong with the files in a folder for code. What was `seen` in another one is judged already.
pub(super) fn files(folder: &str, files: &BTreeMap<PathBuf, Entry>, seen: &mut HashSet<Vec<u8>>) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (path, entry) in files {
        let name = path.to_string_lossy();
        let is_expected = match entry {
            Entry::Folder => matches!(&*name, "client" | "src"),
            Entry::File(_) => is_plain(&name),
            Entry::Other => false,
        };
        if !is_expected {
            faults.push(fault("file-name", format!("{folder}/{name}")));
        }
        let Entry::File(bytes) = entry else { continue };
        if !seen.insert(bytes.clone()) {
            continue;
        }
        match str::from_utf8(bytes) {
            Ok(text) if name.ends_with(".rs") => faults.extend(code(&name, text)),
            Ok(text) => faults.extend(characters(CODE, text)),
            Err(_) => faults.push(fault("syntax", format!("{name} is not UTF-8"))),
        }
    }
    faults
}

/// Whether a file has a name of oasmith's: in ASCII, and as modules are called.
fn is_plain(name: &str) -> bool {
    let module =
        name.strip_prefix("client/").or_else(|| name.strip_prefix("src/")).and_then(|file| file.strip_suffix(".rs"));
    match module {
        Some(module) => module.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'),
        None => matches!(name, "Cargo.toml" | "oasmith.state"),
    }
}

fn code(name: &str, text: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    faults.extend(characters(CODE, text));
    if let Err(error) = syn::parse_file(text) {
        let at = error.span().start();
        faults.push(fault("syntax", format!("{name}:{}:{}: {error}", at.line, at.column)));
        return faults;
    }
    let tokens: proc_macro2::TokenStream = text.parse().unwrap_or_default();
    faults.extend(docs::tests(tokens).into_iter().take(1).map(|block| fault("doctest", format!("{name}: {block}"))));
    faults
}
