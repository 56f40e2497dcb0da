use openapiv3::{
    OAuth2Flows, Parameter, ParameterSchemaOrContent, QueryStyle, ReferenceOr, SecurityScheme, StatusCode,
};

use super::{accept, read, schema};
use crate::document::{Document, OperationEntry, Scheme};
use crate::value::Types;

fn document(rest: &str) -> Document {
    accept(&with_head(rest))
}

fn with_head(rest: &str) -> String {
    format!("swagger: '2.0'\ninfo: {{title: T, version: '1'}}\n{rest}")
}

fn operation(rest: &str) -> OperationEntry {
    document(&format!("paths: {{/x: {{post: {{{rest}}}}}}}")).operations.remove(0)
}

#[test]
fn servers_are_made_of_schemes_host_and_path() {
    for (head, urls) in [
        (
            "{host: a.example, basePath: /v1/, schemes: [ws, http, https]}",
            "https://a.example/v1 http://a.example/v1 ws://a.example/v1",
        ),
        ("{host: a.example:8080}", "https://a.example:8080"),
        ("{host: 'http://a.example/', basePath: v1}", "http://a.example/v1"),
        ("{host: 'http://a.example/', schemes: [https]}", "https://a.example"),
        ("{basePath: /v1, schemes: [https]}", "/v1"),
        ("{basePath: /, schemes: [https]}", ""),
    ] {
        let head = head.trim_matches(['{', '}']).replace(", base", "\nbase").replace(", schemes", "\nschemes");
        let (document, complaints) = read(&with_head(&format!("{head}\npaths: {{}}\n")));
        let document = document.unwrap();
        assert_eq!(complaints.contains("`host` is a URL"), head.contains("://"), "{head}");
        let found: Vec<_> = document.servers.into_iter().map(|server| server.url).collect();
        assert_eq!(found.join(" "), urls, "{head}");
    }
}

#[test]
fn parameters_say_themselves_what_schemas_say() {
    let document = document(
        "paths:
  /x/{id}:
    parameters:
    - {name: id, in: path, required: true, type: integer, format: int32}
    get:
      parameters:
      - {name: id, in: query, type: array, items: {type: string, maxLength: 5}, collectionFormat: pipes, minItems: 1}
      - {$ref: '#/parameters/Page'}
parameters:
  Page: {name: page, in: query, type: integer, minimum: 0, exclusiveMinimum: true, x-nullable: true, x-example: 3}
",
    );
    let entry = &document.operations[0];
    let pointers: Vec<_> = entry.parameter_pointers.iter().map(ToString::to_string).collect();
    assert_eq!(pointers, ["#/paths/~1x~1{id}/parameters/0", "#/paths/~1x~1{id}/get/parameters/0", "#/parameters/Page"]);
    let parameters: Vec<_> = entry.operation.parameters.iter().map(|one| one.as_item().unwrap()).collect();
    let Parameter::Query { style, parameter_data, .. } = parameters[1] else { panic!("{parameters:?}") };
    assert_eq!((style, parameter_data.explode), (&QueryStyle::PipeDelimited, Some(false)));
    assert_eq!(schema(&document, "#/paths/~1x~1{id}/get/parameters/0").rare().min_items, Some(1));
    assert_eq!(schema(&document, "#/paths/~1x~1{id}/get/parameters/0/items").rare().max_length, Some(5));
    let page = schema(&document, "#/parameters/Page");
    assert_eq!(page.types, Types::INTEGER.with(Types::NULL));
    assert!(page.rare().exclusive_minimum.is_some() && page.rare().minimum.is_none());
    assert_eq!(parameters[2].parameter_data_ref().example, Some(3.into()));
    assert!(
        matches!(&parameters[2].parameter_data_ref().format, ParameterSchemaOrContent::Schema(ReferenceOr::Reference { reference }) if reference == "#/parameters/Page")
    );
}

#[test]
fn forms_are_objects() {
    let rest = "consumes: [application/json, multipart/form-data], parameters: [
        {name: a, in: formData, type: string, required: true, description: d},
        {name: b, in: formData, type: array, items: {type: integer}}, {name: c, in: formData, type: file}]";
    let document = document(&format!("paths: {{/x: {{post: {{{rest}}}}}}}"));
    let entry = &document.operations[0];
    assert_eq!(entry.body_required, Some(true));
    let body = entry.operation.request_body.as_ref().unwrap().as_item().unwrap();
    let (name, media) = body.content.first().unwrap();
    assert_eq!((name.as_str(), body.content.len()), ("multipart/form-data", 1));
    assert_eq!(media.encoding["b"].extensions["explode"], false);
    let form = schema(&document, "#/paths/~1x/post/parameters");
    assert_eq!((form.types, form.properties.len()), (Types::OBJECT, 3));
    assert_eq!(form.required, ["a"]);
    let file = schema(&document, "#/paths/~1x/post/parameters/2");
    assert_eq!((file.types, file.format.as_deref()), (Types::STRING, Some("binary")));
    assert_eq!(schema(&document, "#/paths/~1x/post/parameters/0").description.as_deref(), Some("d"));

    let entry = operation("parameters: [{name: a, in: formData, type: string}]");
    let body = entry.operation.request_body.unwrap();
    assert_eq!(body.as_item().unwrap().content.first().unwrap().0, "application/x-www-form-urlencoded");
    assert_eq!(entry.body_required, Some(false));
}

#[test]
fn bodies_and_responses_have_the_media_types_of_the_operation_or_the_document() {
    let document = document(
        "consumes: ['*/*']
produces: [text/csv]
paths:
  /x:
    post:
      parameters: [{name: b, in: body, schema: {type: object}}]
      responses: {200: {schema: {type: string}, examples: {text/csv: 'a;b'}}, 204: {description: none}, 404: {$ref: '#/responses/E'}, default: {schema: {type: string}}}
    put:
      consumes: [application/merge-patch+json, application/json-patch+json]
      produces: [application/json]
      parameters: [{name: b, in: body, required: true, schema: {type: object}}]
      responses: {200: {schema: {type: file}}}
responses: {E: {description: e, schema: {$ref: '#/definitions/E'}}}
definitions: {E: {properties: {message: {type: string}}}}
",
    );
    let types = |number: usize| {
        let operation = &document.operations[number].operation;
        let body: Vec<_> =
            operation.request_body.as_ref().unwrap().as_item().unwrap().content.keys().cloned().collect();
        let response = operation.responses.responses[&StatusCode::Code(200)].as_item().unwrap();
        (body, response.content.keys().cloned().collect::<Vec<_>>())
    };
    assert_eq!(types(0), (vec!["application/json".to_owned()], vec!["text/csv".to_owned()]));
    let patches = vec!["application/merge-patch+json".to_owned(), "application/json-patch+json".to_owned()];
    assert_eq!(types(1), (patches, vec!["*/*".to_owned()]));
    let responses = &document.operations[0].operation.responses.responses;
    let csv = &responses[&StatusCode::Code(200)].as_item().unwrap().content["text/csv"];
    assert_eq!(csv.example, Some("a;b".into()));
    let error = responses[&StatusCode::Code(404)].as_item().unwrap();
    assert_eq!(error.content.keys().collect::<Vec<_>>(), ["application/json"]);
    let other = document.operations[0].operation.responses.default.as_ref().unwrap().as_item().unwrap();
    assert_eq!(other.content.keys().collect::<Vec<_>>(), ["text/csv"]);
    assert!(responses[&StatusCode::Code(204)].as_item().unwrap().content.is_empty());
    assert_eq!(document.operations[0].body_required, Some(false));
    assert_eq!(document.operations[0].body_pointer.as_ref().unwrap().to_string(), "#/paths/~1x/post/parameters/0");
}

#[test]
fn definitions_are_components() {
    let document = document(
        "paths: {}
definitions:
  Base: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}}}
  One: {allOf: [{$ref: '#/definitions/Base'}, {properties: {link: {$ref: '#/definitions/Base', x-nullable: true}}}]}
",
    );
    let names: Vec<_> = document.component_schemas.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Base", "One"]);
    assert_eq!(schema(&document, "#/definitions/Base").rare().discriminator.as_ref().unwrap().property, "kind");
    assert!(schema(&document, "#/definitions/One/allOf/1/properties/link").nullable);
}

#[test]
fn security_definitions_are_schemes() {
    let document = document(
        "paths: {}
securityDefinitions:
  a: {type: basic, description: d}
  b: {type: apiKey, in: header, name: K}
  c: {type: oauth2, flow: application, tokenUrl: 'https://t', scopes: {r: read}}
  d: {type: oauth2, flow: password, tokenUrl: 'https://t', scopes: {}}
",
    );
    let schemes: Vec<_> = document
        .security_schemes
        .iter()
        .map(|(_, scheme)| match scheme {
            Scheme::Known(known) => known,
            Scheme::Other(kind) => panic!("{kind}"),
        })
        .collect();
    assert!(matches!(schemes[0], SecurityScheme::HTTP { scheme, description: Some(_), .. } if scheme == "basic"));
    assert!(matches!(schemes[1], SecurityScheme::APIKey { .. }));
    let flows: Vec<&OAuth2Flows> = schemes
        .iter()
        .filter_map(|scheme| match scheme {
            SecurityScheme::OAuth2 { flows, .. } => Some(flows),
            _ => None,
        })
        .collect();
    assert_eq!(flows[0].client_credentials.as_ref().unwrap().scopes["r"], "read");
    assert!(flows[1].password.is_some());
}

#[test]
fn what_can_not_be_lifted_is_said() {
    let (document, complaints) = read(&with_head(
        "schemes: [https]
paths:
  /a:
    get: {schemes: [wss], parameters: [{name: q, in: query}, {name: r, in: query, type: array, collectionFormat: csw}]}
    put: {parameters: [{name: b, in: body, schema: {}}, {name: f, in: formData, type: string}]}
    post: {parameters: [{name: b, in: body}, {name: c, in: body, schema: {}}], produces: [json], responses: {}}
securityDefinitions: {o: {type: oauth2, flow: hybrid}}
",
    ));
    assert_eq!(document.unwrap().operations.len(), 2);
    for expected in [
        "the `schemes` of an operation are ignored",
        "the field `type` is missing",
        "`collectionFormat: csw`, which can't be sent",
        "did you mean `csv`?",
        "a body and form fields can't be sent together",
        "`PUT /a` is left out",
        "the field `schema` is missing",
        "there are two bodies, `b` and `c`",
        "`json` is not a media type",
        "`hybrid` is not a flow of Swagger 2.0",
    ] {
        assert!(complaints.contains(expected), "{expected}\n{complaints}");
    }
}
