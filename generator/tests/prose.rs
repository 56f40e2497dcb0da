//! What a document says, wherever it says it, is text in the documentation of emitted code: rustdoc runs nothing of it.

#![allow(clippy::unwrap_used, clippy::panic)] // Tests may fail by panicking.

use std::fs;
use std::path::Path;

use oasmith::Generator;
use proc_macro2::{TokenStream, TokenTree};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// What becomes code somewhere: in a paragraph of its own, in lists and quotations, behind fences and line breaks of all kinds.
const HARM: &[&str] = &[
    "a\n\n    let a = 1;\n",
    "\n\n\tlet a = 1;",
    "```\nlet a = 1;\n```",
    "```edition2021\nlet a = 1;\n```",
    "~~~should_panic,ignore-x\nlet a = 1;",
    "```rust",
    "~~~",
    "-     let a = 1;",
    ">     let a = 1;",
    "1. > -     let a = 1;\n\n           let b = 2;",
    "`\n\n    let a = 1;",
    "``` `\n\n    let a = 1;\n",
    "|a|\n|-|\n\n    let a = 1;",
    "[^1]: a\n\n        let a = 1;",
    "[a]: <b>\n    let a = 1;",
    "<!--\n\n```\nlet a = 1;",
    "<pre>\n\n    let a = 1;",
    "a\u{1}\u{1}    let a = 1;",
    "a\r\r    let a = 1;\r\r```\rlet b = 2;",
    "a\u{85}\u{85}    let a = 1;",
    "a\u{2028}\u{2028}    let a = 1;\u{2029}```",
    "a\u{b}\u{c}\u{0}\u{202e}\u{2066}\u{200b}\u{feff}b",
    "</p>\n\n    let a = 1;<br><br>    let b = 2;",
    "```rs\nlet = 1;\n```",
    "*/ /// x\n//! y\n#![doc = \"```\nlet a = 1;\"]",
];

/// A document that says the same in every place.
fn document(harm: &str) -> String {
    const TEMPLATE: &str = r##"{
        "openapi": "3.1.0",
        "info": {"title": "@", "version": "@", "description": "@"},
        "servers": [
            {"url": "http://h/@", "description": "@"},
            {"url": "http://{v}/@", "description": "@", "variables": {"v": {"default": "@", "enum": ["@"], "description": "@"}}}
        ],
        "tags": [{"name": "@", "description": "@"}],
        "security": [{"@": []}, {"k": []}],
        "paths": {
            "/@": {"post": {
                "operationId": "@", "tags": ["@"], "summary": "@", "description": "@", "servers": [{"url": "/@", "description": "@"}],
                "parameters": [
                    {"name": "@", "in": "query", "description": "@", "example": "@", "schema": {"type": "string", "default": "@", "pattern": "@"}},
                    {"name": "q", "in": "query", "required": true, "description": "@", "schema": {"type": "string", "enum": ["@", "a"]}}
                ],
                "requestBody": {"description": "@", "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/S"}},
                    "text/@": {"schema": {"type": "string"}}
                }},
                "responses": {
                    "200": {"description": "@", "headers": {"x": {"description": "@", "schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}},
                    "201": {"description": "@"},
                    "404": {"description": "@", "content": {"application/json": {"schema": {"oneOf": [
                        {"type": "object", "title": "@", "description": "@", "properties": {"@": {"const": "@"}}}, {"type": "string", "description": "@"}
                    ]}}}}
                },
                "callbacks": {"@": {"{$request.body#/@}": {"post": {
                    "summary": "@", "requestBody": {"description": "@", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/S"}}}},
                    "responses": {"204": {"description": "@"}}
                }}}}
            }}
        },
        "components": {
            "securitySchemes": {"@": {"type": "http", "scheme": "@", "description": "@"}, "k": {"type": "apiKey", "in": "header", "name": "@"}},
            "schemas": {"S": {
                "type": "object", "title": "@", "description": "@", "required": ["@"], "example": {"@": "@"},
                "properties": {
                    "@": {"type": "string", "description": "@", "default": "@", "example": "@", "pattern": "@"},
                    "e": {"type": "string", "enum": ["@", "b"], "description": "@"},
                    "u": {"oneOf": [{"$ref": "#/components/schemas/S"}, {"type": "array", "items": {"type": "integer"}, "description": "@"}]}
                },
                "not": {"required": ["@"]}, "propertyNames": {"pattern": "@"}, "dependentRequired": {"@": ["@"]}
            }}
        }
    }"##;
    let text = serde_json::to_string(harm).unwrap();
    TEMPLATE.replace('@', text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap())
}

/// The texts of documentation in code, each whole.
fn documentation(code: TokenStream, texts: &mut Vec<String>) {
    let mut lines: Vec<String> = Vec::new();
    for token in code {
        match token {
            TokenTree::Punct(mark) if matches!(mark.as_char(), '#' | '!') => {}
            TokenTree::Group(group) => match doc(group.stream()) {
                Some(line) => lines.push(line),
                None => {
                    texts.push(std::mem::take(&mut lines).join("\n"));
                    documentation(group.stream(), texts);
                }
            },
            _ => texts.push(std::mem::take(&mut lines).join("\n")),
        }
    }
    texts.push(lines.join("\n"));
    texts.retain(|text| !text.is_empty());
}

/// The line that `doc = "…"` holds, without the space before it.
fn doc(attribute: TokenStream) -> Option<String> {
    let value: syn::MetaNameValue =
        syn::parse2(attribute).ok().filter(|value: &syn::MetaNameValue| value.path.is_ident("doc"))?;
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(line), .. }) = value.value else { return None };
    let line = line.value();
    Some(line.strip_prefix(' ').unwrap_or(&line).to_owned())
}

/// The code in a text that rustdoc does not take for that of another language.
fn code(text: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let is_code = |event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some("indented".to_owned()),
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(said))) => {
            Some(said.to_string()).filter(|said| !["text", "json", "rs"].contains(&said.as_str()))
        }
        Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
        _ => None,
    };
    Parser::new_ext(text, options | Options::ENABLE_SMART_PUNCTUATION).filter_map(is_code).collect()
}

/// The examples in a text, which are ours: no block of a document's is marked so.
fn examples(text: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut open = None;
    for event in Parser::new(text) {
        match (event, &mut open) {
            (Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(said))), _) if &*said == "rs" => {
                open = Some(String::new())
            }
            (Event::Text(code), Some(example)) => example.push_str(&code),
            (Event::End(_), _) => examples.extend(open.take()),
            _ => {}
        }
    }
    examples
}

#[test]
fn nothing_that_a_document_says_is_run() {
    for (number, harm) in HARM.iter().enumerate() {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("prose").join(number.to_string());
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("api.json"), document(harm)).unwrap();
        let report = Generator::new(folder.join("api.json")).module(folder.join("client")).run();
        let report = report.unwrap_or_else(|failure| panic!("{harm:?}: {failure}"));
        assert_eq!(report.operations, 1, "{harm:?}: {report}");
        let mut texts = Vec::new();
        for entry in fs::read_dir(folder.join("client")).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let is_seen = |character: char| {
                character == '\n'
                    || !character.is_control()
                        && !"\u{2028}\u{2029}\u{202e}\u{2066}\u{200b}\u{feff}".contains(character)
            };
            assert!(text.chars().all(is_seen), "{harm:?}");
            documentation(text.parse().unwrap(), &mut texts);
        }
        assert!(texts.len() > 40, "{texts:?}");
        for text in &texts {
            assert_eq!(code(text), Vec::<String>::new(), "{harm:?}:\n{text}");
            // Whole as they were written: nothing of the document's ends them, or is more than a literal in them.
            for example in examples(text) {
                assert!(syn::parse_str::<syn::Block>(&format!("{{{example}}}")).is_ok(), "{harm:?}:\n{example}");
            }
        }
    }
}
