//! What a file is that is no document: looked at only once it can't be read as one.

use std::ops::Range;
use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic};

use crate::lists::Listing;
use crate::value::{Node, Pointer};

/// How much of a file tells what it is.
const HEAD: usize = 4096;
/// What may be read, to complete a sentence.
const WANTED: &str = "oasmith reads OpenAPI documents: YAML or JSON in UTF-8";

/// What bytes are that are not a text in UTF-8, though some happen to pass for one. Nothing of them is quoted.
pub(super) fn bytes(bytes: &[u8], file: &Rc<str>) -> Option<Diagnostic> {
    let (code, message, help) = compressed(bytes).or_else(|| wide(bytes)).or_else(|| binary(bytes))?;
    Some(Diagnostic::error(code, message).at(&Pointer::root(file)).help(help))
}

type Found = (Code, String, String);

fn compressed(bytes: &[u8]) -> Option<Found> {
    const FORMATS: &[(&[u8], &str, &str)] = &[
        (b"\x1f\x8b", "gzip", "gunzip < FILE > DOCUMENT"),
        (b"PK\x03\x04", "zip", "unzip FILE"),
        (b"\x28\xb5\x2f\xfd", "zstd", "zstd -d < FILE > DOCUMENT"),
        (b"BZh", "bzip2", "bunzip2 < FILE > DOCUMENT"),
        (b"\xfd7zXZ\0", "xz", "xz -d < FILE > DOCUMENT"),
        (b"7z\xbc\xaf\x27\x1c", "7z", "7z x FILE"),
    ];
    let (_, name, command) = FORMATS.iter().find(|(magic, ..)| bytes.starts_with(magic))?;
    // Letters alone may begin a text.
    if *name == "bzip2" && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let message = format!("the file is compressed with {name}");
    Some((Code::CompressedFile, message, format!("decompress it first, such as with `{command}`")))
}

/// UTF-16 and UTF-32, by their marks or by the zeros around letters.
fn wide(bytes: &[u8]) -> Option<Found> {
    let zeros = |place: usize| bytes.get(place) == Some(&0);
    let letter =
        |place: usize| bytes.get(place).is_some_and(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~'));
    let name = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        _ if zeros(0) && zeros(1) && zeros(2) && letter(3) => "UTF-32",
        _ if letter(0) && zeros(1) && zeros(2) && zeros(3) => "UTF-32",
        _ if zeros(0) && letter(1) && zeros(2) && letter(3) => "UTF-16",
        _ if letter(0) && zeros(1) && letter(2) && zeros(3) => "UTF-16",
        _ => return None,
    };
    let help = format!("save it in UTF-8, such as with `iconv -f {name} -t UTF-8 < FILE > DOCUMENT`");
    Some((Code::WrongEncoding, format!("the file is text in {name}, not in UTF-8"), help))
}

/// A text may hold a few null characters that somebody's program left there.
const FEW_NULLS: usize = 3;

fn is_text(bytes: &[u8]) -> bool {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\0' | '\t' | '\n' | '\r');
    std::str::from_utf8(bytes).is_ok_and(|text| !text.contains(is_odd))
}

/// The complaint about a null character in a text.
pub(super) fn null_character(text: &str, file: &Rc<str>) -> Option<Diagnostic> {
    let at = text.find('\0')?;
    let diagnostic = Diagnostic::error(Code::InvalidSyntax, "the text holds a null character (U+0000)");
    Some(diagnostic.at_offset(file, at).label("neither YAML nor JSON allows it").help("remove it"))
}

fn binary(bytes: &[u8]) -> Option<Found> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let message = if head.starts_with(b"%PDF-") {
        "the file is a PDF, not an OpenAPI document"
    } else if head.iter().filter(|byte| **byte == 0).tally() > FEW_NULLS || head.contains(&0) && !is_text(bytes) {
        "the file is binary, not text"
    } else {
        return None;
    };
    Some((Code::BinaryFile, message.to_owned(), WANTED.to_owned()))
}

/// What bytes that are not UTF-8 most likely are.
pub(super) fn encoding(bytes: &[u8], at: usize, diagnostic: Diagnostic) -> Diagnostic {
    match bytes.get(at) {
        Some(byte @ 0xa0..) => diagnostic.with_note(format!(
            "in Latin-1 (ISO 8859-1) and Windows-1252, the byte 0x{byte:X} is `{}`",
            char::from(*byte)
        )),
        _ => diagnostic,
    }
}

/// What a text is that is no document, and where that shows. `failed` is the byte at which it could not be read on.
pub(super) fn text(text: &str, file: &Rc<str>, failed: Option<usize>) -> Option<Diagnostic> {
    let (diagnostic, place) = pointer_file(text)
        .or_else(|| markup(text))
        .or_else(|| language(text))
        .map(|diagnostic| (diagnostic, first_line(text)))
        .or_else(|| conflict(text))
        .or_else(|| template(text, failed?))?;
    Some(diagnostic.at_text(file, place))
}

/// The bytes of the first line that says something. RAML says what it is in a comment.
fn first_line(text: &str) -> Range<usize> {
    let is_comment = |line: &str| line.starts_with('#') && !line.starts_with("#%");
    let line = lines(text).find(|(_, line)| !line.trim().is_empty() && !is_comment(line));
    line.map_or(0..1, |(start, line)| start..start + line.trim_end().len())
}

fn another(what: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Code::OtherFormat, format!("the file is {what}, not an OpenAPI document")).help(help)
}

fn pointer_file(text: &str) -> Option<Diagnostic> {
    text.starts_with("version https://git-lfs.github.com/spec/").then(|| {
        Diagnostic::error(Code::LfsPointer, "the file is a pointer of Git LFS, not what it stands for")
            .help("fetch what it stands for, with `git lfs pull`")
    })
}

fn markup(text: &str) -> Option<Diagnostic> {
    let text = text.trim_start();
    if !text.starts_with('<') || text.starts_with("<<") {
        return None;
    }
    let head = text.chars().take(HEAD).text().to_lowercase();
    let has = |part: &str| head.contains(part);
    if ["<!doctype html", "<html", "<head>", "<body"].iter().any(|tag| has(tag)) {
        return Some(
            Diagnostic::error(Code::HtmlDocument, "the file is an HTML page, not an OpenAPI document")
                .with_note("a server that wants a login first, or that shows the document to people, sends a page in its place")
                .help("download the document itself, by the URL of its YAML or JSON"),
        );
    }
    let convert = "a SOAP service needs a client of another kind; ask for an OpenAPI document if the API has one";
    if has("schemas.xmlsoap.org/wsdl") || has("www.w3.org/ns/wsdl") || has("<wsdl:") {
        return Some(another("WSDL, which describes a SOAP service", convert));
    }
    if has("wadl.dev.java.net") {
        return Some(another("WADL", "convert it to OpenAPI first"));
    }
    if has("<edmx:") {
        return Some(another("the metadata of an OData service", "convert it to OpenAPI first"));
    }
    let is_tag = head.starts_with("<?xml")
        || head.get(1..2).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_alphabetic()));
    is_tag.then(|| another("XML", WANTED))
}

/// Languages that describe other things, by their first line.
fn language(text: &str) -> Option<Diagnostic> {
    if text.trim_start().starts_with("#%RAML") {
        return Some(another("RAML", "convert it to OpenAPI first"));
    }
    if text.trim_start().starts_with("FORMAT: 1A") {
        return Some(another("API Blueprint", "convert it to OpenAPI first"));
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let line = lines.find(|line| !line.starts_with(['#', '"']) && !line.starts_with("//"))?;
    if line.starts_with("syntax = \"proto") || line.starts_with("syntax=\"proto") {
        return Some(another("Protocol Buffers", "convert it to OpenAPI first"));
    }
    let (word, rest) = line.split_once(' ')?;
    let is_definition = matches!(
        word,
        "type"
            | "interface"
            | "input"
            | "enum"
            | "union"
            | "scalar"
            | "schema"
            | "extend"
            | "directive"
            | "query"
            | "mutation"
    );
    let is_graphql = is_definition && !rest.starts_with(':') && rest.contains(['{', '=', '@']);
    is_graphql.then(|| {
        another("GraphQL", "a GraphQL API needs a client of its own; ask for an OpenAPI document if the API has one")
    })
}

/// A merge that was not finished.
fn conflict(text: &str) -> Option<(Diagnostic, Range<usize>)> {
    let marker = |marker: &str| lines(text).find(|(_, line)| line.starts_with(marker));
    let (start, line) = marker("<<<<<<< ")?;
    marker(">>>>>>> ")?;
    let diagnostic = Diagnostic::error(Code::MergeConflict, "a merge conflict is not resolved")
        .help("keep one of both sides, and remove the lines `<<<<<<<`, `=======` and `>>>>>>>`");
    Some((diagnostic, start..start + line.trim_end().len()))
}

/// A template whose places have not been filled in: one of them is where the text could not be read on. Prose may show
/// others.
fn template(text: &str, failed: usize) -> Option<(Diagnostic, Range<usize>)> {
    let is_there = |(start, line): &(usize, &str)| (*start..=start + line.len()).contains(&failed);
    let (start, length) = lines(text).filter(is_there).find_map(|(start, line)| {
        let code = line.split(" #").next().unwrap_or(line);
        let at = ["{{", "{%", "<%="].iter().filter_map(|open| code.find(open)).min()?;
        let before = code.get(..at)?;
        // In quotes it is a text.
        let is_bare = !before.contains(['"', '\'']) && !before.trim_start().starts_with('#');
        let rest = code.get(at..)?;
        let end = ["}}", "%}", "%>"].iter().filter_map(|close| rest.find(close)).min()?;
        is_bare.then_some((start + at, end + 2))
    })?;
    let diagnostic = Diagnostic::error(Code::UnfilledTemplate, "the file is a template that is not filled in")
        .label("neither YAML nor JSON")
        .help("make the document from it first, by the program that fills the template; or put the value in quotes");
    Some((diagnostic, start..start + length))
}

/// The lines of a text with the bytes where they begin.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let begin = start;
        start += line.len();
        (begin, line)
    })
}

/// JSON with comments, which YAML would take for keys: the comment at which JSON ends.
pub(super) fn json_comment(text: &str, at: usize, file: &Rc<str>) -> Option<Diagnostic> {
    let rest = text.get(at..)?;
    if !rest.starts_with("//") && !rest.starts_with("/*") {
        return None;
    }
    let length = rest.lines().next().map_or(0, str::len);
    let diagnostic = Diagnostic::error(Code::JsonComments, "the file is JSON with comments")
        .label("JSON has none")
        .help("remove the comments, or write the document in YAML, where `#` begins one");
    Some(diagnostic.at_text(file, at..at + length))
}

/// Comments before JSON, where YAML is no better at them: the first one.
pub(super) fn comment_before_json(text: &str, file: &Rc<str>) -> Option<Diagnostic> {
    let mut rest = text.trim_start();
    let at = text.len() - rest.len();
    while rest.starts_with("//") || rest.starts_with("/*") {
        let end = if rest.starts_with("//") { "\n" } else { "*/" };
        rest = rest.split_once(end)?.1.trim_start();
    }
    if rest.starts_with(['{', '[']) { json_comment(text, at, file) } else { None }
}

/// Whether a mapping, somewhere in a value, has a key such as `a:"b"`, which has no value: one of JavaScript's, read as YAML.
pub(super) fn holds_glued_key(node: &Node) -> bool {
    let is_glued = |(key, value): &(String, Node)| {
        let behind = key.split_once(':').map_or("", |(_, behind)| behind);
        behind.starts_with(['"', '\'']) && matches!(value, Node::Null)
    };
    match node {
        Node::Seq(items) => items.iter().any(holds_glued_key),
        Node::Map(entries) => entries.iter().any(is_glued) || entries.iter().any(|(_, value)| holds_glued_key(value)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let failed = text.find(['{', '[']);
        let diagnostic = super::text(text, &"".into(), failed);
        diagnostic.map(|diagnostic| diagnostic.message).unwrap_or_default()
    }

    #[test]
    fn encodings_and_archives_are_told_by_their_first_bytes() {
        let code = |text: &[u8]| bytes(text, &"".into()).map(|diagnostic| diagnostic.code);
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let wide: Vec<Vec<u8>> = vec![
            utf16("openapi: 3.1.0"),
            utf16("\u{feff}openapi"),
            "{\"a\"".encode_utf16().flat_map(u16::to_be_bytes).collect(),
            "{\"a\"".chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect(),
            "{\"a\"".chars().flat_map(|letter| u32::from(letter).to_be_bytes()).collect(),
        ];
        for text in wide {
            assert_eq!(code(&text), Some(Code::WrongEncoding), "{text:?}");
        }
        for text in [&b"\x1f\x8b\x08\0"[..], b"PK\x03\x04..", b"\x28\xb5\x2f\xfd", b"BZh91AY&SY\xff", b"\xfd7zXZ\0"] {
            assert_eq!(code(text), Some(Code::CompressedFile), "{text:?}");
        }
        assert_eq!(code(b"%PDF-1.7\n"), Some(Code::BinaryFile));
        assert_eq!(code(b"\x7fELF\x02\x01\x01\0\0\0"), Some(Code::BinaryFile));
        for text in ["openapi: 3.1.0\n", "BZh: 1", "", "a", "{}", "größe: 1"] {
            assert_eq!(code(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn other_formats_are_told_by_their_first_line() {
        for (text, what) in [
            ("\n<!DOCTYPE html>\n<html>", "HTML"),
            ("<!-- saved -->\n<HTML lang=en>", "HTML"),
            ("<?xml version='1.0'?><wsdl:definitions>", "WSDL"),
            ("<application xmlns='http://wadl.dev.java.net/2009/02'>", "WADL"),
            ("<?xml version='1.0'?><rss>", "XML"),
            ("#%RAML 1.0\ntitle: T", "RAML"),
            ("\"\"\"Doc\"\"\"\ntype Query {\n  a: Int\n}", "GraphQL"),
            ("syntax = \"proto3\";", "Protocol Buffers"),
            ("version https://git-lfs.github.com/spec/v1\noid sha256:a", "Git LFS"),
            ("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "merge conflict"),
            ("a: {{ .Values.a }}\n", "template"),
            ("{% if a %}\nb: 1\n{% endif %}\n", "template"),
        ] {
            assert!(found(text).contains(what), "{text}: {}", found(text));
        }
        for text in [
            "",
            "a: [",
            "type: object\n",
            "enum: {a}\n",
            "a: '{{ b }}'\nc: [",
            "# {{ b }}\nc: [",
            "<<: *a\n",
            "c: [\na: {{ b }}\n",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }
}
