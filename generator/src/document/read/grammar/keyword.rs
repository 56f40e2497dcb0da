//! Keywords of a schema that are almost one of JSON Schema's.

use super::super::glued::glued;
use super::super::located::Located;
use super::super::reader::Reader;
use super::field::Field;
use super::kind::Kind;
use super::object::{Object, Step};
use super::unread::{follows, no_blank};
use crate::diagnostic::{Code, Diagnostic, closest_within, listed};
use crate::lists::Listing;
use crate::value::Node;

/// Keywords that others write and mean, near as they are to one of JSON Schema's.
const HONEST: &[&str] = &["noneOf", "note", "when", "cost", "order", "unit", "titles", "formatted", "exampleOf"];

impl Reader<'_> {
    /// Tells of a keyword that is none, if it is surely meant to be one: that is absent and would hold such a value.
    pub(in super::super) fn check_keyword(&mut self, at: &Located<'_>, key: &str, value: &Node) {
        if glued(key, value).is_some_and(|name| Kind::Schema.field(name, self.version).is_some()) {
            self.diagnostics.push(no_blank(&[key]).at_key(&at.pointer.child(key)));
            return;
        }
        let Some(field) = meant(key, value).filter(|field| !at.has(field.name)) else { return };
        let diagnostic = Diagnostic::warning(Code::MisspelledField, format!("the field `{key}` is not read"))
            .at_key(&at.pointer.child(key));
        let diagnostic = follows(diagnostic, Kind::Schema, field.name);
        self.diagnostics.push(diagnostic.help(format!("did you mean `{}`?", field.name)));
        let (step, kind) = (Step::From(&at.pointer), Kind::Schema);
        let object = Object { node: at.node, kind, step, around: None, is_lost: true };
        self.check_misspelled(&object, key, field.name, value);
    }

    /// Tells of schemas in the place of keywords, in what is said to be an object and has no properties: they are those.
    pub(in super::super) fn check_loose_properties(&mut self, at: &Located<'_>) {
        if at.has("properties") {
            return;
        }
        let is_schema = |node: &Node| {
            let says = |key: &str| node.get(key).and_then(Node::as_str).is_some();
            says("$ref") || says("type")
        };
        let is_loose = |(key, node): &&(String, Node)| !key.starts_with(['x', '$']) && is_schema(node);
        let is_known = |key: &str| Kind::Schema.fields().iter().any(|field| field.name == key) || key == "definitions";
        let loose = at.node.entries().iter().filter(is_loose).map(|(key, _)| key.as_str());
        let loose: Vec<&str> = loose.filter(|key| !is_known(key)).list();
        let Some(first) = loose.first() else { return };
        let (are, them) = if loose.len() == 1 { ("is not a keyword", "it") } else { ("are not keywords", "them") };
        self.diagnostics.push(
            Diagnostic::warning(Code::MisplacedField, format!("{} {are} of a schema", listed(loose.iter().copied())))
                .at_key(&at.pointer.child(first))
                .label("not read: the object has no properties")
                .help(format!("put {them} into `properties`, one level down")),
        );
    }
}

/// The keyword that one was meant to be.
fn meant(key: &str, value: &Node) -> Option<&'static Field> {
    if key.starts_with("x-") || HONEST.contains(&key) {
        return None;
    }
    let fields = Kind::Schema.fields();
    let plain: String = key.chars().filter(|letter| !matches!(letter, '_' | '-')).text();
    if let Some(field) = fields.iter().find(|field| field.name.eq_ignore_ascii_case(&plain)) {
        return Some(field);
    }
    if key == "ref" {
        let is_reference = value.as_str().is_some_and(|text| text.contains('#'));
        return fields.iter().find(|field| field.name == "$ref").filter(|_| is_reference);
    }
    // A letter of seven, two of more: what differs by more is a word of its own.
    let allowed = if plain.chars().count() < 8 { 1 } else { 2 };
    let name = closest_within(&plain, fields.iter().map(|field| field.name), allowed)?;
    // Short keywords are near to many words.
    let is_telling =
        name.len() > 3 && !matches!(name, "const" | "then" | "else" | "$ref" | "$defs" | "default" | "example");
    fields.iter().find(|field| field.name == name && is_telling && field.fits(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_surely_misspelled_is_told() {
        let text = || Node::String("x".into());
        let map = || Node::Map(Vec::new());
        for (key, value, expected) in [
            ("typ", text(), Some("type")),
            ("tpye", text(), Some("type")),
            ("maxLenght", Node::Number("3".into()), Some("maxLength")),
            ("max_length", Node::Number("3".into()), Some("maxLength")),
            ("propertys", map(), Some("properties")),
            ("requird", Node::Seq(Vec::new()), Some("required")),
            ("descripton", text(), Some("description")),
            ("ref", Node::String("#/components/schemas/A".into()), Some("$ref")),
            // Another kind of value.
            ("typ", map(), None),
            ("note", text(), None),
            ("property", text(), None),
            ("ref", text(), None),
            // Words of their own.
            ("markdownDescription", text(), None),
            ("order", Node::Number("3".into()), None),
            ("unit", text(), None),
            ("optional", Node::Bool(true), None),
            ("extensions", map(), None),
            ("item", text(), None),
            ("cost", Node::Number("3".into()), None),
            ("count", Node::Number("3".into()), None),
            ("minimal", Node::Number("3".into()), None),
            ("readable", Node::Bool(true), None),
            ("x-type", text(), None),
        ] {
            assert_eq!(meant(key, &value).map(|field| field.name), expected, "{key}");
        }
    }
}
