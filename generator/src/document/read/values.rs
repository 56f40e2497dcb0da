//! Values that a schema lists and that are not of its type, but written as those are that it means.

use super::fields::SPELLED_MOST;
use super::reader::Reader;
use crate::document::Schema;
use crate::lists::Changing;
use crate::value::{Node, Pointer, Types};

impl Reader<'_> {
    /// Reads the values that a schema gives as of its own types where they are of another one: `type: string, enum: [2023.1]`
    /// means text, `type: integer, enum: ["1"]` numbers. What they were is kept to be told.
    pub(super) fn retype(&mut self, schema: &mut Schema, at: &Pointer) {
        let types = schema.types;
        if types.is_empty() || schema.enumeration.is_none() && schema.rare().constant.is_none() {
            return;
        }
        let mut retyped: Vec<(Option<usize>, Node)> = Vec::new();
        let listed = at.child("enum");
        for (number, value) in schema.enumeration.iter_mut().flatten().enumerate() {
            if let Some(meant) = self.meant(types, value, || listed.child(&number.to_string())) {
                retyped.push((Some(number), std::mem::replace(value, meant)));
            }
        }
        let constant = schema.rare().constant.as_ref();
        if let Some(meant) = constant.and_then(|constant| self.meant(types, constant, || at.child("const"))) {
            retyped.add_all(schema.rare_mut().constant.replace(meant).map(|constant| (None, constant)));
        }
        if retyped.is_empty() {
            return;
        }
        // Who writes the values so writes the default and the examples so.
        for value in schema.default.iter_mut().chain(&mut schema.examples) {
            let same = retyped.iter().find(|(_, before)| before == value).and_then(|(number, _)| *number);
            let listed = same.and_then(|number| schema.enumeration.as_ref()?.get(number).cloned());
            if let Some(meant) = listed.or_else(|| self.meant(types, value, || at.child("default"))) {
                *value = meant;
            }
        }
        schema.rare_mut().retyped = retyped;
    }

    /// A value of one of these types that is written like one that is not. Text is what stands there: `2024.10`, and not
    /// the number 2024.1 that it would be.
    fn meant(&mut self, types: Types, value: &Node, place: impl Fn() -> Pointer) -> Option<Node> {
        match value {
            Node::Number(text) if types.both(Types::NUMBER.with(Types::INTEGER)).is_empty() => {
                types.contains(Types::STRING).then(|| self.as_spelled(text, place))
            }
            Node::Bool(value) if !types.contains(Types::BOOLEAN) => {
                types.contains(Types::STRING).then(|| self.as_spelled(&value.to_string(), place))
            }
            Node::String(text) if !types.contains(Types::STRING) => match text.as_str() {
                "true" | "false" if types.contains(Types::BOOLEAN) => Some(Node::Bool(text == "true")),
                text if types.contains(Types::NUMBER) => {
                    serde_json::from_str::<serde_json::Number>(text).is_ok().then(|| Node::Number(text.into()))
                }
                // In the one spelling that is written back as it was.
                text if types.contains(Types::INTEGER) => {
                    let number: i64 = text.parse().ok()?;
                    (number.to_string() == text).then(|| Node::Number(text.into()))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The text of a number or a boolean as its file has it. Each one costs a scan of the file up to its place.
    fn as_spelled(&mut self, text: &str, place: impl Fn() -> Pointer) -> Node {
        let is_whole = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if is_whole || self.spelled_values >= SPELLED_MOST {
            return Node::String(text.to_owned());
        }
        self.spelled_values += 1;
        Node::String(self.sources.spelling(&place()).unwrap_or(text).to_owned())
    }
}
