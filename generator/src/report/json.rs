//! JSON that is written for other programs: one object a line.

use crate::lists::Listing;
use crate::value::is_invisible;

/// An object whose members are still being written.
#[derive(Debug)]
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Object {
        Object(String::from("{"))
    }

    /// Adds a member whose value is JSON already.
    pub(crate) fn json(mut self, key: &str, value: &str) -> Object {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        self.0.extend(["\"", key, "\":", value]);
        self
    }

    pub(crate) fn number(self, key: &str, number: usize) -> Object {
        self.json(key, &number.to_string())
    }

    pub(crate) fn flag(self, key: &str, flag: bool) -> Object {
        self.json(key, if flag { "true" } else { "false" })
    }

    /// Adds a text, or `null` in the place of none.
    pub(crate) fn text(self, key: &str, text: Option<&str>) -> Object {
        self.json(key, &text.map_or_else(|| "null".to_owned(), string))
    }

    pub(crate) fn texts<'t>(self, key: &str, texts: impl Iterator<Item = &'t str>) -> Object {
        let texts: Vec<String> = texts.map(string).list();
        self.json(key, &format!("[{}]", texts.join(",")))
    }

    pub(crate) fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A text as JSON has it. What can't be seen is escaped, so that a line stays one wherever it is shown.
fn string(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            _ if is_invisible(character) => {
                let units = character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).text();
                json.push_str(&units);
            }
            _ => json.push(character),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::{Object, string};

    #[test]
    fn texts_come_back_from_json() {
        for text in
            ["", "plain \"größe\" \\ 名前", "a\nb\r\t\0\u{1b}[31m", "\u{202e}\u{2028}\u{feff}\u{e0041}\u{7f}\u{85}"]
        {
            let json = string(text);
            assert_eq!(serde_json::from_str::<String>(&json).ok().as_deref(), Some(text), "{json}");
            assert!(!json.contains(crate::value::is_invisible), "{json}");
        }
    }

    #[test]
    fn members_stand_in_their_order() {
        let object = Object::new().text("a", Some("x")).text("b", None).number("c", 1).flag("d", true);
        assert_eq!(
            object.texts("e", ["y", "z"].into_iter()).json("f", "{}").end(),
            r#"{"a":"x","b":null,"c":1,"d":true,"e":["y","z"],"f":{}}"#
        );
    }
}
