use openapiv3::{Parameter, ParameterSchemaOrContent, QueryStyle, ReferenceOr, Schema, StatusCode};

use super::{accept, head, read};
use crate::document::Scheme;

/// The text of the pointer that stands for a schema.
fn place(schema: &ReferenceOr<Schema>) -> &str {
    match schema {
        ReferenceOr::Reference { reference } => reference,
        ReferenceOr::Item(_) => panic!("a schema in the skeleton"),
    }
}

fn names(parameters: &[ReferenceOr<Parameter>]) -> Vec<&str> {
    parameters.iter().map(|parameter| parameter.as_item().unwrap().parameter_data_ref().name.as_str()).collect()
}

#[test]
fn operations_come_in_document_order() {
    let document = accept(&format!(
        "{}paths:
  /b: {{post: {{}}, get: {{}}, query: {{}}, additionalOperations: {{COPY: {{}}, Link: {{}}}}}}
  /a: {{delete: {{}}}}
  x-note: {{}}
webhooks:
  ping: {{post: {{operationId: onPing}}}}
",
        head("3.2.0")
    ));
    let operations: Vec<_> =
        document.operations.iter().map(|entry| format!("{} {} {}", entry.method, entry.path, entry.pointer)).collect();
    assert_eq!(
        operations,
        [
            "POST /b #/paths/~1b/post",
            "GET /b #/paths/~1b/get",
            "QUERY /b #/paths/~1b/query",
            "COPY /b #/paths/~1b/additionalOperations/COPY",
            "Link /b #/paths/~1b/additionalOperations/Link",
            "DELETE /a #/paths/~1a/delete",
        ]
    );
    assert_eq!(document.webhooks[0].path, "ping");
}

#[test]
fn parameters_of_the_path_come_first_unless_overridden() {
    let document = accept(&format!(
        "{}paths:
  '/x/{{id}}':
    summary: Things
    parameters:
    - {{name: id, in: path, required: true, schema: {{type: string}}}}
    - {{name: trace, in: header, schema: {{}}}}
    - {{name: q, in: query, schema: {{}}}}
    get:
      parameters:
      - {{name: Trace, in: header, schema: {{type: integer}}}}
      - {{name: id, in: query, style: pipeDelimited, explode: false, content: {{application/json: {{schema: {{}}}}}}}}
      - $ref: '#/components/parameters/page'
components:
  parameters:
    page: {{$ref: '#/components/parameters/Page'}}
    Page: {{name: page, in: cookie, description: old, schema: {{type: integer}}, deprecated: true}}
",
        head("3.1.0").replace("description: old", "")
    ));
    let entry = &document.operations[0];
    assert_eq!(names(&entry.operation.parameters), ["id", "q", "Trace", "id", "page"]);
    let pointers: Vec<_> = entry.parameter_pointers.iter().map(ToString::to_string).collect();
    assert_eq!(
        pointers,
        [
            "#/paths/~1x~1{id}/parameters/0",
            "#/paths/~1x~1{id}/parameters/2",
            "#/paths/~1x~1{id}/get/parameters/0",
            "#/paths/~1x~1{id}/get/parameters/1",
            "#/components/parameters/Page",
        ]
    );
    assert_eq!(entry.operation.description.as_deref(), Some("Things"));
    let parameter = entry.operation.parameters[3].as_item().unwrap();
    let Parameter::Query { style, parameter_data, .. } = parameter else {
        panic!("{parameter:?}");
    };
    assert_eq!((style, parameter_data.explode), (&QueryStyle::PipeDelimited, Some(false)));
    let ParameterSchemaOrContent::Content(content) = &parameter_data.format else {
        panic!("{parameter_data:?}");
    };
    assert_eq!(
        place(content["application/json"].schema.as_ref().unwrap()),
        "#/paths/~1x~1{id}/get/parameters/1/content/application~1json/schema"
    );
    let page = entry.operation.parameters[4].as_item().unwrap().parameter_data_ref();
    let ParameterSchemaOrContent::Schema(schema) = &page.format else {
        panic!("{page:?}");
    };
    assert_eq!(place(schema), "#/components/parameters/Page/schema");
}

#[test]
fn references_are_inlined_with_what_they_override() {
    let document = accept(&format!(
        "{}paths:
  /x:
    $ref: '#/components/pathItems/X'
components:
  pathItems:
    X:
      servers: [{{url: 'https://x.example'}}]
      put:
        operationId: put
        requestBody: {{$ref: '#/components/requestBodies/B', description: mine}}
        responses:
          2XX: {{$ref: '#/components/responses/R', description: here}}
          404: {{description: no}}
          default: {{}}
  requestBodies:
    B: {{description: theirs, required: false, content: {{application/json: {{schema: {{}}, examples: {{e: {{$ref: '#/components/examples/E'}}}}}}}}}}
  responses:
    R:
      description: there
      headers: {{x-rate: {{$ref: '#/components/headers/H'}}}}
      links: {{next: {{operationId: put}}}}
      content: {{text/event-stream: {{itemSchema: {{type: object}}}}}}
  headers:
    H: {{schema: {{type: integer}}, explode: true}}
  examples:
    E: {{value: {{a: [1.5, null]}}}}
",
        head("3.2.0")
    ));
    let entry = &document.operations[0];
    assert_eq!(entry.pointer.to_string(), "#/components/pathItems/X/put");
    assert_eq!(entry.path, "/x");
    assert_eq!(entry.servers.as_ref().unwrap()[0].url, "https://x.example");
    assert_eq!(entry.body_required, Some(false));
    assert_eq!(entry.body_pointer.as_ref().unwrap().to_string(), "#/components/requestBodies/B");
    let body = entry.operation.request_body.as_ref().unwrap().as_item().unwrap();
    assert_eq!(body.description.as_deref(), Some("mine"));
    let json = &body.content["application/json"];
    assert_eq!(place(json.schema.as_ref().unwrap()), "#/components/requestBodies/B/content/application~1json/schema");
    let example = json.examples["e"].as_item().unwrap();
    assert_eq!(example.value, Some(serde_json::json!({"a": [1.5, null]})));

    let responses = &entry.operation.responses;
    let response = responses.responses[&StatusCode::Range(2)].as_item().unwrap();
    assert_eq!(response.description, "here");
    let header = response.headers["x-rate"].as_item().unwrap();
    assert_eq!(header.extensions["explode"], true);
    assert_eq!(response.links.len(), 1);
    let item = "#/components/responses/R/content/text~1event-stream/itemSchema";
    assert_eq!(response.content["text/event-stream"].extensions["itemSchema"], item);
    super::schema(&document, item);
    assert!(responses.responses.contains_key(&StatusCode::Code(404)));
    assert!(responses.default.is_some());
}

#[test]
fn what_is_said_and_what_is_not_stay_apart() {
    let document = accept(&format!(
        "{}security: [{{key: []}}]
paths:
  /a: {{post: {{requestBody: {{content: {{text/plain: {{}}}}}}, security: []}}}}
  /b: {{post: {{requestBody: {{required: true}}, security: [{{}}, {{key: [], oauth: [read]}}]}}}}
  /c: {{post: {{}}}}
components:
  securitySchemes:
    key: {{type: apiKey, in: header, name: X-Key}}
    oauth: {{type: oauth2, flows: {{clientCredentials: {{tokenUrl: 'https://t', scopes: {{read: null}}}}}}}}
",
        head("3.0.3")
    ));
    let [a, b, c] = document.operations.as_slice() else {
        panic!("{} operations", document.operations.len());
    };
    assert_eq!(a.body_required, None);
    assert_eq!(b.body_required, Some(true));
    assert_eq!(c.body_pointer, None);
    assert_eq!(a.operation.security, Some(vec![]));
    assert_eq!(b.operation.security.as_ref().unwrap()[1]["oauth"], ["read"]);
    assert_eq!(c.operation.security, None);
    assert_eq!(c.servers, None);
    assert_eq!(document.security.unwrap().len(), 1);
    assert!(matches!(&document.security_schemes[1].1, Scheme::Known(_)));
}

#[test]
fn texts_are_made_of_scalars_as_they_are_spelled() {
    let document = accept(
        "openapi: 3.1\ninfo: {title: 2001, version: 1.10}\nservers: [{url: '/{v}', variables: {v: {default: 1.0, enum: [1.0, 2]}}}]\npaths: {}\n",
    );
    assert_eq!(document.info.title, "2001");
    assert_eq!(document.info.version, "1.10");
    let variable = &document.servers[0].variables.as_ref().unwrap()["v"];
    assert_eq!(variable.default, "1.0");
    assert_eq!(variable.enumeration, ["1.0", "2"]);
}

#[test]
fn what_openapiv3_has_no_field_for_is_an_extension() {
    let document = accept(&format!(
        "{}tags: [{{name: a, parent: b}}, {{name: b}}]
servers: [{{url: /, name: main}}]
paths: {{}}
",
        head("3.2.0").replace("title: T", "title: T, summary: S, license: {name: MIT, identifier: MIT}")
    ));
    assert_eq!(document.info.extensions["summary"], "S");
    assert_eq!(document.info.license.unwrap().extensions["identifier"], "MIT");
    assert_eq!(document.tags[0].extensions["parent"], "b");
    assert_eq!(document.servers[0].extensions["name"], "main");
}

#[test]
fn a_broken_operation_costs_no_other() {
    let (document, complaints) = read(&format!(
        "{}paths:
  /a: {{get: {{}}, post: {{parameters: [{{name: p, in: body, required: true}}]}}, put: 7}}
  /b: {{get: {{parameters: [{{name: p, in: queryString, content: {{text/plain: {{}}}}}}, {{name: p, in: querystring, content: {{text/plain: {{}}}}}}]}}}}
",
        head("3.2.0")
    ));
    let document = document.unwrap();
    let kept: Vec<_> = document.operations.iter().map(|entry| format!("{} {}", entry.method, entry.path)).collect();
    assert_eq!(kept, ["GET /a", "GET /b"]);
    assert!(complaints.contains("= `POST /a` is left out because of this\n"), "{complaints}");
    assert!(complaints.contains("= `PUT /a` is left out because of this\n"), "{complaints}");
    assert_eq!(complaints.matches("unsupported-parameter").count(), 2, "{complaints}");
}
