//! Diagnostics as text: the place, the quoted line, the explanation.

use std::ops::Range;
use std::rc::Rc;

use codespan_reporting::diagnostic::{Diagnostic as Report, Label, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{Config, emit_to_write_style};

use super::diagnostic::{Diagnostic as Shown, Location, boundary};
use super::repeats::{DETAIL_VARIABLE, Detail, Group, LeftOut, select};
use super::secret;
use super::style::{Color, Styled};
use super::visible::{line, quoted};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Note, Place, Severity, listed};
use crate::lists::{Changing, Listing};
use crate::maps::HashMap;
use crate::source::{Source, Sources, Spot};
use crate::value::Pointer;

/// How many characters of a quoted line are shown on either side of its mark: minified documents are one long line.
const WINDOW: usize = 60;
/// The longest line that is quoted whole.
const LONGEST_LINE: usize = 160;

/// How many places are named at which a complaint comes again.
const OTHER_PLACES: usize = 3;

impl Diagnostics {
    /// Points every complaint at the bytes that it concerns, so that it stays there whatever becomes of the values.
    pub(crate) fn pin(&mut self, sources: &Sources) {
        let spots = locate(&self.list.iter().list(), sources);
        for diagnostic in &mut self.list {
            diagnostic.notes.add_all(first_place(diagnostic, sources, &spots));
            let bytes = diagnostic.at.as_ref().and_then(|place| bytes(place, sources, &spots));
            diagnostic.at = bytes.map(|(file, range)| Place::Text(file, range));
        }
    }

    /// Every complaint as text, in order, with the lines quoted.
    #[cfg(test)]
    pub(crate) fn render(&self, sources: &Sources, color: Color) -> String {
        self.shown(sources, color, Detail::Brief).iter().map(|shown| shown.rendered.as_str()).text()
    }

    /// The complaints as they are shown, in order.
    pub(crate) fn shown(&self, sources: &Sources, color: Color, detail: Detail) -> Vec<Shown> {
        let (groups, left_out) = select(&self.list, detail);
        let named = groups.iter().flat_map(|group| group.others.iter().take(OTHER_PLACES).copied());
        let spots = locate(&groups.iter().map(|group| group.diagnostic).chain(named).list(), sources);
        let groups = groups.into_iter().map(|group| shown(&group, sources, &spots, color));
        groups.chain(left_out.iter().map(left)).list()
    }
}

/// What is shown of complaints that say the same.
fn shown(group: &Group<'_>, sources: &Sources, spots: &HashMap<Pointer, Spot>, color: Color) -> Shown {
    let Group { diagnostic, others, again, skipped } = group;
    let find = |diagnostic: &Diagnostic| Quote::find(diagnostic.at.as_ref()?, sources, spots);
    let named: Vec<Quote> = others.iter().take(OTHER_PLACES).filter_map(|other| find(other)).list();
    let elsewhere = (!named.is_empty()).then(|| elsewhere(&named, others.len()));
    let first = first_place(diagnostic, sources, spots);
    let follows = first.iter().map(Note::to_string).chain(consequence(diagnostic, *again, skipped)).chain(elsewhere);
    let follows: Vec<String> = follows.list();
    let quote = find(diagnostic);
    let notes = || diagnostic.notes.iter().chain(&first);
    Shown {
        severity: diagnostic.severity,
        code: Some(diagnostic.code.name()),
        message: line(&diagnostic.message),
        label: Some(line(&diagnostic.label)).filter(|label| !label.is_empty()),
        location: diagnostic.at.as_ref().and_then(|place| location(place, sources, spots)),
        notes: notes().filter_map(|note| if let Note::Fact(fact) = note { Some(line(fact)) } else { None }).list(),
        help: notes().filter_map(|note| if let Note::Help(help) = note { Some(line(help)) } else { None }).list(),
        operation: diagnostic.operation.as_deref().map(line),
        more_operations: *again,
        skipped_operations: skipped.iter().map(|operation| line(operation)).list(),
        elsewhere: others.len(),
        not_shown: 0,
        line: brief(diagnostic, quote.as_ref(), &follows),
        rendered: text(diagnostic, quote, follows, color),
    }
}

/// How many complaints of a code are not shown.
fn left(left: &LeftOut) -> Shown {
    let LeftOut { severity, code, count } = *left;
    let message = format!("{count} more like these");
    let said = format!("{message}; `--all-diagnostics` or `{DETAIL_VARIABLE}=all` shows them");
    Shown {
        rendered: format!("{severity}[{code}]: {said}\n\n"),
        line: format!("`{code}`: {said}"),
        not_shown: count,
        ..Shown::new(severity, Some(code.name()), message)
    }
}

/// Where a place begins and ends in its file.
fn location(place: &Place, sources: &Sources, spots: &HashMap<Pointer, Spot>) -> Option<Location> {
    let (file, range) = bytes(place, sources, spots)?;
    let source = sources.get(&file)?;
    let pointer = place.pointer().map(|pointer| sources.origin(pointer));
    let pointer = pointer.map(|pointer| secret::hidden(pointer.path()).into_owned());
    Some(Location::new(source, range, pointer))
}

/// Says which operation a fault is in, or which ones are left out for it.
fn consequence(diagnostic: &Diagnostic, again: usize, skipped: &[&str]) -> Option<String> {
    match skipped {
        [] => {
            let operation = diagnostic.operation.as_deref()?;
            match again {
                0 => (!diagnostic.message.contains(operation)).then(|| format!("in `{operation}`")),
                1 => Some(format!("in `{operation}` and one more operation")),
                _ => Some(format!("in `{operation}` and {again} more operations")),
            }
        }
        [only] => Some(format!("`{only}` is left out because of this")),
        several => Some(format!("{} are left out because of this", listed(several.iter().copied()))),
    }
}

/// Says at how many places the same is to be said, and which the first of them are.
fn elsewhere(named: &[Quote], count: usize) -> String {
    let places = if count == 1 { "one other place" } else { &*format!("{count} other places") };
    let mut list: Vec<String> =
        named.iter().map(|place| format!("{}:{}:{}", place.name, place.line, place.column)).list();
    if list.len() < count {
        list.push("…".to_owned());
    }
    format!("the same at {places}: {}", list.join(", "))
}

/// The spots of all the pointers that diagnostics point at: one scan a file.
fn locate(diagnostics: &[&Diagnostic], sources: &Sources) -> HashMap<Pointer, Spot> {
    // Of a key that comes twice the last one holds, and a diagnostic says so.
    let first = diagnostics.iter().all(|diagnostic| diagnostic.code != Code::DuplicateKey);
    let places: Vec<Pointer> = diagnostics
        .iter()
        .filter_map(|diagnostic| diagnostic.at.as_ref()?.pointer())
        .map(|pointer| sources.origin(pointer))
        .list();
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
                (Place::Key(_), Some(key)) => key.clone(),
                _ if spot.scalar => spot.value.clone(),
                (_, key) => {
                    let text = sources.get(pointer.file()).map(Source::text).unwrap_or_default();
                    let on_its_line = brackets(text, spot.value.start);
                    on_its_line.or(key.clone()).unwrap_or_else(|| spot.value.clone())
                }
            };
            Some((pointer.file().into(), range))
        }
    }
}

/// The bytes of a short mapping or list in brackets that begins here.
fn brackets(text: &str, start: usize) -> Option<Range<usize>> {
    const LONGEST: usize = 40;
    let line = text.get(start..)?.lines().next()?;
    let mut open = 0_usize;
    let mut quote = None;
    for (at, byte) in line.bytes().enumerate().take(LONGEST) {
        match (quote, byte) {
            (Some(_), b'\\') | (None, b'#') => return None,
            (Some(begun), byte) if byte == begun => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'[' | b'{') => open += 1,
            (None, b']' | b'}') => {
                open = open.checked_sub(1)?;
                if open == 0 {
                    return Some(start..start + at + 1);
                }
            }
            _ if open == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Where a key that comes twice stands first.
fn first_place(diagnostic: &Diagnostic, sources: &Sources, spots: &HashMap<Pointer, Spot>) -> Option<Note> {
    let pointer = diagnostic.at.as_ref().filter(|_| diagnostic.code == Code::DuplicateKey)?.pointer()?;
    let first = spots.get(&sources.origin(pointer))?.first_key.clone()?;
    let quote = Quote::cut(sources.get(pointer.file())?, first);
    Some(Note::Fact(format!("the first one is at {}:{}:{}", quote.name, quote.line, quote.column)))
}

/// A complaint with the line quoted that it concerns, and what follows from it.
fn text(diagnostic: &Diagnostic, quote: Option<Quote>, follows: Vec<String>, color: Color) -> String {
    let report = report(diagnostic, quote.as_ref(), follows);
    let files = quote.unwrap_or_default();
    let mut styled = Styled::new(color);
    // Writing to memory fails for a broken quote only, of which there is none.
    let _ = emit_to_write_style(&mut styled, &Config::default(), &files, &report);
    styled.into_text()
}

/// A complaint in one line. Editors and terminals know the place by its form.
fn brief(diagnostic: &Diagnostic, quote: Option<&Quote>, follows: &[String]) -> String {
    let place = quote.map(|quote| format!("{}:{}:{}: ", quote.name, quote.line, quote.column));
    let label = Some(&diagnostic.label).filter(|label| !label.is_empty()).map(|label| format!(" ({label})"));
    let help = diagnostic.notes.iter().find(|note| matches!(note, Note::Help(_))).map(|help| format!("; {help}"));
    let follows = follows.iter().map(|follows| format!("; {follows}"));
    let code = format!(" [{}]", diagnostic.code);
    let before = [Some(diagnostic.message.clone()), label, Some(code)].into_iter().flatten();
    let said: String = before.chain(follows).chain(help).map(|part| line(&part)).text();
    place.unwrap_or_default() + &said
}

fn report(diagnostic: &Diagnostic, quote: Option<&Quote>, follows: Vec<String>) -> Report<()> {
    let level = match diagnostic.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    };
    let notes = diagnostic.notes.iter().map(Note::to_string).chain(follows).map(|note| line(&note)).list();
    let labels = quote.map(|quote| Label::primary((), quote.mark.clone()).with_message(line(&diagnostic.label)));
    Report::new(level)
        .with_message(line(&diagnostic.message))
        .with_code(diagnostic.code.name())
        .with_labels(labels.into_iter().list())
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

        let name = self::line(&source.path().display().to_string());
        let quote = Quote { name, line, column, ..Quote::default() };
        if !source.is_quotable() {
            return quote.of(["", "…", ""]);
        }
        // A password may be cut off from what tells that it is one.
        let context = tail(before, WINDOW * 10);
        let secrets = secret::credentials(&[context, head(after, WINDOW * 10)].concat());
        let end = context.len() + marked.len();
        if before.len() + after.len() <= LONGEST_LINE {
            let begin = context.len() - before.len();
            let shown = |part, begin| secret::without(part, &secrets, begin);
            return quote.of([&shown(before, begin), &shown(marked, context.len()), &shown(rest, end)]);
        }
        let (before, marked) = (tail(before, WINDOW), head(marked, WINDOW));
        let rest = head(rest, WINDOW.saturating_sub(marked.len()));
        let before = secret::without(before, &secrets, context.len() - before.len());
        let (marked, rest) = (secret::without(marked, &secrets, context.len()), secret::without(rest, &secrets, end));
        quote.of([&["…", &before].concat(), &marked, &[&rest, "…"].concat()])
    }

    /// The quote with its text: what stands before the mark, what is marked, and the rest.
    fn of(mut self, parts: [&str; 3]) -> Quote {
        let [before, marked, rest] = parts.map(quoted);
        self.mark = before.len()..before.len() + marked.len();
        self.text = [before, marked, rest].concat();
        self
    }
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
