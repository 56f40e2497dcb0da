//! The files of a document: their text, its values, and where in the text a value stands.

mod alias;
mod characters;
mod destination;
mod format;
mod json;
mod limit;
mod locate;
mod mapping;
mod open;
mod origins;
mod recognize;
mod root;
mod seek;
mod spot;
mod tabs;
mod uri;
mod yaml;

#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::lists::Listing;
use crate::maps::HashMap;
use crate::value::{Node, Pointer};
use format::Format;
use root::Area;

pub(crate) use destination::Destination;
pub(crate) use limit::{DEPTH, FILES, read_file};
pub(crate) use open::{File, NoValues};
pub(crate) use origins::{Origin, Origins};
pub(crate) use root::Outside;
pub(crate) use spot::Spot;
pub(crate) use uri::{resolve_uri, wrong_uri};

/// One file that was read.
#[derive(Debug)]
pub(crate) struct Source {
    /// The name by which pointers into the file begin: empty for the root file.
    name: Rc<str>,
    path: PathBuf,
    /// The URL that the file stands for.
    url: Option<String>,
    text: String,
    format: Format,
    /// The bytes at which lines begin, once somebody has asked.
    lines: OnceCell<Vec<usize>>,
    /// Whether diagnostics may quote the text: a reference may lead to any file of the user's, which is nobody's business
    /// until it turns out to be part of a document.
    quotable: bool,
}

impl Source {
    /// The path as it was given.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The URL that the file stands for, if any: what relative references in it are relative to.
    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }

    /// The text, without byte order marks.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether diagnostics may quote the text.
    pub(crate) fn is_quotable(&self) -> bool {
        self.quotable
    }

    /// The line, counted from 1, that a byte is in, and the byte at which the line begins.
    pub(crate) fn line(&self, offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| {
            let newlines = self.text.match_indices('\n');
            std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).list()
        });
        let number = lines.partition_point(|start| *start <= offset);
        let start = number.checked_sub(1).and_then(|index| lines.get(index));
        (number, start.copied().unwrap_or(0))
    }

    /// Where the values at pointers stand, or the nearest values around those that the text does not spell out.
    ///
    /// Scans the text, once for all of them: to its end, or with `first` until every place has been met, which is right
    /// where no key comes twice.
    pub(crate) fn locate(&self, pointers: &[&Pointer], first: bool) -> HashMap<Pointer, Spot> {
        locate::locate_all(&self.text, self.format, pointers, first)
    }

    /// The text of a scalar as the file has it.
    fn spelling(&self, pointer: &Pointer) -> Option<&str> {
        if self.format == Format::Json {
            return None;
        }
        let spot = locate::locate_first(&self.text, self.format, pointer)?;
        self.text.get(spot.value)
    }

    /// The values in the text. `None` where it has none, which has been reported.
    fn parse(&mut self, diagnostics: &mut Diagnostics) -> Option<Node> {
        let start = self.text.trim_start();
        let mut failure = None;
        if start.starts_with(['{', '[']) {
            match json::read(&self.text, &self.name, diagnostics) {
                Ok(node) => {
                    self.format = Format::Json;
                    return Some(node);
                }
                // YAML has the same limits.
                Err(limit) if limit.code != Code::InvalidSyntax => {
                    diagnostics.push(*limit);
                    return None;
                }
                Err(invalid) => {
                    if let Some(Place::Text(_, place)) = &invalid.at
                        && let Some(comment) = recognize::json_comment(&self.text, place.start, &self.name)
                    {
                        diagnostics.push(comment);
                        return None;
                    }
                    failure = Some(invalid);
                }
            }
        }
        if let Some(comment) = recognize::comment_before_json(&self.text, &self.name) {
            diagnostics.push(comment);
            return None;
        }
        self.format = Format::Yaml;
        // A trailing comma is an error in JSON and none in YAML, which has all of JSON's brackets.
        let mut outcome = yaml::read(&self.text, &self.name, diagnostics);
        if outcome.is_err()
            && let Some(mended) = tabs::without_idle_tabs(&self.text)
        {
            // Every byte stays in its place.
            outcome = yaml::read(&mended, &self.name, diagnostics).or(outcome);
        }
        match outcome {
            Ok(node) => {
                // Other tools go by the name.
                if let Some(invalid) = failure.filter(|_| self.is_named_json()) {
                    // For YAML, `{a:"b"}` is a key without a value: all that is inside would be told as missing.
                    if recognize::holds_glued_key(&node) {
                        diagnostics.push(*invalid);
                        return None;
                    }
                    let message = "the text is not JSON, and is read as YAML".to_owned();
                    diagnostics.push(Diagnostic { severity: Severity::Note, message, ..*invalid });
                }
                Some(node)
            }
            Err(error) => {
                let meant_json = failure.filter(|_| self.looks_like_json());
                let failed = match &error.at {
                    Some(Place::Text(_, place)) => Some(place.start),
                    _ => None,
                };
                let told =
                    recognize::text(&self.text, &self.name, failed).filter(|_| error.code == Code::InvalidSyntax);
                diagnostics.push(told.unwrap_or_else(|| *meant_json.unwrap_or(error)));
                None
            }
        }
    }

    /// What the text is, where it is known to be no document.
    pub(crate) fn recognize(&self) -> Option<Diagnostic> {
        recognize::text(&self.text, &self.name, None)
    }

    fn is_named_json(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
    }

    /// Whether a text that is neither was meant to be JSON: by the file's name, or by a key in double quotes.
    fn looks_like_json(&self) -> bool {
        let inside = self.text.trim_start().trim_start_matches(['{', '[']);
        self.is_named_json() || inside.trim_start().starts_with('"')
    }
}

/// The name of the root file, whose pointers begin with `#`.
const ROOT: &str = "";

/// The name of another file, whose pointers begin with its path.
fn name_of(path: &Path) -> Rc<str> {
    path.to_string_lossy().replace('#', "%23").into()
}

/// The files that were read, in order.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    list: Vec<Source>,
    /// The places of the files in the list, by their names.
    names: HashMap<Rc<str>, usize>,
    /// The names of the files, by the paths that lead to them.
    paths: HashMap<PathBuf, Rc<str>>,
    /// Files that stand for URLs. A URL that ends with `/` is a folder.
    mapped: Vec<(String, PathBuf)>,
    /// The folders that files may be read from for references; the document's root comes first.
    areas: Vec<Area>,
    /// Where the root document's values stand in the texts, where overlays have changed it.
    origins: Option<Origins>,
    /// The number of the operating system's first error about a file that the user names.
    os_error: Option<i32>,
}

impl Sources {
    /// Reads the root file. `None` where that failed, which has been reported; the file is among the sources anyhow, so
    /// that a build script runs again once it is mended.
    pub(crate) fn read(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<Node> {
        self.find_root(path);
        self.know(path, ROOT.into());
        self.read_whole(path, ROOT.into(), diagnostics)?.parse(diagnostics)
    }

    /// Reads the root file from memory.
    #[cfg(test)]
    pub(crate) fn read_text(&mut self, path: &Path, text: String, diagnostics: &mut Diagnostics) -> Option<Node> {
        self.find_root(path);
        self.push(path, ROOT.into(), text)?.parse(diagnostics)
    }

    /// Reads a file that is no part of the document: its name and its values. `None` where that failed, which has been
    /// reported; the file is among the sources anyhow.
    pub(crate) fn read_beside(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<(Rc<str>, Node)> {
        if let Some(place) = self.paths.get(path).and_then(|name| self.names.get(name)) {
            let known = self.list.get_mut(*place)?;
            return Some((known.name.clone(), known.parse(diagnostics)?));
        }
        let name = name_of(path);
        self.know(path, name.clone());
        Some((name.clone(), self.read_whole(path, name, diagnostics)?.parse(diagnostics)?))
    }

    /// Reads a file of settings: its name and its text. `None` where that failed, which has been reported.
    pub(crate) fn read_settings(&mut self, path: &Path, diagnostics: &mut Diagnostics) -> Option<(Rc<str>, String)> {
        let source = self.read_whole(path, name_of(path), diagnostics)?;
        Some((source.name.clone(), source.text.clone()))
    }

    /// Reads a file that the user names, without which there is nothing to be done.
    fn read_whole(&mut self, path: &Path, name: Rc<str>, diagnostics: &mut Diagnostics) -> Option<&mut Source> {
        match limit::read_named(path) {
            Ok(bytes) => self.decode(path, name, bytes, diagnostics),
            Err(no_bytes) => {
                self.os_error = self.os_error.or(no_bytes.os_error);
                self.push(path, name, String::new());
                let message = format!("can't read `{}`: {}", path.display(), no_bytes.reason);
                diagnostics.push(Diagnostic::error(Code::UnreadableFile, message).help(no_bytes.help(path)));
                None
            }
        }
    }

    /// What the operating system said of the first file that the user names and that can't be read.
    pub(crate) fn error(&self) -> Option<std::io::Error> {
        self.os_error.map(std::io::Error::from_raw_os_error)
    }

    /// Remembers that a path leads to the file of this name.
    fn know(&mut self, path: &Path, name: Rc<str>) {
        if let Ok(real) = path.canonicalize() {
            self.paths.insert(real, name.clone());
        }
        self.paths.insert(path.to_path_buf(), name);
    }

    /// Adds the file of these bytes. `None` where they are not text, which is reported.
    fn decode(
        &mut self,
        path: &Path,
        name: Rc<str>,
        bytes: Vec<u8>,
        diagnostics: &mut Diagnostics,
    ) -> Option<&mut Source> {
        if let Some(found) = recognize::bytes(&bytes, &name) {
            self.push(path, name, String::new());
            diagnostics.push(found);
            return None;
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                let source = self.push(path, name, text)?;
                let Some(told) = recognize::null_character(&source.text, &source.name) else { return Some(source) };
                diagnostics.push(told);
                None
            }
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let source = self.push(path, name, lossy)?;
                let diagnostic =
                    Diagnostic::error(Code::UnreadableFile, format!("`{}` is not UTF-8 text", path.display()))
                        .at_offset(&source.name, offset)
                        .help("save the file in UTF-8");
                diagnostics.push(recognize::encoding(error.as_bytes(), offset, diagnostic));
                None
            }
        }
    }

    /// How many bytes the files have that were read.
    pub(crate) fn bytes(&self) -> usize {
        self.list.iter().map(|source| source.text.len()).total()
    }

    /// Adds a file.
    fn push(&mut self, path: &Path, name: Rc<str>, mut text: String) -> Option<&mut Source> {
        // A program may put a mark in front of the one that is there.
        let marks = text.len() - text.trim_start_matches('\u{feff}').len();
        text.drain(..marks);
        self.names.insert(name.clone(), self.list.len());
        let url = self.mapped_url(path);
        let (path, format, lines) = (path.to_path_buf(), Format::Yaml, OnceCell::new());
        self.list.push(Source { name, path, url, text, format, lines, quotable: true });
        self.list.last_mut()
    }

    /// Gives the root file the URL that it says it has: OpenAPI 3.2's `$self`.
    pub(crate) fn name_root(&mut self, url: &str) {
        let root = self.names.get("").and_then(|place| self.list.get_mut(*place));
        if let Some(root) = root.filter(|_| uri::scheme_length(url).is_some()) {
            root.url = Some(url.to_owned());
        }
    }

    /// Remembers where the values of the root document stand, now that they are no longer where its text has them.
    pub(crate) fn set_origins(&mut self, origins: Origins) {
        self.origins = Some(origins);
    }

    /// Where in a text the value at a place of the document stands.
    pub(crate) fn origin(&self, pointer: &Pointer) -> Pointer {
        match &self.origins {
            Some(origins) if pointer.file().is_empty() => origins.find(pointer),
            _ => pointer.clone(),
        }
    }

    /// The text of a scalar as its file has it: `1.10` where the value is 1.1. `None` where that is the value's text anyhow.
    pub(crate) fn spelling(&self, pointer: &Pointer) -> Option<&str> {
        let origin = self.origin(pointer);
        self.get(origin.file())?.spelling(&origin)
    }

    /// The byte of a file at which a byte of a string stands. `None` where the file does not spell the string out as it is.
    pub(crate) fn offset_in(&self, pointer: &Pointer, string: &str, byte: usize) -> Option<usize> {
        let source = self.get(pointer.file())?;
        let spot = source.locate(&[pointer], true).remove(pointer).filter(|spot| spot.scalar)?;
        let written = source.text.get(spot.value.clone())?;
        let quote = usize::from(written.starts_with(['"', '\'']));
        written.get(quote..)?.starts_with(string).then_some(spot.value.start + quote + byte)
    }

    /// The file by the name that pointers have for it.
    pub(crate) fn get(&self, name: &str) -> Option<&Source> {
        self.names.get(name).and_then(|place| self.list.get(*place))
    }

    /// Whether all files hold what was read from them, still.
    pub(crate) fn are_as_read(&self) -> bool {
        let holds = |bytes: &[u8], text: &str| {
            let marks = bytes.strip_suffix(text.as_bytes());
            marks.is_some_and(|marks| {
                std::str::from_utf8(marks).is_ok_and(|marks| marks.trim_matches('\u{feff}').is_empty())
            })
        };
        self.list.iter().all(|source| std::fs::read(&source.path).is_ok_and(|bytes| holds(&bytes, &source.text)))
    }

    /// The paths of all files, in order of reading.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.list.iter().map(Source::path)
    }
}
