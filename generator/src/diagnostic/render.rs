//! Diagnostics as text: the place, the quoted line, the explanation.

use std::collections::{BTreeMap, HashMap};
use std::io::IsTerminal;
use std::ops::Range;
use std::rc::Rc;

use codespan_reporting::diagnostic::{Diagnostic as Report, Label, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::Buffer;
use codespan_reporting::term::{Config, Styles, StylesWriter, emit_to_write_style};

use super::{Code, Diagnostic, Diagnostics, Place, Severity};
use crate::document::Pointer;
use crate::source::{Source, Sources, Spot};

/// How many characters of a quoted line are shown on either side of its mark: minified documents are one long line.
const WINDOW: usize = 60;
/// The longest line that is quoted whole.
const LONGEST_LINE: usize = 160;

/// How many notes of one kind are shown.
const NOTES_OF_A_KIND: usize = 5;

/// Whether the text carries ANSI colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Colour {
    Always,
    Never,
}

impl Colour {
    /// Colours where standard error is a terminal that wants them.
    pub(crate) fn of_stderr() -> Colour {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if !refused && std::io::stderr().is_terminal() { Colour::Always } else { Colour::Never }
    }
}

impl Diagnostics {
    /// Points every complaint at the bytes that it concerns, so that it stays there whatever becomes of the values.
    pub(crate) fn pin(&mut self, sources: &Sources) {
        let spots = locate(&self.list.iter().collect::<Vec<_>>(), sources);
        for diagnostic in &mut self.list {
            diagnostic.notes.extend(first_place(diagnostic, sources, &spots));
            let bytes = diagnostic.at.as_ref().and_then(|place| bytes(place, sources, &spots));
            diagnostic.at = bytes.map(|(file, range)| Place::Text(file, range));
        }
    }

    /// Every complaint as text, in order, with the lines quoted.
    pub(crate) fn render(&self, sources: &Sources, colour: Colour) -> String {
        let (shown, left_out) = self.shown();
        let spots = locate(&shown, sources);
        let mut buffer = match colour {
            Colour::Always => Buffer::ansi(),
            Colour::Never => Buffer::no_color(),
        };
        let styles = Styles::default();
        let config = Config::default();
        for diagnostic in shown {
            let quote = diagnostic.at.as_ref().and_then(|place| Quote::find(place, sources, &spots));
            let report = report(diagnostic, quote.as_ref(), first_place(diagnostic, sources, &spots));
            let files = quote.unwrap_or_default();
            let mut writer = StylesWriter::new(&mut buffer, &styles);
            // Writing to memory fails for a broken quote only, of which there is none.
            let _ = emit_to_write_style(&mut writer, &config, &files, &report);
        }
        let mut text = String::from_utf8_lossy(buffer.as_slice()).into_owned();
        for (code, count) in left_out {
            text.push_str(&format!("note[{}]: {count} more like these\n\n", code.name()));
        }
        text
    }

    /// What is shown: every error and warning, and of the notes of one kind the first few. Also how many more there are.
    fn shown(&self) -> (Vec<&Diagnostic>, BTreeMap<Code, usize>) {
        let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
        let shown = self
            .iter()
            .filter(|diagnostic| {
                if diagnostic.severity != Severity::Note {
                    return true;
                }
                let count = counts.entry(diagnostic.code).or_default();
                *count += 1;
                *count <= NOTES_OF_A_KIND
            })
            .collect();
        counts.retain(|_, count| *count > NOTES_OF_A_KIND);
        counts.values_mut().for_each(|count| *count -= NOTES_OF_A_KIND);
        (shown, counts)
    }
}

/// The spots of all the pointers that diagnostics point at: one scan a file.
fn locate(diagnostics: &[&Diagnostic], sources: &Sources) -> HashMap<Pointer, Spot> {
    // Of a key that comes twice the last one holds, and a diagnostic says so.
    let first = diagnostics.iter().all(|diagnostic| diagnostic.code != Code::DuplicateKey);
    let places: Vec<Pointer> = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.at.as_ref()?.pointer())
        .map(|pointer| sources.origin(pointer))
        .collect();
    let mut wanted: HashMap<&str, Vec<&Pointer>> = HashMap::new();
    for pointer in &places {
        wanted.entry(pointer.file()).or_default().push(pointer);
    }
    let mut spots = HashMap::new();
    for (file, pointers) in wanted {
        if let Some(source) = sources.get(file) {
            spots.extend(source.locate(&pointers, first));
        }
    }
    spots
}

/// The file that a place is in, and its bytes.
fn bytes(place: &Place, sources: &Sources, spots: &HashMap<Pointer, Spot>) -> Option<(Rc<str>, Range<usize>)> {
    match place {
        Place::Text(file, bytes) => Some((file.clone(), bytes.clone())),
        Place::Value(pointer) | Place::Key(pointer) => {
            let pointer = sources.origin(pointer);
            let spot = spots.get(&pointer)?;
            let range = match (place, &spot.key) {
                (Place::Key(_), Some(key)) => key,
                (_, Some(key)) if !spot.scalar => key,
                _ => &spot.value,
            };
            Some((pointer.file().into(), range.clone()))
        }
    }
}

/// Where a key that comes twice stands first.
fn first_place(diagnostic: &Diagnostic, sources: &Sources, spots: &HashMap<Pointer, Spot>) -> Option<String> {
    let pointer = diagnostic.at.as_ref().filter(|_| diagnostic.code == Code::DuplicateKey)?.pointer()?;
    let first = spots.get(&sources.origin(pointer))?.first_key.clone()?;
    let quote = Quote::cut(sources.get(pointer.file())?, first);
    Some(format!("note: the first one is at {}:{}:{}", quote.name, quote.line, quote.column))
}

fn report(diagnostic: &Diagnostic, quote: Option<&Quote>, first: Option<String>) -> Report<()> {
    let level = match diagnostic.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    };
    let mut notes = diagnostic.notes.clone();
    notes.extend(first);
    if let Some(operation) = &diagnostic.operation
        && !diagnostic.message.contains(operation.as_str())
    {
        notes.push(format!("in `{operation}`"));
    }
    let labels = quote.map(|quote| Label::primary((), quote.mark.clone()).with_message(diagnostic.label.as_str()));
    Report::new(level)
        .with_message(diagnostic.message.as_str())
        .with_code(diagnostic.code.name())
        .with_labels(labels.into_iter().collect())
        .with_notes(notes)
}

/// One line of a file, cut where it is long, that pretends to be a whole file.
#[derive(Debug, Default)]
struct Quote {
    name: String,
    text: String,
    /// The part of `text` that is marked.
    mark: Range<usize>,
    /// Both counted from 1.
    line: usize,
    column: usize,
}

impl Quote {
    fn find(place: &Place, sources: &Sources, spots: &HashMap<Pointer, Spot>) -> Option<Quote> {
        let (file, range) = bytes(place, sources, spots)?;
        sources.get(&file).map(|source| Quote::cut(source, range))
    }

    /// Cuts the line in which a range begins out of a file.
    fn cut(source: &Source, range: Range<usize>) -> Quote {
        let text = source.text();
        let start = boundary(text, range.start);
        let end = boundary(text, range.end).max(start);
        let (line, line_start) = source.line(start);
        let before = text.get(line_start..start).unwrap_or_default();
        let after = text.get(start..).unwrap_or_default();
        let after = after.lines().next().unwrap_or_default();
        let marked = after.get(..end - start).unwrap_or(after);
        let rest = after.get(marked.len()..).unwrap_or_default();
        let column = 1 + before.chars().count();

        let mut quote = Quote { name: source.path().display().to_string(), line, column, ..Quote::default() };
        if before.len() + after.len() <= LONGEST_LINE {
            quote.text = [before, marked, rest].concat();
            quote.mark = before.len()..before.len() + marked.len();
        } else {
            let before = tail(before, WINDOW);
            let marked = head(marked, WINDOW);
            let rest = head(rest, WINDOW.saturating_sub(marked.len()));
            quote.text = ["…", before, marked, rest, "…"].concat();
            let start = "…".len() + before.len();
            quote.mark = start..start + marked.len();
        }
        quote
    }
}

/// The nearest beginning of a character from a byte on.
fn boundary(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|byte| text.is_char_boundary(*byte)).unwrap_or(text.len())
}

fn head(text: &str, longest: usize) -> &str {
    match text.char_indices().nth(longest) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

fn tail(text: &str, longest: usize) -> &str {
    match text.char_indices().nth_back(longest) {
        Some((cut, character)) => text.get(cut + character.len_utf8()..).unwrap_or(text),
        None => text,
    }
}

impl<'a> Files<'a> for Quote {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.name)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.text)
    }

    fn line_index(&'a self, (): (), _byte: usize) -> Result<usize, Error> {
        Ok(0)
    }

    fn line_number(&'a self, (): (), _line: usize) -> Result<usize, Error> {
        Ok(self.line)
    }

    fn column_number(&'a self, (): (), _line: usize, _byte: usize) -> Result<usize, Error> {
        Ok(self.column)
    }

    fn line_range(&'a self, (): (), _line: usize) -> Result<Range<usize>, Error> {
        Ok(0..self.text.len())
    }
}
