//! Which examples there are of bodies in JSON: those that media types give, else the one of their schema.

use std::path::Path;

use serde_json::Value;

use super::files::{Files, Place};

const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// An example of a body.
pub(crate) struct Example {
    /// As documentation names it: `GET /pets 200 #/paths/…`.
    pub(crate) place: String,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) side: Side,
    pub(crate) media_type: String,
    pub(crate) value: Value,
    #[cfg_attr(not(feature = "judge"), expect(dead_code, reason = "it is what is judged by"))]
    pub(crate) schema: Option<Place>,
}

/// What has a body.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    Request,
    /// With a status that stands for what the document says.
    Response(u16),
}

/// The examples of a description.
pub(crate) fn collect(files: &Files, path: &Path) -> Vec<Example> {
    let file = path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let root = Place { file, pointer: String::new() };
    let mut collector = Collector { files, root, examples: Vec::new() };
    collector.walk();
    collector.examples
}

struct Collector<'f> {
    files: &'f Files,
    root: Place,
    examples: Vec<Example>,
}

/// The body that examples are looked for in.
struct Body<'b> {
    method: &'b str,
    path: &'b str,
    side: Side,
}

impl Collector<'_> {
    fn walk(&mut self) {
        let Some(paths) = self.files.at(&self.root, "paths") else { return };
        for path in self.files.keys(&paths) {
            let Some(item) = self.files.at(&paths, &path) else { continue };
            for method in METHODS {
                if let Some(operation) = self.files.at(&item, method) {
                    self.operation(&path, &method.to_ascii_uppercase(), &operation);
                }
            }
        }
    }

    fn operation(&mut self, path: &str, method: &str, operation: &Place) {
        let request = Body { method, path, side: Side::Request };
        if let Some(body) = self.files.at(operation, "requestBody") {
            self.contents(&request, &body);
        }
        if let Some(parameters) = self.files.at(operation, "parameters") {
            for index in self.files.keys(&parameters) {
                let Some(parameter) = self.files.at(&parameters, &index) else { continue };
                if self.files.text(&parameter.child("in")).as_deref() == Some("body") {
                    self.media(&request, &self.json(operation, "consumes"), &parameter);
                }
            }
        }
        let Some(responses) = self.files.at(operation, "responses") else { return };
        let declared = self.files.keys(&responses);
        for status in &declared {
            let Some(response) = self.files.at(&responses, status) else { continue };
            let Some(code) = code(status, &declared) else { continue };
            let body = Body { method, path, side: Side::Response(code) };
            self.contents(&body, &response);
            // Swagger 2.0 says it without `content`.
            if let Some(examples) = self.files.at(&response, "examples") {
                for media_type in self.files.keys(&examples).iter().filter(|name| is_json(name)) {
                    let (value, schema) = (examples.child(media_type), self.files.at(&response, "schema"));
                    self.example(&body, media_type, &value, schema.as_ref());
                }
            } else if self.files.at(&response, "schema").is_some() {
                self.media(&body, &self.json(operation, "produces"), &response);
            }
        }
    }

    /// The media type that is JSON among those of a Swagger operation.
    fn json(&self, operation: &Place, field: &str) -> String {
        let list = self.files.at(operation, field).or_else(|| self.files.at(&self.root, field));
        let names = list.and_then(|list| self.files.value(&list)).unwrap_or_default();
        let mut names = names.as_array().into_iter().flatten().filter_map(Value::as_str);
        names.find(|name| is_json(name)).unwrap_or("application/json").to_owned()
    }

    fn contents(&mut self, body: &Body<'_>, holder: &Place) {
        let Some(content) = self.files.at(holder, "content") else { return };
        for media_type in self.files.keys(&content).iter().filter(|name| is_json(name)) {
            if let Some(media) = self.files.at(&content, media_type) {
                self.media(body, media_type, &media);
            }
        }
    }

    fn media(&mut self, body: &Body<'_>, media_type: &str, media: &Place) {
        let schema = self.files.at(media, "schema");
        let before = self.examples.len();
        self.example(body, media_type, &media.child("example"), schema.as_ref());
        if let Some(examples) = self.files.at(media, "examples") {
            for name in self.files.keys(&examples) {
                if let Some(example) = self.files.at(&examples, &name) {
                    self.example(body, media_type, &example.child("value"), schema.as_ref());
                    // 3.2's word for it.
                    self.example(body, media_type, &example.child("dataValue"), schema.as_ref());
                }
            }
        }
        if let (true, Some(schema)) = (self.examples.len() == before, &schema) {
            self.example(body, media_type, &schema.child("example"), Some(schema));
            self.example(body, media_type, &schema.child("examples").child("0"), Some(schema));
        }
    }

    fn example(&mut self, body: &Body<'_>, media_type: &str, at: &Place, schema: Option<&Place>) {
        let Some(value) = self.files.value(at) else { return };
        let (method, path) = (body.method.to_owned(), body.path.to_owned());
        let what = match body.side {
            Side::Request => "request".to_owned(),
            Side::Response(status) => status.to_string(),
        };
        self.examples.push(Example {
            place: format!("{method} {path} {what} at #{}", at.pointer),
            method,
            path,
            side: body.side,
            media_type: media_type.to_owned(),
            value,
            schema: schema.cloned(),
        });
    }
}

/// A status that a response's key stands for, and no other key does.
fn code(key: &str, declared: &[String]) -> Option<u16> {
    if let Ok(code) = key.parse() {
        return Some(code);
    }
    let is_free = |code: &u16| !declared.contains(&code.to_string());
    let in_range = |first: char| {
        let lowest = u16::try_from(first.to_digit(10)?).ok()? * 100;
        (lowest..lowest + 100).find(is_free)
    };
    let first = key.chars().next()?;
    if key != "default" {
        return in_range(first);
    }
    let is_range_free =
        |first: char| !declared.iter().any(|other| other.starts_with(first) && other.ends_with(['X', 'x']));
    // Where there is no success, the default is one.
    let is_success = !declared.iter().any(|other| other.starts_with('2'));
    let candidates = if is_success { ['2', '4', '5'] } else { ['5', '4', '3'] };
    candidates.into_iter().find(|first| is_range_free(*first)).and_then(in_range)
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json" | "*/*" | "application/*") || essence.ends_with("+json")
}
