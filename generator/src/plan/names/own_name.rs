//! The name that the document gives a schema which is no component: that of the response, the parameter or whatever else it
//! is the schema of, or its title.

use super::identifiers::spoken;
use super::paths::{VERBS, names_a_thing};
use super::words::words;
use crate::api::Shape;
use crate::lists::Listing;

/// A component that is no schema, and has one of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Home {
    pub(super) name: String,
    /// What it is, in a word.
    pub(super) role: &'static str,
}

/// The response, request body, parameter or header among the components that this is the schema of.
pub(super) fn home(shape: &Shape) -> Option<Home> {
    let pointer = &shape.schema.as_ref().filter(|_| shape.component.is_none())?.0;
    let (_, path) = pointer.rsplit_once("#/")?;
    let steps = path.split('/').list();
    let (section, name, rest) = match steps.as_slice() {
        ["components", section, name, rest @ ..] => (*section, *name, rest),
        // As Swagger 2.0 has them. What an operation has that is a file of its own stands there by place or status.
        [section @ ("responses" | "parameters"), name, rest @ ..] if !is_status(name) => (*section, *name, rest),
        _ => return None,
    };
    let role = match section {
        "responses" => "response",
        "requestBodies" => "request",
        "parameters" => "parameter",
        "headers" => "header",
        _ => return None,
    };
    let is_whole = match rest {
        ["content", _, last] => matches!(*last, "schema" | "itemSchema"),
        ["schema"] => true,
        [] => section == "parameters",
        _ => false,
    };
    let name = name.replace("~1", "/").replace("~0", "~");
    is_whole.then_some(Home { name, role })
}

/// Whether this is a number, or what stands for statuses: `2XX`, `default`.
fn is_status(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_digit()) || name == "default"
}

/// The words of a title that names rather than describes: a few, each with a capital where there are several, that say
/// more than the property does which they stand at.
pub(super) fn title(shape: &Shape) -> Option<Vec<String>> {
    let title = shape.title.as_deref()?.trim();
    let is_plain = title.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-'));
    let is_name = !title.contains(' ') || title.split(' ').all(|word| !word.starts_with(char::is_lowercase));
    if !is_plain || !is_name {
        return None;
    }
    let words = words(title);
    let first = words.first()?.as_str();
    let is_phrase =
        VERBS.contains(&first) || first == "response" || words.iter().any(|word| SMALL.contains(&word.as_str()));
    let place = shape.schema.as_ref().and_then(|pointer| pointer.0.rsplit('/').next()).unwrap_or_default();
    let says_more = spoken(place) != words;
    (words.len() <= 4 && !is_phrase && says_more && names_a_thing(&words) && !is_general(&words)).then_some(words)
}

/// Words of phrases.
const SMALL: &[&str] = &["of", "the", "a", "an", "for", "by", "with", "to", "in", "from", "that", "which", "is"];

/// Titles that any schema could have.
fn is_general(words: &[String]) -> bool {
    const GENERAL: &[&str] =
        &["param", "params", "parameter", "parameters", "object", "schema", "model", "type", "success", "ok"];
    words.iter().all(|word| GENERAL.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(pointer: &str, title: Option<&str>) -> Shape {
        let schema = Some(crate::value::Pointer(pointer.into()));
        Shape { schema, title: title.map(str::to_owned), ..Shape::ANY }
    }

    #[test]
    fn components_that_are_no_schemas_name_theirs() {
        for (pointer, name, role) in [
            ("#/components/responses/NotFound/content/application~1json/schema", "NotFound", "response"),
            ("#/components/requestBodies/Pet/content/a~1b/schema", "Pet", "request"),
            ("#/components/parameters/per~1page/schema", "per/page", "parameter"),
            ("#/responses/NotFound/schema", "NotFound", "response"),
            ("#/parameters/sort", "sort", "parameter"),
        ] {
            assert_eq!(home(&shape(pointer, None)), Some(Home { name: name.to_owned(), role }), "{pointer}");
        }
        for pointer in [
            "#/components/responses/NotFound/content/application~1json/schema/items",
            "#/components/schemas/Pet",
            "pets.yaml#/parameters/1/schema",
            "pets.yaml#/responses/200/content/a~1b/schema",
            "pets.yaml#/responses/default/content/a~1b/schema",
            "#/paths/~1a/get/responses/200/content/a~1b/schema",
        ] {
            assert_eq!(home(&shape(pointer, None)), None, "{pointer}");
        }
    }

    #[test]
    fn titles_name_or_describe() {
        let title = |text: &str| title(&shape("#/a/properties/item_id", Some(text))).map(|words| words.join(" "));
        assert_eq!(title("WebhookConfig"), Some("webhook config".to_owned()));
        assert_eq!(title("Webhook Config"), Some("webhook config".to_owned()));
        assert_eq!(title("billing_address_param"), Some("billing address param".to_owned()));
        for text in
            ["The config of it.", "List of pets", "a pet", "Item Id", "param", "Response Read Flows", "Success", ""]
        {
            assert_eq!(title(text), None, "{text}");
        }
    }
}
