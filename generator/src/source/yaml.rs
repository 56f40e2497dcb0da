//! YAML, into nodes of our own: `serde_yaml`'s `Value` refuses big integers, repeated keys and tags, and leaves merge keys
//! unapplied.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use saphyr_parser::{Event, ScalarStyle};
use serde::de::{DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use super::alias;
use super::characters::byte_offset;
use super::limit::{self, Budget};
use super::mapping;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::value::{Node, Pointer};

/// The values in a YAML text.
pub(super) fn read(text: &str, file: &Rc<str>, diagnostics: &mut Diagnostics) -> Result<Node, Box<Diagnostic>> {
    check_nesting(text, file)?;
    let reader =
        Reader { file, budget: Budget::new(text.len()), failure: RefCell::new(None), found: RefCell::new(Vec::new()) };
    let seed = Value { reader: &reader, path: &Path::Root, depth: 0 };
    match seed.deserialize(serde_yaml::Deserializer::from_str(text)) {
        Ok(node) => {
            for diagnostic in reader.found.into_inner() {
                diagnostics.push(diagnostic);
            }
            Ok(node)
        }
        Err(error) => {
            let (failure, limit) = (reader.failure.into_inner(), reader.budget.limit());
            if failure.is_none() && error.to_string().contains(SEVERAL) {
                return several(text, file, diagnostics);
            }
            let failure = failure.unwrap_or_else(|| syntax_error(&error, text, file));
            let is_limit = matches!(failure.code, Code::TooDeep | Code::TooLarge);
            let fault = if is_limit { alias::fault(text, file, limit) } else { None };
            Err(Box::new(fault.unwrap_or(failure)))
        }
    }
}

/// What `serde_yaml` says of a text with several documents.
const SEVERAL: &str = "more than one document";

/// Reads the first document where the others are empty, and else says where the second one begins.
fn several(text: &str, file: &Rc<str>, diagnostics: &mut Diagnostics) -> Result<Node, Box<Diagnostic>> {
    let mut parser = saphyr_parser::Parser::new_from_str(text);
    let mut starts = Vec::new();
    let mut is_empty = true;
    while let Some(Ok((event, span))) = parser.next_event() {
        match event {
            Event::DocumentStart(_) => starts.push(span.start.index()),
            Event::Scalar(value, style, ..) if starts.len() > 1 => {
                is_empty &= value.is_empty() || (style == ScalarStyle::Plain && &*value == "~");
            }
            Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) if starts.len() > 1 => {
                is_empty = false
            }
            _ => {}
        }
    }
    let second = starts.get(1).map(|start| byte_offset(text, *start));
    if let Some(first) = second.and_then(|second| text.get(..second)).filter(|_| is_empty) {
        return read(first, file, diagnostics);
    }
    let message = "the file holds more than one YAML document";
    let diagnostic = Diagnostic::error(Code::SeveralDocuments, message)
        .label("the second one begins here")
        .with_note("none of them is read, since each may be the one that is meant")
        .help("keep one, and put each other one into a file of its own");
    Err(Box::new(match second {
        Some(second) => diagnostic.at_text(file, second..second + "---".len()),
        None => diagnostic.at(&Pointer::root(file)),
    }))
}

/// Refuses a text of brackets within brackets: `serde_yaml` takes hours for a megabyte of them before it finds them too
/// deep.
fn check_nesting(text: &str, file: &Rc<str>) -> Result<(), Box<Diagnostic>> {
    const SUSPICIOUS: usize = 1000;
    let mut open = 0_usize;
    let suspicious = text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > SUSPICIOUS
    });
    if !suspicious {
        return Ok(());
    }
    // Most likely the brackets are prose. This parser knows, and is asked no further than the limit.
    let mut depth = 0_usize;
    let mut parser = saphyr_parser::Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        match event {
            Ok((Event::MappingStart(..) | Event::SequenceStart(..), span)) => {
                depth += 1;
                if depth > limit::DEPTH {
                    let place = byte_offset(text, span.start.index());
                    return Err(Box::new(limit::too_deep().at_offset(file, place)));
                }
            }
            Ok((Event::MappingEnd | Event::SequenceEnd, _)) => depth = depth.saturating_sub(1),
            Ok(_) => {}
            Err(error) => {
                let place = byte_offset(text, error.marker().index());
                let is_deep = error.info().contains("recursion limit");
                let told = if is_deep { limit::too_deep() } else { invalid(error.info(), text, place) };
                return Err(Box::new(told.at_offset(file, place)));
            }
        }
    }
    Ok(())
}

/// The complaint about a text that is not YAML for a reason of the parser's, at a byte.
fn invalid(reason: &str, text: &str, place: usize) -> Diagnostic {
    let rest = text.get(place..).unwrap_or_default();
    let is_tab =
        reason.contains("tab character") || reason.contains("cannot start any token") && rest.starts_with('\t');
    if is_tab {
        return Diagnostic::error(Code::InvalidSyntax, "the text is not YAML: a tab indents a line")
            .help("indent with spaces");
    }
    if reason.contains("expected a scalar as the key") {
        return Diagnostic::error(Code::InvalidSyntax, "a key is a list or a mapping, and not a text")
            .help("put a text that begins with `[` or `{` into quotes");
    }
    if let Some((name, value)) = glued_before(text, place).filter(|_| reason.contains("mapping values are not allowed"))
    {
        return Diagnostic::error(Code::InvalidSyntax, "the text is not YAML")
            .label("the line before has no key")
            .help(format!("put a space after its colon: `{name}: {}`", value.trim()));
    }
    let help = if reason.contains("mapping values are not allowed") {
        "look for a key without `: ` after it in the line before; put a text with `: ` in it in quotes; the keys of one mapping \
         stand in one column"
    } else if reason.contains("unknown escape character") {
        "in double quotes, `\\` begins an escape: write it twice, or put the text into single quotes"
    } else if reason.contains("cannot start any token") {
        "put a text that begins with this character into quotes"
    } else if ["anchor", "alias", "alphabetic or numeric"].iter().any(|word| reason.contains(word)) {
        "put a text that begins with `*` or `&` into quotes; else it is an alias or an anchor"
    } else if reason.contains("expected ',' or") {
        "look for a comma that is missing before, or for a bracket or brace that is not closed"
    } else if reason.contains("end of stream") || reason.contains("quoted scalar") {
        "look for a quote that is not closed"
    } else {
        "look at the lines before as well: at their indentation, and for a bracket or quote that is not closed"
    };
    Diagnostic::error(Code::InvalidSyntax, "the text is not YAML").label(reason).help(help)
}

/// The name and the value in the line before a place, where it has nothing but these, with no space between them.
fn glued_before(text: &str, place: usize) -> Option<(&str, &str)> {
    const LONGEST: usize = 60;
    let mut lines = text.get(..place)?.rsplit('\n').skip(1);
    let line = lines.find(|line| !line.trim().is_empty())?.trim().trim_start_matches("- ");
    let (name, value) = line.split_once(':')?;
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'$');
    let is_glued = is_name(name) && !value.is_empty() && !value.starts_with([' ', '/']) && !value.contains(": ");
    (is_glued && line.len() <= LONGEST).then_some((name, value))
}

fn syntax_error(error: &serde_yaml::Error, text: &str, file: &Rc<str>) -> Diagnostic {
    let message = error.to_string();
    let diagnostic = if message.starts_with("recursion limit exceeded") {
        limit::too_deep()
    } else if message.starts_with("repetition limit exceeded") {
        Diagnostic::error(Code::TooLarge, "aliases make the document far larger than its text")
    } else {
        // The place is shown by the quoted line.
        let reason = message.split(" at line ").next().unwrap_or(&message);
        invalid(reason, text, error.location().map_or(0, |location| location.index()))
    };
    match error.location() {
        Some(location) => diagnostic.at_offset(file, location.index()),
        None => diagnostic.at(&Pointer::root(file)),
    }
}

/// What is the same for every value of a file.
struct Reader<'r> {
    file: &'r Rc<str>,
    budget: Budget,
    /// Our own reason to stop, since serde's errors carry no more than a text.
    failure: RefCell<Option<Diagnostic>>,
    found: RefCell<Vec<Diagnostic>>,
}

impl Reader<'_> {
    fn spend<E: serde::de::Error>(&self, bytes: usize) -> Result<(), E> {
        if self.budget.spend(bytes) {
            return Ok(());
        }
        *self.failure.borrow_mut() = Some(self.budget.exceeded(self.file));
        Err(E::custom("too large"))
    }

    fn report(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }
}

/// The way from the root to a value: made into a pointer only once there is something to say about the value.
enum Path<'p> {
    Root,
    Key(&'p Path<'p>, &'p str),
    Index(&'p Path<'p>, usize),
}

impl Path<'_> {
    fn pointer(&self, file: &str) -> Pointer {
        match self {
            Path::Root => Pointer::root(file),
            Path::Key(parent, key) => parent.pointer(file).child(key),
            Path::Index(parent, index) => parent.pointer(file).child(&index.to_string()),
        }
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
struct Value<'v> {
    reader: &'v Reader<'v>,
    path: &'v Path<'v>,
    depth: usize,
}

impl Value<'_> {
    fn pointer(&self) -> Pointer {
        self.path.pointer(self.reader.file)
    }

    /// The depth of what the value holds.
    fn deeper<E: serde::de::Error>(&self) -> Result<usize, E> {
        if self.depth < limit::DEPTH {
            return Ok(self.depth + 1);
        }
        *self.reader.failure.borrow_mut() = Some(limit::too_deep().at(&self.pointer()));
        Err(E::custom("too deep"))
    }

    fn number<E: serde::de::Error>(&self, text: String) -> Result<Node, E> {
        self.reader.spend(text.len())?;
        Ok(Node::Number(text.into()))
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<Node, E> {
        self.reader.spend(0)?;
        Ok(Node::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Node, E> {
        self.visit_unit()
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Node, E> {
        self.reader.spend(0)?;
        Ok(Node::Bool(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Node, E> {
        self.number(value.to_string())
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Node, E> {
        self.number(value.to_string())
    }

    fn visit_u128<E: serde::de::Error>(self, value: u128) -> Result<Node, E> {
        self.number(value.to_string())
    }

    fn visit_i128<E: serde::de::Error>(self, value: i128) -> Result<Node, E> {
        self.number(value.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Node, E> {
        match serde_json::Number::from_f64(value) {
            Some(number) => self.number(number.to_string()),
            // JSON has no such number, so that no schema can mean it.
            None if value.is_nan() => self.visit_str(".nan"),
            None if value < 0.0 => self.visit_str("-.inf"),
            None => self.visit_str(".inf"),
        }
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Node, E> {
        self.reader.spend(text.len())?;
        Ok(Node::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        self.reader.spend(0)?;
        let depth = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Value {
            reader: self.reader,
            path: &Path::Index(self.path, items.len()),
            depth,
        })? {
            items.push(item);
        }
        Ok(Node::Seq(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        self.reader.spend(0)?;
        let depth = self.deeper()?;
        let mut entries = Vec::new();
        while let Some(key) = access.next_key_seed(Key)? {
            self.reader.spend(key.len())?;
            let value =
                access.next_value_seed(Value { reader: self.reader, path: &Path::Key(self.path, &key), depth })?;
            entries.push((key, value));
        }
        for key in mapping::deduplicate(&mut entries) {
            self.reader.report(mapping::duplicate_key(&self.pointer(), &key));
        }
        if mapping::merge(&mut entries).is_err() {
            self.reader.report(
                Diagnostic::warning(Code::InvalidMerge, "`<<` merges neither a mapping nor a list of mappings")
                    .at_key(&self.pointer().child("<<")),
            );
        }
        Ok(Node::Map(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Node, A::Error> {
        // serde_yaml's form for a value with a tag of the document's own.
        let (tag, variant) = access.variant_seed(Key)?;
        self.reader.report(
            Diagnostic::note(Code::IgnoredTag, format!("the YAML tag `!{tag}` is ignored")).at(&self.pointer()),
        );
        variant.newtype_variant_seed(self)
    }
}

/// Reads a mapping's key, as a text whatever it looks like: `200`, `true`.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a scalar as the key")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}
