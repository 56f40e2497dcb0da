//! `oasmith.toml`.

use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use toml_span::value::{Table, ValueInner};
use toml_span::{ErrorKind, Value};

use super::{
    Dates, NULL_AS_EMPTY, Output, PropertySetting, PropertyWay, ResponseSetting, Settings, Spanned, UndeclaredSuccess,
    holds_control_character,
};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};
use crate::lists::{Changing, Listing, sort_by_key};
use crate::source::Sources;
use crate::value::holds_control;

impl Settings {
    /// Adds what a file of settings says.
    pub(crate) fn add_file(&mut self, path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) {
        let Some((name, text)) = sources.read_settings(path, diagnostics) else { return };
        self.file = Some(name.to_string());
        let mut reader = Reader { path, name: &name, settings: self, diagnostics };
        match toml_span::parse(&text) {
            Ok(mut root) => {
                if let ValueInner::Table(table) = root.take() {
                    reader.root(table);
                }
            }
            Err(error) => reader.syntax(&error, text.len()),
        }
    }
}

/// A key or a value, and where it stands.
type Entry<'t> = (Spanned, Value<'t>);

struct Reader<'a> {
    path: &'a Path,
    name: &'a Rc<str>,
    settings: &'a mut Settings,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn syntax(&mut self, error: &toml_span::Error, length: usize) {
        let mut span: Range<usize> = error.span.into();
        if matches!(error.kind, ErrorKind::UnexpectedEof) {
            span = length..length;
        }
        let diagnostic = Diagnostic::error(Code::InvalidSyntax, format!("the text is not TOML: {error}"));
        let help = "texts stand in quotes, also in lists: `overlays = [\"fixes.yaml\"]`";
        self.diagnostics.push(diagnostic.at_text(self.name, span).help(help));
    }

    fn root(&mut self, table: Table<'_>) {
        const KEYS: &[&str] = &[
            "all-types",
            "client-parameters",
            "derive",
            "groups",
            "idempotency-key",
            "lock",
            "map",
            "only",
            "operations",
            "overlays",
            "prefixes",
            "properties",
            "rename",
            "replace",
            "responses",
            "root",
            "types",
            "words",
        ];
        for (key, value) in entries(table) {
            match key.text.as_str() {
                "overlays" => {
                    let files = self.texts(&key, value);
                    for file in files {
                        let path = self.path.with_file_name(&file.text);
                        if self.is_there(&path, &file) {
                            self.settings.overlays.push(path);
                        }
                    }
                }
                "map" => {
                    for (url, file) in self.pairs(&key, value, "a file") {
                        let file = self.path.with_file_name(&file.text);
                        self.settings.mapped.push((url.text, file));
                    }
                }
                "client-parameters" => {
                    let pairs = self.pairs(&key, value, "`path`, `query`, `header` or `cookie`");
                    self.settings.client_parameters.add_all(pairs);
                }
                "idempotency-key" => {
                    let pairs = self.pairs(&key, value, "a header");
                    self.settings.idempotency_keys.add_all(pairs);
                }
                "all-types" => {
                    let wanted = self.boolean(&key.text, value);
                    self.settings.all_types = self.settings.all_types.or(wanted);
                }
                "only" => self.only(&key, value),
                // What a build script or the command line says holds before what the file says.
                "lock" => {
                    if let Some(file) = self.text(&key.text, value, "a file, in quotes") {
                        let path = self.path.with_file_name(&file.text);
                        self.settings.lock.get_or_insert(path);
                    }
                }
                "operations" => self.operations(&key, value),
                "groups" => {
                    let pairs = self.pairs(&key, value, "a group");
                    self.settings.groups.add_all(pairs);
                }
                "rename" => {
                    let pairs = self.pairs(&key, value, "a name");
                    self.settings.renames.add_all(pairs);
                }
                "prefixes" => {
                    let prefixes = self.texts(&key, value);
                    self.settings.prefixes.add_all(prefixes);
                }
                "words" => {
                    let pairs = self.pairs(&key, value, "words");
                    self.settings.words.add_all(pairs);
                }
                "replace" => {
                    let pairs = self.pairs(&key, value, "a type");
                    self.settings.replacements.add_all(pairs);
                }
                "derive" => self.derives(&key, value),
                "root" => {
                    if let Some(folder) = self.text(&key.text, value, "a folder, in quotes") {
                        let path = self.path.with_file_name(&folder.text);
                        self.settings.root.get_or_insert((path, Some(folder)));
                    }
                }
                "types" => self.types(&key, value),
                "responses" => self.responses(&key, value),
                "properties" => self.properties(&key, value),
                _ => self.unknown(&key, KEYS),
            }
        }
    }

    fn only(&mut self, key: &Spanned, value: Value<'_>) {
        let Some(wanted) = self.text(&key.text, value, "`types` or `client`, in quotes") else { return };
        match Output::named(&wanted.text) {
            Some(output) => _ = self.settings.output.get_or_insert(output),
            None => {
                let message = format!("`{}` is nothing that can be emitted alone", wanted.text);
                let diagnostic = Diagnostic::error(Code::UnknownSetting, message)
                    .help("write `only = \"types\"`, or leave it out for types and a client");
                self.diagnostics.push(diagnostic.at_text(self.name, wanted.span.unwrap_or_default()));
            }
        }
    }

    /// Whether a file is there that is needed, which is told where it is named.
    fn is_there(&mut self, path: &Path, named: &Spanned) -> bool {
        let reason = match path.metadata() {
            Ok(metadata) if metadata.is_dir() => "this is a folder",
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => "there is no such file",
            // Whatever else there is to say is said when it is read.
            _ => return true,
        };
        let message = format!("can't read `{}`: {reason}", path.display());
        let diagnostic = Diagnostic::error(Code::UnreadableFile, message).help("a path counts from this file's folder");
        self.diagnostics.push(diagnostic.at_text(self.name, named.span.clone().unwrap_or_default()));
        false
    }

    fn operations(&mut self, key: &Spanned, value: Value<'_>) {
        for (key, value) in self.table(key, value) {
            match key.text.as_str() {
                "include" => {
                    let names = self.texts(&key, value);
                    self.settings.selection.operations.add_all(names);
                }
                "exclude" => {
                    let names = self.texts(&key, value);
                    self.settings.selection.excluded.add_all(names);
                }
                "tags" => {
                    let tags = self.texts(&key, value);
                    self.settings.selection.tags.add_all(tags);
                }
                "exclude-tags" => {
                    let tags = self.texts(&key, value);
                    self.settings.selection.excluded_tags.add_all(tags);
                }
                _ => self.unknown(&key, &["exclude", "exclude-tags", "include", "tags"]),
            }
        }
    }

    fn derives(&mut self, key: &Spanned, value: Value<'_>) {
        for (key, value) in self.table(key, value) {
            let traits = self.texts(&key, value);
            let ty = Some(key).filter(|key| key.text != "all");
            self.settings.derives.add_all(traits.into_iter().map(|name| (ty.clone(), name)));
        }
    }

    fn types(&mut self, key: &Spanned, value: Value<'_>) {
        for (key, value) in self.table(key, value) {
            match key.text.as_str() {
                "dates" => {
                    let Some(name) = self.text(&key.text, value, "a library's name, in quotes") else { continue };
                    match Dates::named(&name.text) {
                        // What a build script says holds before what the file says.
                        Ok(dates) => self.settings.dates = self.settings.dates.or(Some(dates)),
                        Err(diagnostic) => {
                            self.diagnostics.push(diagnostic.at_text(self.name, name.span.unwrap_or_default()));
                        }
                    }
                }
                "base64url" => {
                    let Some(spanned) = self.text(&key.text, value, "`padded` or `unpadded`, in quotes") else {
                        continue;
                    };
                    let pads = ["unpadded", "padded"].iter().position(|known| *known == spanned.text);
                    match pads {
                        Some(pads) => self.settings.pads_base64url = self.settings.pads_base64url.or(Some(pads == 1)),
                        None => {
                            let message = format!("`{}` says nothing of base64url", spanned.text);
                            let diagnostic = Diagnostic::error(Code::UnknownSetting, message)
                                .help("it is `padded` or `unpadded`, which is the default");
                            self.diagnostics.push(diagnostic.at_text(self.name, spanned.span.unwrap_or_default()));
                        }
                    }
                }
                "strings" => {
                    let formats = self.texts(&key, value);
                    self.settings.strings.add_all(formats);
                }
                _ => self.unknown(&key, &["base64url", "dates", "strings"]),
            }
        }
    }

    fn responses(&mut self, key: &Spanned, value: Value<'_>) {
        for (key, mut value) in self.table(key, value) {
            let span = value.span.into();
            if key.text == "undeclared-success" {
                let Some(spanned) = self.text(&key.text, value, "\"fail\" or \"read\"") else { continue };
                let read = match UndeclaredSuccess::named(&spanned.text) {
                    Some(UndeclaredSuccess::Fail) => false,
                    Some(UndeclaredSuccess::Read) => true,
                    _ => {
                        self.no_reading(
                            &spanned,
                            "\"fail\" makes it an error, \"read\" reads it as the declared success",
                        );
                        continue;
                    }
                };
                // What a build script says holds before what the file says.
                self.settings.undeclared_success.get_or_insert(read);
                continue;
            }
            match value.take() {
                ValueInner::Table(statuses) => {
                    for (status, mut value) in entries(statuses) {
                        let span = value.span.into();
                        let of = status.text.parse().ok().filter(is_success);
                        if of.is_none() {
                            let message = format!("`{}` is not a status of a success", status.text);
                            let diagnostic = Diagnostic::error(Code::UnknownSetting, message)
                                .help("name one, and how it is read: `createFlow = { 201 = 200 }`");
                            self.diagnostics.push(diagnostic.at_text(self.name, status.span.unwrap_or_default()));
                            continue;
                        }
                        let taken = value.take();
                        self.response(&key, of, taken, span);
                    }
                }
                other => self.response(&key, None, other, span),
            }
        }
    }

    /// How an undeclared success of these operations is read.
    fn response(&mut self, key: &Spanned, status: Option<u16>, value: ValueInner<'_>, span: Range<usize>) {
        let help = "it is a declared status, such as 200, or \"read\", \"default\" or \"fail\"; \
                    \"null-as-empty\", by itself, reads the answer's `null` as an empty list or map";
        let (text, read) = match value {
            ValueInner::String(name) if name == NULL_AS_EMPTY && status.is_none() => {
                return self.settings.null_answers.push(key.clone());
            }
            ValueInner::Integer(code) => {
                (code.to_string(), u16::try_from(code).ok().filter(is_success).map(UndeclaredSuccess::As))
            }
            ValueInner::String(name) => {
                let read = UndeclaredSuccess::named(&name);
                (name.into_owned(), read.filter(|read| status.is_none() || *read != UndeclaredSuccess::Fail))
            }
            other => {
                return self.wrong(&key.text, &other, "a declared status, \"read\", \"default\" or \"fail\"", span);
            }
        };
        let Some(said) = self.clean(Spanned { text, span: Some(span) }) else { return };
        match read {
            Some(read) => {
                self.settings.responses.push(ResponseSetting { operations: key.clone(), status, read });
            }
            None => self.no_reading(&said, help),
        }
    }

    fn no_reading(&mut self, said: &Spanned, help: &str) {
        let message = format!("an undeclared success can't be `{}`", said.text);
        let diagnostic = Diagnostic::error(Code::UnknownSetting, message).help(help);
        self.diagnostics.push(diagnostic.at_text(self.name, said.span.clone().unwrap_or_default()));
    }

    fn properties(&mut self, key: &Spanned, value: Value<'_>) {
        for (key, said) in self.pairs(key, value, "`optional` or `null-as-empty`") {
            match PropertyWay::named(&said.text) {
                Some(way) => self.settings.properties.push(PropertySetting { key, way }),
                None => {
                    let message = format!("a property can't be read as `{}`", said.text);
                    let diagnostic = Diagnostic::error(Code::UnknownSetting, message).help(
                        "\"optional\" lets it be absent from answers, \"null-as-empty\" reads `null` as an empty list or map",
                    );
                    self.diagnostics.push(diagnostic.at_text(self.name, said.span.unwrap_or_default()));
                }
            }
        }
    }

    fn table<'t>(&mut self, key: &Spanned, mut value: Value<'t>) -> Vec<Entry<'t>> {
        match value.take() {
            ValueInner::Table(table) => {
                let entries = entries(table).into_iter();
                entries.filter_map(|(key, value)| Some((self.clean(key)?, value))).list()
            }
            other => {
                self.wrong(&key.text, &other, "a table", value.span.into());
                Vec::new()
            }
        }
    }

    /// A table of texts.
    fn pairs(&mut self, key: &Spanned, value: Value<'_>, what: &str) -> Vec<(Spanned, Spanned)> {
        let mut pairs = Vec::new();
        for (key, value) in self.table(key, value) {
            pairs.add_all(self.text(&key.text, value, &format!("{what}, in quotes")).map(|text| (key, text)));
        }
        pairs
    }

    fn text(&mut self, key: &str, mut value: Value<'_>, wanted: &str) -> Option<Spanned> {
        let span: Range<usize> = value.span.into();
        match value.take() {
            ValueInner::String(text) => self.clean(Spanned { text: text.into_owned(), span: Some(span) }),
            other => {
                self.wrong(key, &other, wanted, span);
                None
            }
        }
    }

    fn boolean(&mut self, key: &str, mut value: Value<'_>) -> Option<bool> {
        match value.take() {
            ValueInner::Boolean(is) => Some(is),
            other => {
                self.wrong(key, &other, "`true` or `false`", value.span.into());
                None
            }
        }
    }

    /// A key or a text without control characters. With one it is reported.
    fn clean(&mut self, spanned: Spanned) -> Option<Spanned> {
        if !holds_control(&spanned.text) {
            return Some(spanned);
        }
        let diagnostic = holds_control_character(&spanned.text);
        self.diagnostics.push(diagnostic.at_text(self.name, spanned.span.unwrap_or_default()));
        None
    }

    /// A list of texts, or one.
    fn texts(&mut self, key: &Spanned, mut value: Value<'_>) -> Vec<Spanned> {
        let span: Range<usize> = value.span.into();
        match value.take() {
            ValueInner::String(text) => {
                self.clean(Spanned { text: text.into_owned(), span: Some(span) }).into_iter().list()
            }
            ValueInner::Array(items) => {
                items.into_iter().filter_map(|item| self.text(&key.text, item, "a text in quotes")).list()
            }
            other => {
                self.wrong(&key.text, &other, "a list of texts", span);
                Vec::new()
            }
        }
    }

    fn wrong(&mut self, key: &str, found: &ValueInner<'_>, wanted: &str, span: Range<usize>) {
        let message = format!("`{key}` is {}, not {wanted}", kind(found));
        self.diagnostics.push(Diagnostic::error(Code::WrongType, message).at_text(self.name, span));
    }

    fn unknown(&mut self, key: &Spanned, known: &[&str]) {
        let diagnostic = Diagnostic::error(Code::UnknownSetting, format!("there is no setting `{}`", key.text));
        let diagnostic = match closest(&key.text, known.iter().copied()) {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic.help(format!("the settings here are {}", known.join(", "))),
        };
        self.diagnostics.push(diagnostic.at_text(self.name, key.span.clone().unwrap_or_default()));
    }
}

/// The entries in the order of the file.
fn entries(table: Table<'_>) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = table
        .into_iter()
        .map(|(key, value)| (Spanned { text: key.name.into_owned(), span: Some(key.span.into()) }, value))
        .list();
    sort_by_key(&mut entries, &|(key, _)| key.span.as_ref().map(|span| span.start));
    entries
}

/// Whether a status is one of a success.
fn is_success(status: &u16) -> bool {
    matches!(status, 200..=299)
}

const fn kind(value: &ValueInner<'_>) -> &'static str {
    match value {
        ValueInner::String(_) => "a text",
        ValueInner::Integer(_) | ValueInner::Float(_) => "a number",
        ValueInner::Boolean(_) => "a boolean",
        ValueInner::Array(_) => "a list",
        ValueInner::Table(_) => "a table",
    }
}
