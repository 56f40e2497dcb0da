//! Objects held against the grammar: what is told of a field or of a reference, in one line each.

use super::{head, read};

/// The complaints without their places.
fn told(text: &str) -> Vec<String> {
    let (_, complaints) = read(text);
    let is_first = |line: &&str| ["warning[", "note[", "error["].iter().any(|severity| line.starts_with(severity));
    complaints.lines().filter(is_first).map(str::to_owned).collect()
}

/// The complaints about an operation with one more field.
fn told_of(version: &str, field: &str) -> Vec<String> {
    let operation = "paths:\n  /a:\n    get:\n      responses: {'204': {description: done}}\n      ";
    told(&[&head(version), operation, field, "\n"].concat())
}

#[test]
fn every_object_is_looked_at() {
    let text = head("3.2.0").replace("version: '1'", "version: '1', zzz: 1, contact: {zzz: 1}, license: {name: L, zzz: 1}")
        + "zzz: 1
servers: [{url: 'https://{v}.example', zzz: 1, variables: {v: {default: a, zzz: 1}}}]
tags: [{name: T, zzz: 1, externalDocs: {url: u, zzz: 1}}]
paths:
  /a:
    zzz: 1
    get:
      zzz: 1
      parameters: [{name: p, in: query, schema: {type: string}, zzz: 1}]
      requestBody: {zzz: 1, content: {application/json: {zzz: 1, schema: {xml: {zzz: 1}}, encoding: {e: {zzz: 1}}}}}
      responses: {'204': {description: d, zzz: 1, headers: {H: {zzz: 1, schema: {}}}, links: {l: {operationId: o, zzz: 1}}}}
      callbacks: {c: {'{$url}': {post: {zzz: 1, responses: {}}}}}
components:
  zzz: {}
  # Nothing refers to these.
  examples: {E: {value: {zzz: 1}, zzz: 1}}
  mediaTypes: {M: {zzz: 1}}
  pathItems: {P: {trace: {zzz: 1, responses: {}}}}
  schemas: {S: {zzz: 1, discriminator: {propertyName: k, zzz: 1}}}
  securitySchemes: {O: {type: oauth2, zzz: 1, flows: {zzz: 1, implicit: {authorizationUrl: u, scopes: {}, zzz: 1}}}}
";
    let (_, complaints) = read(&text);
    let told = |line: &str| {
        if let Some(message) = line.strip_prefix("note[unknown-field]: ") {
            return message.split_once(" more like these").map_or(1, |(more, _)| more.parse().unwrap());
        }
        match line.trim_start().strip_prefix("= the same at ").and_then(|rest| rest.split_once(" other place")) {
            Some((count, _)) => count.parse().unwrap_or(1),
            None => 0,
        }
    };
    let count: usize = complaints.lines().map(told).sum();
    // All but the example's value and the schema, which may say what they like.
    assert_eq!(count, text.matches("zzz").count() - 2, "{complaints}");
}

#[test]
fn fields_of_other_versions_are_told_as_theirs() {
    let lost = "warning[other-version]: the field `consumes` belongs to Swagger 2.0";
    assert_eq!(told_of("3.1.0", "consumes: [text/plain]"), [lost]);
    let read = "note[other-version]: the field `query` belongs to OpenAPI 3.2";
    let query = "paths: {/a: {query: {responses: {}}}}\n";
    assert_eq!(told(&(head("3.1.0") + query)), [read]);
    assert!(told(&(head("3.2.0") + query)).is_empty());
}

#[test]
fn one_fault_is_one_complaint() {
    let many = "owner: a\n      team: b\n      stability: c";
    assert_eq!(
        told_of("3.1.0", many),
        ["note[unknown-field]: an operation has no fields `owner`, `team` and `stability`"]
    );
    // The parameter has no schema for no other reason.
    let parameter = "parameters: [{name: p, in: query, type: string, format: uuid}]";
    let expected = "warning[misplaced-field]: a parameter has no fields `type` and `format`, but a schema has";
    assert_eq!(told_of("3.0.0", parameter), [expected]);
    assert_eq!(
        told_of("3.0.0", "externalDocs: {urll: x}"),
        ["warning[misspelled-field]: the field `urll` is not read"]
    );
}

#[test]
fn what_is_nobodys_business_is_not_told() {
    for field in
        ["x-owner: a", "externalDocs: {url: u, x-a: 1}", "responses: {x-a: 1, '200': {$ref: '#/x-r/A', zzz: 1}}"]
    {
        let told: Vec<String> = told_of("3.1.0", field)
            .into_iter()
            .filter(|told| told.contains("unknown") || told.contains("miss"))
            .collect();
        assert!(told.is_empty(), "{told:?}");
    }
}

#[test]
fn references_deep_into_other_places_are_fine() {
    let text = head("3.1.0")
        + "paths:
  /a:
    get:
      parameters: [{name: p, in: query, schema: {type: string}}]
      responses:
        '200': {description: d, content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}
        '400': {$ref: '#/x-responses/Error'}
    post:
      parameters: [{$ref: '#/paths/~1a/get/parameters/0'}]
      responses:
        '200': {$ref: '#/paths/~1a/get/responses/200'}
        '201': {description: d, content: {application/json: {schema:
          {anyOf: [{$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'},
            {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema/properties/x'},
            {$ref: '#/paths/~1a/get/parameters/0/schema'}, {$ref: '#/x-schemas/A'}]}}}}
x-responses: {Error: {description: e}}
x-schemas: {A: {type: integer}}
";
    assert_eq!(told(&text), Vec::<String>::new());
}

#[test]
fn references_to_other_kinds_are_told() {
    let rest = "components:
  schemas: {S: {type: string}, R: {$ref: '#/components/parameters/P'}, L: {$ref: '#/x-odd/Looks'}, I: {$ref: '#/info/title'}}
  parameters: {P: {name: p, in: query, schema: {type: string}}}
  responses: {A: {description: d}}
x-odd: {Looks: {name: p, in: query, schema: {type: string}}}
";
    let (_, complaints) = read(&(head("3.1.0") + rest));
    for expected in [
        "the reference `#/components/parameters/P` leads to a parameter, where a schema belongs",
        "did you mean `#/components/parameters/P/schema`?",
        "the reference `#/x-odd/Looks` leads to a parameter, where a schema belongs",
        "the reference `#/info/title` leads to a plain value, where a schema belongs",
    ] {
        assert!(complaints.contains(expected), "{expected}\n{complaints}");
    }
    let body = told_of("3.1.0", "requestBody: {$ref: '#/info'}");
    assert_eq!(body.len(), 1, "{body:?}");
    assert!(body[0].contains("leads to `info`, where a request body belongs"), "{body:?}");
}

#[test]
fn many_fields_with_one_fault_are_counted() {
    let fields: Vec<String> = (0..1000).map(|number| format!("operationIx{number}: a")).collect();
    let told = told_of("3.1.0", &fields.join("\n      "));
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].ends_with("`operationIx6`, `operationIx7` and 992 more are not read"), "{told:?}");
}
