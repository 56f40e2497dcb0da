//! Emitted code → files: formatted, and written only where something changed and nothing of anybody else's stands.

mod atomic;
mod changes;
mod digest;
mod edited;
pub(crate) mod manifest;
mod mark;
mod obstacle;
mod state;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::code::{File, LINE_BREAK, Piece};
use crate::lists::{Listing, Pull, sort};
pub(crate) use changes::Changes;
pub(crate) use digest::Digest;
pub(crate) use edited::kept;
pub(crate) use obstacle::Force;
pub(crate) use state::State;

/// Replaces a file that oasmith keeps for the user: it is there whole or not at all.
pub(crate) fn replace(path: &Path, text: &str) -> io::Result<()> {
    atomic::write(path, text.as_bytes())
}

/// Files that are to stand in a directory.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// In the order of their names below the directory.
    texts: Vec<(PathBuf, Vec<u8>)>,
    /// The root module, which names all others.
    root: PathBuf,
}

impl Files {
    /// Formats the files of a client, the root module first. `folder` is put before their names, and the `document` is
    /// named in a comment of each.
    pub(crate) fn format(
        files: impl IntoIterator<Item = File>,
        folder: &Path,
        document: &str,
    ) -> Result<Files, String> {
        Self::of(&mut files.into_iter(), folder, document)
    }

    fn of(files: &mut dyn Pull<File>, folder: &Path, document: &str) -> Result<Files, String> {
        let (mut texts, mut root) = (Vec::new(), PathBuf::new());
        while let Some(file) = files.pull() {
            let name = folder.join(&file.name);
            if texts.is_empty() {
                root.clone_from(&name);
            }
            texts.push((name, format!("{}\n{}", header(document), format(file)?).into_bytes()));
        }
        sort(&mut texts, &|one, other| one.0.cmp(&other.0));
        Ok(Files { texts, root })
    }

    /// Adds a file that is text already.
    pub(crate) fn insert(&mut self, name: PathBuf, text: impl Into<Vec<u8>>) {
        let text = (name, text.into());
        match self.find(&text.0).map(|at| self.texts.get_mut(at)) {
            Ok(Some(there)) => *there = text,
            Ok(None) => self.texts.push(text),
            Err(at) => self.texts.insert(at, text),
        }
    }

    /// Where a file is among them, or would be.
    fn find(&self, name: &Path) -> Result<usize, usize> {
        self.texts.binary_search_by(|(own, _)| own.as_path().cmp(name))
    }

    /// Where the files are to stand.
    pub(crate) fn paths(&self, directory: &Path) -> Vec<PathBuf> {
        self.texts.iter().map(|(name, _)| directory.join(name)).list()
    }

    /// Whether the files stand in the directory, each byte of them.
    pub(crate) fn stand_in(&self, directory: &Path) -> bool {
        self.texts.iter().all(|(name, text)| fs::read(directory.join(name)).is_ok_and(|present| present == *text))
    }
}

fn header(document: &str) -> String {
    let (mark, version) = (mark::RUST, env!("CARGO_PKG_VERSION"));
    format!("{mark}{version} from {document}. Change the document and build again; edits here are lost.\n")
}

fn format(file: File) -> Result<String, String> {
    let mut body = String::new();
    for piece in file.pieces {
        let text = match piece {
            Piece::Text(text) => text,
            Piece::Items(tokens) => {
                let parsed = syn::parse2::<syn::File>(tokens).map_err(|error| format!("{}: {error}", file.name))?;
                spaced(&prettyplease::unparse(&parsed))
            }
        };
        body.push('\n');
        body.push_str(text.trim_end());
        body.push('\n');
    }
    let imports: Vec<&str> = file.imports.iter().copied().filter(|module| names(&body, module)).list();
    let mut text = file.head;
    match imports.as_slice() {
        [] => {}
        [one] => text.push_str(&format!("use super::{one};\n")),
        several => text.push_str(&format!("use super::{{{}}};\n", several.join(", "))),
    }
    if text.is_empty() {
        text = body.trim_start().to_owned();
    } else {
        text.push_str(&body);
    }
    Ok(text)
}

/// Puts blank lines between the items of an `impl`, as people do and `prettyplease` does not, and documentation on lines
/// of its own.
fn spaced(code: &str) -> String {
    let mut spaced = String::with_capacity(code.len() + 64);
    let mut before = "";
    for line in code.lines() {
        let ends_item = before == "    }" || (before.starts_with("    type ") && !line.starts_with("    type "));
        if ends_item && line != "}" {
            spaced.push('\n');
        }
        // `    /// one line` and what follows it.
        let mut lines = line.split(LINE_BREAK);
        let first = lines.next().unwrap_or_default();
        spaced.push_str(first.trim_end());
        spaced.push('\n');
        let mark = first.find("//").and_then(|at| first.get(..at + 3)).unwrap_or_default();
        for line in lines {
            spaced.push_str(mark);
            spaced.push_str(line.trim_end());
            spaced.push('\n');
        }
        before = line;
    }
    spaced
}

/// Whether code has a path that starts with this module.
fn names(code: &str, module: &str) -> bool {
    let path = format!("{module}::");
    code.match_indices(&path).any(|(at, _)| {
        code.get(..at)
            .is_none_or(|before| !before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | ':')))
    })
}
