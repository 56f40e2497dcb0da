//! The lock as text: a line a fact, with tabs between what it says.

use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::lists::{Listing, sort};
use crate::maps::{SortedMap, SortedSet};
use crate::value::Pointer;

/// The version of the rules by which names are chosen, which the first line tells.
const VERSION: &str = "1";

/// What begins the line of a name that nothing has any more.
const RETIRED: &str = "retired";

/// The kinds of facts, and how many parts say what a fact is about.
const KINDS: &[(&str, usize)] = &[
    ("alias", 1),
    ("body enum", 1),
    ("answer enum", 2),
    ("client parameter", 2),
    ("credential", 1),
    ("definition", 1),
    ("digest", 1),
    ("group accessor", 1),
    ("group of", 1),
    ("group type", 1),
    ("header method", 3),
    ("member", 2),
    ("operation argument", 2),
    ("operation error", 1),
    ("operation group", 1),
    ("operation headers", 1),
    ("operation id", 1),
    ("operation method", 1),
    ("operation output", 1),
    ("operation type", 1),
    ("place", 1),
    ("server", 1),
    ("server type", 1),
    ("server variable", 2),
    ("setter", 3),
    ("type", 1),
    ("type argument", 2),
];

/// Facts: of each what it is, what of the document or of the crate it is about, and what that is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    names: SortedMap<Vec<String>, String>,
    /// Whole lines that held once: their names are not given again.
    retired: SortedSet<Vec<String>>,
}

impl Facts {
    /// Adds a fact. What the document says twice is told apart by its order.
    pub(crate) fn say(&mut self, what: &str, of: &[&str], name: &str) {
        let mut key = std::iter::once(&what).chain(of).map(|part| (*part).to_owned()).list();
        if self.names.get(&key).is_some_and(|known| known == name) {
            return;
        }
        while self.names.contains_key(&key) {
            match key.last_mut() {
                Some(last) => last.push_str(" (again)"),
                None => return,
            }
        }
        self.names.insert(key, name.to_owned());
    }

    /// The facts that hold: what each is, what it is about, and what that is called.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &[String], &str)> {
        self.names.iter().filter_map(|(key, name)| {
            let (what, of) = key.split_first()?;
            Some((what.as_str(), of, name.as_str()))
        })
    }

    /// The same of those that held once.
    pub(crate) fn retired(&self) -> impl Iterator<Item = (&str, &[String], &str)> {
        self.retired.iter().filter_map(|line| {
            let (name, key) = line.split_last()?;
            let (what, of) = key.split_first()?;
            Some((what.as_str(), of, name.as_str()))
        })
    }

    /// Whether a component has a type of its own.
    pub(crate) fn has_component(&self, name: &str) -> bool {
        let place = Pointer::default().child("components").child("schemas").child(name);
        let key = ["place".to_owned(), place.to_string()];
        self.names.contains_key(key.as_slice())
    }

    /// Adds what held before and does not any more: the names, and how to know their types again. What is said of something
    /// that is there replaces what was said, and an operation that has another path now has left nothing behind.
    pub(crate) fn retire(&mut self, before: &Facts, is_moved: &dyn Fn(&str) -> bool) {
        let mut there: SortedSet<(&str, &str)> = SortedSet::new();
        for key in self.names.keys() {
            if let [what, of] = key.as_slice() {
                there.insert((what, of));
            }
        }
        let mut retired = before.retired.clone();
        for (key, name) in &before.names {
            let of = key.get(1).map_or("", String::as_str);
            let gone = match key.first().map_or("", String::as_str) {
                "operation argument" | "type argument" | "operation id" => false,
                what if is_of_operation(what) && is_moved(of) => false,
                "group of" => !there.contains(&("group type", of)),
                "operation group" => !there.contains(&("operation type", of)),
                "place" => !there.contains(&("type", name)),
                "digest" => !there.contains(&("type", of)),
                _ => self.names.get(key) != Some(name),
            };
            if gone {
                retired.insert(key.iter().chain([name]).cloned().list());
            }
        }
        let names = &self.names;
        retired.retain(|line| {
            let Some((name, key)) = line.split_last() else { return false };
            names.get(key) != Some(name)
        });
        self.retired = retired;
    }

    /// What is different in another version, in short: lines that are new there, lines that are not there any more.
    pub(crate) fn differences(&self, new: &Facts) -> Vec<Difference> {
        let mut differences = Vec::new();
        for (key, name) in &new.names {
            match self.names.get(key) {
                Some(known) if known == name => {}
                Some(_) => differences.push(Difference { kind: Kind::Changed, line: shown(key, name) }),
                None => differences.push(Difference { kind: Kind::Added, line: shown(key, name) }),
            }
        }
        for (key, name) in self.names.iter().filter(|(key, _)| !new.names.contains_key(*key)) {
            differences.push(Difference { kind: Kind::Retired, line: shown(key, name) });
        }
        differences
    }

    /// What a fact says of a type that several operations have; none where it is of another one.
    fn of_several<'f>(&'f self, key: &'f [String]) -> Option<&'f str> {
        let is_path = self.names.get(key).is_some_and(|name| name.contains("::"));
        key.first().map(String::as_str).filter(|what| is_path && may_be_several_operations(what))
    }

    /// What a fact's name must be different in: the kind of names, the place that has them, and the name.
    fn scope<'f>(&'f self, key: &'f [String]) -> Option<(&'static str, &'f str, &'f str)> {
        let name = self.names.get(key).map(String::as_str)?;
        let (what, of) = (key.first()?.as_str(), key.get(1)?.as_str());
        let group = || self.names.get(["operation group", of].map(str::to_owned).as_slice()).map_or("", String::as_str);
        if may_be_several_operations(what)
            && let Some((module, ident)) = name.split_once("::")
        {
            return Some(("type", module, ident));
        }
        Some(match what {
            "member" => ("member", of, name),
            "setter" => ("setter", of, name),
            "header method" => ("header method", of, name),
            "client parameter" => ("client parameter", "", name),
            "group accessor" if !name.is_empty() => ("accessor", "", name),
            "operation method" => ("method", group(), name),
            "operation type" | "operation output" | "operation error" | "operation headers" => ("type", group(), name),
            "group type" => ("type", of, name),
            "alias" => ("type", "types", name),
            "type" => {
                let (module, ident) = of.split_once("::")?;
                ("type", module, ident)
            }
            _ => return None,
        })
    }

    /// The text of the file.
    pub(crate) fn to_text(&self) -> String {
        let line = |parts: Vec<String>| parts.join("\t") + "\n";
        let live = self.names.iter().map(|(key, name)| line(key.iter().chain([name]).map(|part| escaped(part)).list()));
        let retired = self.retired.iter().map(|parts| {
            line(std::iter::once(RETIRED.to_owned()).chain(parts.iter().map(|part| escaped(part))).list())
        });
        let mut lines = live.chain(retired).list();
        sort(&mut lines, &Ord::cmp);
        format!(
            "# The names that oasmith gave, by its rules of version {VERSION}. `oasmith lock` writes it. Lines may be merged and \
             edited.\n{}",
            lines.concat()
        )
    }

    /// Reads the text of a file of this name. What is no fact is reported.
    pub(crate) fn from_text(file: &Rc<str>, text: &str, diagnostics: &mut Diagnostics) -> Facts {
        let mut reader =
            Reader { file, diagnostics, facts: Facts::default(), given: SortedMap::new(), is_unfinished: false };
        let mut at = 0;
        for (number, whole) in (1..).zip(text.split_inclusive('\n')) {
            let line = whole.trim_end_matches(['\n', '\r']);
            reader.line(line, number, at..at + line.len());
            at += whole.len();
            if reader.is_unfinished {
                return reader.facts;
            }
        }
        reader.clashes();
        reader.facts
    }
}

/// Whether facts of a kind are about operations.
fn is_of_operation(what: &str) -> bool {
    matches!(what, "setter" | "header method" | "body enum" | "answer enum") || what.starts_with("operation ")
}

/// Whether facts of a kind are about a type that several operations may have.
fn may_be_several_operations(what: &str) -> bool {
    matches!(what, "operation output" | "operation error" | "operation headers")
}

/// How a fact differs between two versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Added,
    Retired,
    Changed,
}

/// A fact that differs between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) kind: Kind,
    /// What it says, with spaces between.
    pub(crate) line: String,
}

fn shown(key: &[String], name: &str) -> String {
    format!("{} = {name}", key.join(" "))
}

struct Reader<'a> {
    file: &'a Rc<str>,
    diagnostics: &'a mut Diagnostics,
    facts: Facts,
    /// The line at which each fact stands, and its bytes.
    given: SortedMap<Vec<String>, (usize, Range<usize>)>,
    /// Whether there are markers of a merge that was not finished: then the rest says nothing.
    is_unfinished: bool,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, number: usize, at: Range<usize>) {
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|marker| line.starts_with(marker)) {
            let diagnostic = Diagnostic::error(Code::MergeConflict, "a merge conflict is not resolved")
                .help("keep the lines of both sides, remove the markers, and run `oasmith lock`");
            self.diagnostics.push(diagnostic.at_text(self.file, at));
            self.is_unfinished = true;
            return;
        }
        let (is_retired, rest) = match line.strip_prefix(RETIRED).and_then(|rest| rest.strip_prefix('\t')) {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let Some(mut parts) = rest.split('\t').map(unescaped).collect::<Option<Vec<String>>>() else {
            return self.malformed(at, "it has a `\\` that stands for nothing: `\\\\`, `\\t`, `\\n` and `\\r` do");
        };
        let what = parts.first().cloned().unwrap_or_default();
        let Some((_, count)) = KINDS.iter().find(|(kind, _)| *kind == what) else {
            return self.malformed(at, &format!("`{what}` is no kind of fact"));
        };
        if parts.len() != count + 2 {
            let reason =
                format!("`{what}` has {} parts with tabs between, and this line has {}", count + 2, parts.len());
            return self.malformed(at, &reason);
        }
        if is_retired {
            self.facts.retired.insert(parts);
            return;
        }
        let name = parts.pop().unwrap_or_default();
        if let Some(reason) = wrong_name(&what, &parts, &name) {
            return self.malformed(at, &reason);
        }
        match self.facts.names.get(&parts) {
            Some(known) if *known == name => {}
            // Two branches changed a type, and each says how it is.
            Some(known) if what == "digest" => {
                let both = format!("{known} {name}");
                self.facts.names.insert(parts, both);
            }
            Some(known) => {
                let (subject, first) = (parts.join(" "), self.given.get(&parts).map_or(0, |given| given.0));
                let diagnostic =
                    Diagnostic::error(Code::ConflictingLock, format!("`{subject}` is `{known}` and `{name}`"))
                        .label(format!("line {first} says otherwise"))
                        .with_note("the lock says each thing once; two branches may have given it different names")
                        .help("remove one of the lines, and run `oasmith lock`");
                self.diagnostics.push(diagnostic.at_text(self.file, at));
            }
            None => {
                self.given.insert(parts.clone(), (number, at));
                self.facts.names.insert(parts, name);
            }
        }
    }

    /// Reports what has the name of something else beside it.
    fn clashes(&mut self) {
        let mut known: SortedMap<(&str, &str, &str), (usize, Option<&str>)> = SortedMap::new();
        let mut given = self.given.iter().list();
        sort(&mut given, &|one, other| one.1.0.cmp(&other.1.0));
        for (key, (number, at)) in given {
            let Some((scope, within, name)) = self.facts.scope(key) else { continue };
            let several = self.facts.of_several(key);
            // What several operations have is called alike by all of them.
            if let Some((first, other)) = known.insert((scope, within, name), (*number, several))
                && (several.is_none() || several != other)
            {
                let diagnostic = Diagnostic::error(Code::ConflictingLock, format!("two things are called `{name}`"))
                    .label(format!("line {first} calls something else so, in the same place"))
                    .help("give one of them another name, and run `oasmith lock`");
                self.diagnostics.push(diagnostic.at_text(self.file, at.clone()));
            }
        }
    }

    fn malformed(&mut self, at: Range<usize>, reason: &str) {
        let diagnostic = Diagnostic::error(Code::InvalidLock, "this is no line of a lock of names")
            .label(reason)
            .help("correct or remove the line, and run `oasmith lock`");
        self.diagnostics.push(diagnostic.at_text(self.file, at));
    }
}

/// What is wrong with a name that a person may have written.
fn wrong_name(what: &str, of: &[String], name: &str) -> Option<String> {
    let is_path = |path: &str| path.split_once("::").is_some_and(|(module, ident)| is_name(module) && is_name(ident));
    let path = match what {
        "type" | "member" | "digest" | "type argument" => of.get(1).filter(|path| !is_path(path)).map(String::as_str),
        "place" | "body enum" | "answer enum" => Some(name).filter(|path| !is_path(path)),
        "group accessor" | "group of" | "group type" => of.get(1).filter(|module| !is_name(module)).map(String::as_str),
        _ => None,
    };
    if let Some(path) = path {
        return Some(format!("`{path}` is no module and name: write `types::Pet`"));
    }
    let is_rust = !matches!(
        what,
        "type"
            | "digest"
            | "type argument"
            | "operation argument"
            | "place"
            | "body enum"
            | "answer enum"
            | "group of"
            | "operation id"
    );
    let is_right = match what {
        // The group of what the API sends by itself has no method that leads to it.
        "group accessor" => name.is_empty() || is_name(name),
        // What several operations have is named by its path.
        what if may_be_several_operations(what) => is_name(name) || is_path(name),
        _ => !is_rust || is_name(name),
    };
    (!is_right).then(|| format!("`{name}` is no name in Rust"))
}

/// Whether a text is an identifier, raw or not.
fn is_name(text: &str) -> bool {
    syn::parse_str::<syn::Ident>(text).is_ok()
}

/// A text without what ends a part or a line.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        plain.push(match character {
            '\\' => match rest.next()? {
                '\\' => '\\',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                _ => return None,
            },
            other => other,
        });
    }
    Some(plain)
}
