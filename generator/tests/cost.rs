//! What a document may cost: code that is no more than 50 times as large, in time and memory that grow with its size.
//!
//! Nothing here is timed. The documents are such that a run which repeats or multiplies what they say would not end, or
//! would write far more than is allowed; `cargo bench -p oasmith --bench generate` measures.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::fs;
use std::path::Path;

use oasmith::{Diagnostic, Generator};
use serde_json::{Map, Value, json};

#[path = "cost/documents.rs"]
mod documents;
use documents::*;

/// What came of a document.
struct Run {
    said: String,
    diagnostics: Vec<Diagnostic>,
    operations: usize,
    code: String,
    /// The bytes of code for each byte of the document.
    ratio: usize,
}

impl Run {
    fn of(name: &str, document: &Value) -> Run {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cost").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let text = document.to_string();
        fs::write(folder.join("api.json"), &text).unwrap();
        let report = Generator::new(folder.join("api.json")).module(folder.join("client")).run().unwrap();
        let mut code = String::new();
        for file in &report.outputs {
            code += &fs::read_to_string(file).unwrap();
        }
        let ratio = code.len() / text.len();
        assert!(ratio <= 50 || code.len() < 100_000, "{name}: {} bytes gave {}", text.len(), code.len());
        Run { said: report.to_string(), diagnostics: report.diagnostics, operations: report.operations, code, ratio }
    }

    /// Whether a limit with this code was hit, at a place, with what to do.
    fn is_limited(&self, code: &str) -> bool {
        let told = self.diagnostics.iter().find(|told| told.code == Some(code) && told.not_shown == 0);
        told.is_some_and(|told| told.location.as_ref().is_some_and(|location| location.file.ends_with("api.json")))
    }

    fn has(&self, code: &str) -> bool {
        self.code.contains(code)
    }
}

#[test]
fn what_is_named_twice_is_one() {
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let run = Run::of(&format!("twice-{keyword}"), &chain(60, |_, next| json!({ keyword: [next.clone(), next] })));
        assert_eq!(run.said.contains("note[identical-alternatives]"), keyword == "oneOf", "{}", run.said);
        assert!(!run.said.contains("warning["), "{}", run.said);
        assert!(run.has("pub last: Option<String>"), "{keyword}");
        assert!(!run.has("Unknown"), "{keyword}");
    }
}

#[test]
fn a_diamond_is_walked_once() {
    let run = Run::of("diamond", &diamonds(60, |left, right| json!({ "allOf": [left, right] })));
    assert_eq!(run.said, "");
    assert!(run.has("pub left59") && run.has("pub right0") && run.has("pub last"));
    // In a cycle as well.
    let mut cycle = diamonds(60, |left, right| json!({ "allOf": [left, right] }));
    *cycle.pointer_mut("/components/schemas/S60").unwrap() = json!({ "allOf": [reference("S0"), reference("S0")] });
    assert!(Run::of("diamond-cycle", &cycle).said.contains("reference-cycle"));
}

#[test]
fn diamonds_of_unions_are_a_limit_or_shared() {
    for keyword in ["oneOf", "anyOf"] {
        let combine = |left, right| json!({ keyword: [left, right] });
        let shared = diamonds_of(60, combine, |next, own| json!({ keyword: [next, object(&[(&own, string())])] }));
        let run = Run::of(&format!("union-diamond-{keyword}"), &shared);
        assert!(!run.said.contains("warning"), "{}", run.said);
        assert!(run.has("pub last: "));
        let taken_over = diamonds(60, combine);
        assert!(Run::of(&format!("union-diamond-taken-over-{keyword}"), &taken_over).is_limited("multiplied-schema"));
        let multiplied = diamonds(
            60,
            |left, right| json!({ keyword: [left, right], "type": "object", "properties": { "beside": { "type": "string" } } }),
        );
        assert!(Run::of(&format!("union-diamond-beside-{keyword}"), &multiplied).is_limited("multiplied-schema"));
    }
}

#[test]
fn a_product_of_unions_is_json() {
    let union = |level: usize, size: usize| {
        let variants: Vec<Value> = (0..size).map(|at| object(&[(&format!("k{level}_{at}"), string())])).collect();
        json!({ "anyOf": variants })
    };
    for (name, size, levels) in [("wide", 7, 7), ("deep", 2, 60)] {
        let product = json!({ "allOf": (0..levels).map(|level| union(level, size)).collect::<Vec<_>>() });
        let beside = json!({ "oneOf": [object(&[("a", string())]), object(&[("b", string())])], "properties": { "c": string() } });
        let root = object(&[
            ("product", reference("Product")),
            ("beside", reference("Beside")),
            ("plain", reference("Plain")),
        ]);
        let run = Run::of(
            &format!("product-{name}"),
            &answering(
                json!({ "Root": root, "Product": product, "Beside": beside, "Plain": object(&[("d", string())]) }),
                "Root",
            ),
        );
        assert!(run.is_limited("multiplied-schema"), "{}", run.said);
        assert!(run.said.contains("`Product` is any JSON value"), "{}", run.said);
        assert_eq!(run.said.matches("multiplied-schema").count(), 1, "{}", run.said);
        assert!(run.has("pub product: Option<rt::Value>"), "{}", run.code);
        // The rest is as it would be without it.
        assert!(run.has("pub beside: Option<Beside>") && run.has("pub enum Beside") && run.has("pub struct Plain"));
    }
}

#[test]
fn a_product_that_the_document_can_afford_is_written_out() {
    let run = Run::of("product-small", &product(3, 2));
    assert_eq!(run.said, "");
    assert!(run.has("pub enum S0"));
}

#[test]
fn what_many_take_over_is_a_limit() {
    // Each of 600 schemas is the large one and a property.
    let large: Map<String, Value> = (0..3_000).map(|at| (format!("p{at}"), string())).collect();
    let mut schemas =
        schemas(600, |at| json!({ "allOf": [reference("Large")], "properties": { (format!("own{at}")): string() } }));
    schemas.insert("Large".to_owned(), json!({ "type": "object", "properties": large }));
    let run = Run::of("taken-over", &answering_all(schemas));
    assert!(run.is_limited("multiplied-schema"), "{}", run.said);
    assert!(run.has("pub struct S0 ") && run.has("pub own0"));
    assert!(run.has("pub f599: Option<rt::Value>"));
}

#[test]
fn intersections_of_intersections_come_to_an_end() {
    // The property `next` of five cycles of different lengths: 2,310 intersections come of 28 schemas.
    let mut schemas = Map::new();
    for length in [2, 3, 5, 7, 11] {
        for at in 0..length {
            let next = reference(&format!("C{length}x{}", (at + 1) % length));
            schemas
                .insert(format!("C{length}x{at}"), object(&[("next", next), (&format!("v{length}x{at}"), string())]));
        }
    }
    let members: Vec<Value> = [2, 3, 5, 7, 11].iter().map(|length| reference(&format!("C{length}x0"))).collect();
    schemas.insert("Root".to_owned(), json!({ "allOf": members }));
    let run = Run::of("cycles", &answering(Value::Object(schemas), "Root"));
    assert!(run.is_limited("multiplied-schema"), "{}", run.said);
    // One that holds itself in its own intersection does not grow.
    let run = Run::of(
        "holds-itself",
        &answering(
            json!({ "Root": object(&[("a", json!({ "allOf": [reference("Root"), object(&[("b", string())])] }))]) }),
            "Root",
        ),
    );
    assert_eq!(run.said, "");
}

#[test]
fn lists_of_lists_are_spelled_sixteen_deep() {
    let nested = |levels: usize| {
        chain(levels, |at, next| match at % 2 {
            0 => json!({ "type": ["array", "null"], "items": next, "minItems": at + 1 }),
            _ => json!({ "type": "object", "additionalProperties": next }),
        })
    };
    let run = Run::of("lists-deep", &nested(1_500));
    assert!(run.is_limited("nested-too-deep"), "{}", run.said);
    assert!(run.has("rt::Value"));
    assert!(run.ratio < 1);
    assert_eq!(Run::of("lists-allowed", &nested(16)).said, "");
    assert!(Run::of("lists-too-deep", &nested(17)).is_limited("nested-too-deep"));
}

#[test]
fn rules_that_many_values_have_are_written_once() {
    let patterns: Vec<Value> = (0..300).map(|at| json!({ "pattern": format!("^p{at}") })).collect();
    for (name, schema) in [
        ("values", json!({ "type": "number", "enum": (0..700).map(|at| f64::from(at) + 0.5).collect::<Vec<_>>() })),
        ("pattern", json!({ "type": "string", "pattern": "a".repeat(7_000) })),
        ("alternatives", json!({ "type": "string", "anyOf": patterns })),
        (
            "not",
            json!({ "type": "array", "items": string(), "not": { "contains": { "enum": (0..700).collect::<Vec<_>>() } } }),
        ),
    ] {
        let root: Map<String, Value> = (0..700).map(|at| (format!("f{at}"), reference("Shared"))).collect();
        let document = answering(json!({ "Root": { "type": "object", "properties": root }, "Shared": schema }), "Root");
        let run = Run::of(&format!("rules-{name}"), &document);
        assert!(run.has("pub f699: Option<"), "{name}");
        assert!(run.has("rule_definitions::SHARED"), "{name}");
    }
}

#[test]
fn prose_and_samples_that_many_places_share_are_shortened() {
    let prose = "These words stand in very many places. ".repeat(1_500);
    for (name, schema) in [
        ("description", json!({ "type": "string", "description": prose })),
        ("default", json!({ "type": "string", "default": prose })),
        ("example", json!({ "type": "array", "items": string(), "example": vec!["word"; 6_000] })),
    ] {
        let root: Map<String, Value> = (0..1_000).map(|at| (format!("f{at}"), reference("Shared"))).collect();
        let run = Run::of(
            &format!("prose-{name}"),
            &answering(json!({ "Root": { "type": "object", "properties": root }, "Shared": schema }), "Root"),
        );
        assert!(run.is_limited("shortened-prose"), "{}", run.said);
        assert!(run.has("pub f999"), "{name}");
    }
    let components = json!({
        "parameters": { "P": { "name": "p", "in": "query", "description": prose, "schema": string() } },
        "responses": { "R": { "description": prose, "headers": { "X-H": { "description": prose, "schema": string() } } } },
        "requestBodies": { "B": { "description": prose, "content": { "application/json": { "schema": string() } } } }
    });
    let operation = json!({
        "parameters": [{ "$ref": "#/components/parameters/P" }],
        "requestBody": { "$ref": "#/components/requestBodies/B" },
        "responses": { "200": { "$ref": "#/components/responses/R" } }
    });
    let paths: Map<String, Value> = (0..600).map(|at| (format!("/p{at}"), json!({ "post": operation }))).collect();
    let run = Run::of("prose-operations", &document(paths, components));
    assert!(run.is_limited("shortened-prose"), "{}", run.said);
    assert_eq!(run.operations, 600);
    assert!(run.has("These words stand in very many places."));
}

#[test]
fn operations_that_repeat_too_much_are_left_out() {
    // Each of 1,000 paths is the path item that has a thousand parameters.
    let parameters: Map<String, Value> = (0..1_000)
        .map(|at| (format!("p{at}"), json!({ "name": format!("q{at}"), "in": "query", "schema": string() })))
        .collect();
    let all: Vec<Value> = (0..1_000).map(|at| json!({ "$ref": format!("#/components/parameters/p{at}") })).collect();
    let item = json!({ "get": { "parameters": all, "responses": { "204": { "description": "done" } } } });
    let mut paths: Map<String, Value> =
        (0..1_000).map(|at| (format!("/p{at}"), json!({ "$ref": "#/components/pathItems/I" }))).collect();
    paths.insert(
        "/small".to_owned(),
        json!({ "get": {
        "operationId": "small",
        "parameters": [{ "$ref": "#/components/parameters/p0" }],
        "responses": { "204": { "description": "done" } }
    } }),
    );
    let run = Run::of("repeated", &document(paths, json!({ "parameters": parameters, "pathItems": { "I": item } })));
    assert!(run.is_limited("skipped-operation"), "{}", run.said);
    assert!(run.said.contains("repeated so often"), "{}", run.said);
    assert!(run.operations > 1 && run.operations < 100, "{}", run.operations);
    // What is large does not use up what others need.
    assert!(run.has("pub fn small("));
}

#[test]
fn operations_do_without_a_callback_that_is_repeated_too_much() {
    let item = json!({ "post": {
        "requestBody": { "content": { "application/json": { "schema": reference("S0") } } },
        "responses": { "204": { "description": "done" } }
    } });
    let expressions: Map<String, Value> =
        (0..100).map(|at| (format!("{{$request.query.url{at}}}"), item.clone())).collect();
    let operation = json!({
        "callbacks": { "changed": { "$ref": "#/components/callbacks/C" } },
        "responses": { "204": { "description": "done" } }
    });
    let paths: Map<String, Value> = (0..600).map(|at| (format!("/p{at}"), json!({ "get": operation }))).collect();
    let components = json!({ "callbacks": { "C": expressions }, "schemas": schemas(1, |_| string()) });
    let run = Run::of("callbacks", &document(paths, components));
    assert_eq!(run.operations, 600);
    assert!(run.is_limited("ignored-callback"), "{}", run.said);
    assert!(
        run.said.contains("the callback `changed` is left out: what it refers to is repeated so often"),
        "{}",
        run.said
    );
    assert!(!run.said.contains("skipped-operation"), "{}", run.said);
    assert!(run.has("callback `changed`"));
}

#[test]
fn references_may_be_as_many_as_there_are_operations() {
    let run = Run::of("operations", &operations(2_500));
    assert_eq!((run.operations, run.said.as_str()), (2_500, ""));
    assert!(run.ratio < 10);
}

#[test]
fn names_do_not_grow_with_the_path_to_a_type() {
    // Each level is named after the one above it, and 3,000 bytes.
    let schema = (0..50).fold(string(), |inner, at| object(&[(&format!("{}{at}", "w".repeat(3_000)), inner)]));
    Run::of("long-names", &answering(json!({ "Root": schema }), "Root"));
    let fields: Map<String, Value> =
        (0..500).map(|at| (format!("f{at}"), object(&[(&format!("z{at}"), string())]))).collect();
    let mut document = answering(json!({ "Root": string() }), "Root");
    let get = document.pointer_mut("/paths/~1x/get").unwrap();
    get["operationId"] = json!("aB".repeat(20_000));
    get["responses"]["200"]["content"]["application/json"]["schema"] =
        json!({ "type": "object", "properties": fields });
    Run::of("long-operation-id", &document);
}

#[test]
fn alternatives_of_security_are_listed_up_to_a_limit() {
    let schemes: Map<String, Value> =
        (0..500).map(|at| (format!("s{at}"), json!({ "type": "http", "scheme": "bearer" }))).collect();
    let paths: Map<String, Value> = (0..150)
        .map(|at| (format!("/p{at}"), json!({ "get": { "responses": { "204": { "description": "done" } } } })))
        .collect();
    let mut document = document(paths, json!({ "securitySchemes": schemes }));
    document["security"] = (0..500).map(|at| json!({ (format!("s{at}")): [] })).collect();
    let run = Run::of("security", &document);
    assert!(run.said.contains("more than 100 schemes"), "{}", run.said);
    assert!(run.has("S99.required()") && !run.has("S100.required()"));
    // What the document asks for is said once.
    assert_eq!(run.operations, 150);
    assert_eq!(run.code.matches("S99.required()").count(), 1);
    assert_eq!(run.code.matches(".security(security::BY_DEFAULT)").count(), 150);
}

#[test]
fn many_of_everything_is_no_limit() {
    let strings = |count: usize| (0..count).map(|at| (format!("p{at}"), string())).collect::<Map<_, _>>();
    let objects = |count: usize| {
        (0..count).map(|at| (format!("p{at}"), object(&[(&format!("q{at}"), string())]))).collect::<Map<_, _>>()
    };
    let alike = (0..1_500).map(|at| {
        (format!("f{}_{}x", "-".repeat(at % 97), "_".repeat(at / 97 + 1)), object(&[(&format!("z{at}"), string())]))
    });
    let variants = |count: usize, of: &dyn Fn(usize) -> Value| (0..count).map(of).collect::<Vec<_>>();
    for (name, schema) in [
        ("properties", json!({ "type": "object", "properties": strings(5_000) })),
        ("types", json!({ "type": "object", "properties": objects(1_500) })),
        ("names-alike", json!({ "type": "object", "properties": alike.collect::<Map<_, _>>() })),
        ("variants", json!({ "anyOf": variants(700, &|at| object(&[(&format!("k{at}"), string())])) })),
        (
            "lists",
            json!({ "oneOf": variants(700, &|at| json!({ "type": "array", "items": { "type": "string", "maxLength": at + 1 } })) }),
        ),
        ("tuple", json!({ "type": "array", "prefixItems": vec![string(); 1_500] })),
        (
            "restricts",
            json!({ "type": "object", "properties": strings(400), "oneOf": variants(400, &|at| json!({ "required": [format!("p{at}")] })) }),
        ),
    ] {
        let run = Run::of(&format!("many-{name}"), &answering(json!({ "Root": schema }), "Root"));
        assert!(!run.said.contains("warning"), "{name}: {}", run.said);
    }
    for (name, document) in [
        ("references", chain(5_000, |_, next| next)),
        ("all-of", chain(2_000, |_, next| json!({ "allOf": [next] }))),
        ("records", chain(1_000, |_, next| object(&[("next", next)]))),
        (
            "subtypes",
            answering(
                Value::Object({
                    let mut subtypes = schemas(
                        700,
                        |at| json!({ "allOf": [reference("Base")], "properties": { (format!("q{at}")): string() } }),
                    );
                    subtypes.insert("Base".to_owned(), json!({ "type": "object", "required": ["t"], "properties": { "t": string() }, "discriminator": { "propertyName": "t" } }));
                    subtypes
                }),
                "Base",
            ),
        ),
    ] {
        let run = Run::of(&format!("many-{name}"), &document);
        assert!(!run.said.contains("warning"), "{name}: {}", run.said);
    }
}

#[test]
fn heirs_stand_for_their_heirs_as_far_as_that_is_affordable() {
    let few = Run::of("subtypes-few", &subtypes(12, |at| at == 0));
    assert_eq!(few.said, "");
    assert!(few.has("pub enum AnyS1 "));
    for (name, document) in [("many", subtypes(2_000, |at| at == 0)), ("bases", subtypes(2_000, |_| true))] {
        let run = Run::of(&format!("subtypes-{name}"), &document);
        assert!(run.is_limited("multiplied-schema"), "{}", run.said);
        assert!(run.said.contains("subtypes of `S0` do not stand for their own subtypes"), "{}", run.said);
        assert_eq!(run.said.matches("do not stand for").count(), 1, "{}", run.said);
        assert!(run.has("pub enum S0") && run.has("pub struct S1") && !run.has("AnyS1"));
    }
    // Ten bases of one schema that has a thousand subtypes.
    let subtype = json!({ "allOf": [reference("Middle")], "properties": { "t": string() } });
    let mut schemas = schemas(1_000, |_| subtype.clone());
    let bases: Vec<String> = (0..10).map(|at| format!("Base{at}")).collect();
    let base = json!({ "discriminator": { "propertyName": "t" } });
    schemas.extend(bases.iter().map(|name| (name.clone(), base.clone())));
    let middle = bases.iter().map(|name| reference(name)).collect::<Vec<_>>();
    schemas.insert("Middle".to_owned(), json!({ "allOf": middle }));
    let run = Run::of("subtypes-of-many", &answering_all(schemas));
    assert!(run.is_limited("multiplied-schema"), "{}", run.said);
    assert!(run.said.contains("` does not stand for its subtypes"), "{}", run.said);
}

#[test]
fn dangling_references_are_compared_with_few_names() {
    let mut schemas = schemas(1_000, |_| string());
    let fields: Map<String, Value> = (0..1_000).map(|at| (format!("f{at}"), reference(&format!("T{at}")))).collect();
    schemas.insert("Root".to_owned(), json!({ "type": "object", "properties": fields }));
    let run = Run::of("dangling", &answering(Value::Object(schemas), "Root"));
    assert!(run.said.contains("[dangling-reference]"));
    assert!(run.said.matches("did you mean").count() <= 50);
}

/// A document whose only answer is of this schema.
fn one_schema(schema: Value) -> Value {
    let schemas: Map<String, Value> = [("Root".to_owned(), schema)].into_iter().collect();
    answering(Value::Object(schemas), "Root")
}

#[test]
fn a_large_value_is_not_held_to_a_large_pattern() {
    let value = "ab".repeat(200_000) + "!";
    let property = json!({ "type": "string", "pattern": "^((a|b|c)*x?){500}$", "default": value });
    let run = Run::of("pattern", &one_schema(json!({ "type": "object", "properties": { "p": property } })));
    assert!(run.has("pub p: Option<String>"));
}

#[test]
fn alternatives_of_many_properties_are_one_record() {
    let alternative = |at: usize| -> Value {
        let all: Map<String, Value> = (0..3_000).map(|each| (format!("p{at}x{each}"), string())).collect();
        json!({ "type": "object", "required": [format!("p{at}x0")], "properties": all })
    };
    let run = Run::of("alternatives", &one_schema(json!({ "anyOf": (0..8).map(alternative).collect::<Vec<_>>() })));
    assert!(run.has("pub p7x2999: Option<String>"));
}

#[test]
fn groups_that_share_everything_cost_no_more_than_one() {
    let mut document = chain(700, |_, next| object(&[("next", next)]));
    let item = document.pointer("/paths/~1x").unwrap().clone();
    for at in 0..700 {
        let mut item = item.clone();
        item["get"]["operationId"] = json!(format!("op{at}"));
        item["get"]["tags"] = json!([format!("tag{at}")]);
        document["paths"][format!("/x{at}")] = item;
    }
    let run = Run::of("groups", &document);
    assert_eq!(run.operations, 701);
}

#[test]
fn ids_may_be_long() {
    let mut document = one_schema(json!({ "type": "object", "properties": { "a": string() } }));
    let mut item = document["paths"].as_object().unwrap().values().next().unwrap().clone();
    item["get"]["operationId"] = json!("list_pets_".repeat(7_500));
    item["get"]["tags"] = json!(["others"]);
    document["paths"]["/long"] = item;
    assert_eq!(Run::of("long-ids", &document).operations, 2);
}
