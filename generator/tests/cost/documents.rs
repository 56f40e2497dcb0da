//! Documents whose cost is looked at.

use serde_json::{Map, Value, json};

pub(crate) fn string() -> Value {
    json!({ "type": "string" })
}

pub(crate) fn object(properties: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        properties.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "type": "object", "properties": properties })
}

pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

pub(crate) fn document(paths: Map<String, Value>, components: Value) -> Value {
    json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": paths, "components": components })
}

/// A document with one operation, whose answer is the component of this name.
pub(crate) fn answering(schemas: Value, name: &str) -> Value {
    let content = json!({ "application/json": { "schema": reference(name) } });
    let get = json!({ "operationId": "x", "responses": { "200": { "description": "ok", "content": content } } });
    document(Map::from_iter([("/x".to_owned(), json!({ "get": get }))]), json!({ "schemas": schemas }))
}

/// So many schemas, called `S0` and so on.
pub(crate) fn schemas(count: usize, schema: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count).map(|at| (format!("S{at}"), schema(at))).collect()
}

/// A document whose answer has a property for each of these schemas.
pub(crate) fn answering_all(mut schemas: Map<String, Value>) -> Value {
    let fields: Map<String, Value> =
        schemas.keys().enumerate().map(|(at, name)| (format!("f{at}"), reference(name))).collect();
    schemas.insert("Root".to_owned(), json!({ "type": "object", "properties": fields }));
    answering(Value::Object(schemas), "Root")
}

/// A document whose answer is the first of a chain of schemas: each is made of the next one, the last is an object.
pub(crate) fn chain(length: usize, link: impl Fn(usize, Value) -> Value) -> Value {
    let mut schemas = schemas(length, |at| link(at, reference(&format!("S{}", at + 1))));
    schemas.insert(format!("S{length}"), object(&[("last", string())]));
    answering(Value::Object(schemas), "S0")
}

/// A chain in which each schema is made of two, both of which take over the next one.
pub(crate) fn diamonds(length: usize, combine: impl Fn(Value, Value) -> Value) -> Value {
    diamonds_of(length, combine, |next, own| json!({ "allOf": [next], "properties": { own: string() } }))
}

/// A chain in which each schema is made of two, both of which lead to the next one.
pub(crate) fn diamonds_of(
    length: usize,
    combine: impl Fn(Value, Value) -> Value,
    side: impl Fn(Value, String) -> Value,
) -> Value {
    let mut all = schemas(length, |at| combine(reference(&format!("Left{at}")), reference(&format!("Right{at}"))));
    for at in 0..length {
        for name in ["Left", "Right"] {
            let own = format!("{}{at}", name.to_lowercase());
            all.insert(format!("{name}{at}"), side(reference(&format!("S{}", at + 1)), own));
        }
    }
    all.insert(format!("S{length}"), object(&[("last", string())]));
    answering(Value::Object(all), "S0")
}

/// Unions of so many variants each, so many of them in one `allOf`: the answer of the only operation.
pub(crate) fn product(levels: usize, size: usize) -> Value {
    let variant = |level: usize, at: usize| object(&[(&format!("k{level}_{at}"), string())]);
    let union = |level| json!({ "anyOf": (0..size).map(|at| variant(level, at)).collect::<Vec<_>>() });
    answering(json!({ "S0": { "allOf": (0..levels).map(union).collect::<Vec<_>>() } }), "S0")
}

/// So many operations: four to a path, a hundred to a tag, a schema to each forty, with three references each.
pub(crate) fn operations(count: usize) -> Value {
    let properties = [("id", string()), ("name", string()), ("size", json!({ "type": "integer" }))];
    let mut schemas: Map<String, Value> =
        (0..count.div_ceil(40)).map(|at| (format!("Resource{at}"), object(&properties))).collect();
    schemas.insert("Error".to_owned(), object(&[("code", json!({ "type": "integer" })), ("message", string())]));
    let mut paths = Map::new();
    for at in 0..count {
        let (resource, method) = (at / 4, ["get", "put", "delete", "post"][at % 4]);
        let content = json!({ "application/json": { "schema": reference(&format!("Resource{}", at / 40)) } });
        let path = format!("/group{}/resource{resource}/{{id}}", at / 100);
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method] = json!({
            "operationId": format!("{method}Resource{resource}"),
            "tags": [format!("Group {}", at / 100)],
            "parameters": [{ "$ref": "#/components/parameters/id" }],
            "responses": {
                "200": { "description": "", "content": content },
                "default": { "$ref": "#/components/responses/Error" }
            }
        });
    }
    let content = json!({ "application/json": { "schema": reference("Error") } });
    let components = json!({
        "schemas": schemas,
        "parameters": { "id": { "name": "id", "in": "path", "required": true, "schema": string() } },
        "responses": { "Error": { "description": "What went wrong.", "content": content } }
    });
    let mut document = document(paths, components);
    document["servers"] = json!([{ "url": "https://example.com" }]);
    document
}

/// A chain of so many subtypes, each with a property of its own; those that this says have a discriminator. The answer
/// has the first two.
pub(crate) fn subtypes(count: usize, is_base: impl Fn(usize) -> bool) -> Value {
    let subtype = |at: usize| {
        let mut subtype = object(&[("kind", string()), (&format!("p{at}"), string())]);
        if at > 0 {
            subtype["allOf"] = json!([reference(&format!("S{}", at - 1))]);
        }
        if is_base(at) {
            subtype["discriminator"] = json!({ "propertyName": "kind" });
        }
        subtype
    };
    let mut schemas = schemas(count, subtype);
    schemas.insert("Root".to_owned(), object(&[("first", reference("S0")), ("second", reference("S1"))]));
    answering(Value::Object(schemas), "Root")
}
