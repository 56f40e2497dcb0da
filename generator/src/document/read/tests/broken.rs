//! Broken documents, and what is said of them.

use super::{head, read};

/// A whole document's complaints.
fn check(text: &str, expected: &str) {
    let (_, complaints) = read(text);
    assert_eq!(complaints, expected, "\n{complaints}");
}

/// The complaints about what follows a document's head.
fn check_rest(rest: &str, expected: &str) {
    check(&(head("3.1.0") + rest), expected);
}

#[test]
fn no_prefix_of_a_document_is_a_panic() {
    let yaml = "openapi: 3.0.3
info: {title: Größe, version: 1.10}
servers: [{url: 'https://{v}.example', variables: {v: {default: a, enum: [a]}}}]
paths:
  '/x/{id}':
    parameters: [{$ref: '#/components/parameters/Id'}]
    get:
      security: [{key: []}]
      responses:
        '200': {description: |
            text
          , content: {application/json: {schema: {$ref: '#/components/schemas/T'}}}}
components:
  parameters: {Id: {name: id, in: path, required: true, schema: &s {type: string, nullable: true}}}
  schemas: {T: {<<: *s, allOf: [{$ref: '#/components/schemas/T'}], discriminator: {propertyName: k, mapping: {a: T}}}}
  securitySchemes: {key: {type: apiKey, in: header, name: K}}
";
    let json = r##"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/x": {"get": {"parameters":
        [{"name": "a", "in": "query", "schema": {"type": ["string", "null"], "minimum": -1.5e3}}], "responses": {"200":
        {"$ref": "#/components/responses/R"}}}}}, "components": {"responses": {"R": {"description": "\u00e9\"x"}}}}"##;
    let swagger = "swagger: '2.0'
host: x
schemes: [http]
consumes: [application/json]
paths:
  /x:
    post:
      parameters: [{name: a, in: formData, type: array, collectionFormat: csv, items: {type: string}}, {$ref: '#/parameters/B'}]
      responses: {200: {schema: {type: file}, headers: {H: {type: integer}}}}
parameters: {B: {name: b, in: query, type: string, x-nullable: true}}
securityDefinitions: {o: {type: oauth2, flow: implicit, authorizationUrl: u, scopes: {a: b}}}
";
    for text in [yaml, json, swagger] {
        for end in 0..text.len() {
            if let Some(prefix) = text.get(..end) {
                read(prefix);
            }
        }
    }
}

#[test]
fn documents_that_are_none() {
    check(
        "",
        "\
error[not-openapi]: the document is empty, not a mapping
  ┌─ api.yaml:1:1
  │
1 │ 
  │ ^
  │
  = help: oasmith reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2

",
    );
    check(
        "- 1\n",
        "\
error[not-openapi]: the document is a list, not a mapping
  ┌─ api.yaml:1:1
  │
1 │ - 1
  │ ^
  │
  = help: oasmith reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2

",
    );
    check(
        "info:\n  title: T\n",
        "\
error[not-openapi]: the document has no field `openapi`
  ┌─ api.yaml:1:1
  │
1 │ info:
  │ ^
  │
  = help: state the version, such as `openapi: 3.1.0`; oasmith reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2

",
    );
}

#[test]
fn versions_that_are_not_read() {
    check(
        "# Pets\nswagger: '1.2'\n",
        "\
error[unsupported-version]: Swagger 1.2 is not supported
  ┌─ api.yaml:2:10
  │
2 │ swagger: '1.2'
  │          ^^^^^
  │
  = help: oasmith reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2

",
    );
    check(
        "openapi: 3.10\n",
        "\
error[unsupported-version]: OpenAPI 3.10 is not supported
  ┌─ api.yaml:1:10
  │
1 │ openapi: 3.10
  │          ^^^^
  │
  = help: oasmith reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2

",
    );
    check(
        "openapi: [3]\n",
        "\
error[unsupported-version]: `openapi` is a list, not a version
  ┌─ api.yaml:1:10
  │
1 │ openapi: [3]
  │          ^^^
  │
  = help: oasmith reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2

",
    );
}

#[test]
fn fields_of_the_wrong_type() {
    check(
        "openapi: 3.1.0\ninfo:\n  title: [a]\npaths: 5\ntags: [{description: d}, x]\n",
        "\
warning[wrong-type]: `paths` is a number, not a mapping
  ┌─ api.yaml:4:8
  │
4 │ paths: 5
  │        ^ expected a mapping

warning[wrong-type]: `title` is a list, not a string
  ┌─ api.yaml:3:10
  │
3 │   title: [a]
  │          ^^^ expected a string

warning[missing-field]: the field `version` is missing
  ┌─ api.yaml:2:1
  │
2 │ info:
  │ ^^^^

warning[missing-field]: the field `name` is missing
  ┌─ api.yaml:5:8
  │
5 │ tags: [{description: d}, x]
  │        ^^^^^^^^^^^^^^^^

warning[wrong-type]: this value is a string, not a tag
  ┌─ api.yaml:5:26
  │
5 │ tags: [{description: d}, x]
  │                          ^ expected a tag
  │
  = help: write it as `{name: x}`

",
    );
}

#[test]
fn schemas() {
    check_rest(
        "components:
  schemas:
    A:
      type: [string, date]
      maxlength: 5
      required: true
      minimum: low
      minLength: -1
      properties: {a: 7}
      enum: x
    B:
      $ref: '#/components/schemas/a'
    C:
      $ref: '#/definitions/A'
    D:
      $ref: 'pets.yaml#/Pet'
",
        "\
warning[unknown-type]: `date` is not a type of JSON Schema
  ┌─ api.yaml:6:22
  │
6 │       type: [string, date]
  │                      ^^^^ ignored
  │
  = help: did you mean `type: string, format: date`?

warning[misspelled-field]: the field `maxlength` is not read
  ┌─ api.yaml:7:7
  │
7 │       maxlength: 5
  │       ^^^^^^^^^
  │
  = help: did you mean `maxLength`?

warning[wrong-type]: `required` is a boolean, not a list of properties
  ┌─ api.yaml:8:17
  │
8 │       required: true
  │                 ^^^^ ignored
  │
  = help: a property is required by the `required` list of its object's schema

warning[wrong-type]: `minimum` is a string, not a number
  ┌─ api.yaml:9:16
  │
9 │       minimum: low
  │                ^^^ expected a number

warning[invalid-bound]: `minLength` is -1, not a whole number from 0 on
   ┌─ api.yaml:10:18
   │
10 │       minLength: -1
   │                  ^^ not checked: it counts, from 0 on

warning[wrong-type]: `a` is a number, not a schema
   ┌─ api.yaml:11:23
   │
11 │       properties: {a: 7}
   │                       ^ expected a schema

warning[wrong-type]: `enum` is a string, not a list of values
   ┌─ api.yaml:12:13
   │
12 │       enum: x
   │             ^ expected a list of values

warning[dangling-reference]: the reference `#/components/schemas/a` leads nowhere
   ┌─ api.yaml:14:13
   │
14 │       $ref: '#/components/schemas/a'
   │             ^^^^^^^^^^^^^^^^^^^^^^^^ `#/components/schemas` has no `a`
   │
   = help: did you mean `#/components/schemas/A`?

warning[dangling-reference]: the reference `#/definitions/A` leads nowhere
   ┌─ api.yaml:16:13
   │
16 │       $ref: '#/definitions/A'
   │             ^^^^^^^^^^^^^^^^^ `#` has no `definitions`
   │
   = help: did you mean `#/components/schemas/A`?

warning[unreadable-file]: a reference leads to a file that can't be read
   ┌─ api.yaml:18:13
   │
18 │       $ref: 'pets.yaml#/Pet'
   │             ^^^^^^^^^^^^^^^^
   │
   = note: `pets.yaml`: there is no such file
   = help: a reference counts from the folder of the file that it stands in

",
    );
}

#[test]
fn operations() {
    check_rest(
        "paths:
  pets: {get: {}}
  /a:
    get:
      callbacks: {c: {x: 1}}
      responses:
        ok: {}
        200: {$ref: '#/components/responses/Missing'}
    post:
      operation_id: x
      parameters:
      - {name: a, in: query, schema: {}}
      - {name: a, in: query, schema: {}}
      - {name: b, in: query, style: from, schema: {}}
      - {name: c, in: header, style: form, schema: {}}
      - {name: d, in: query}
    put:
      parameters:
      - {name: b, in: path, style: form, schema: {}}
    patch:
      requestBody: {$ref: '#/components/requestBodies/A'}
components:
  requestBodies:
    A: {$ref: '#/components/requestBodies/B'}
    B: {$ref: '#/components/requestBodies/A'}
  securitySchemes:
    tls:
      type: mutualTLS
",
        "\
warning[invalid-path]: the path `pets` does not start with `/`, and is left out
  ┌─ api.yaml:4:3
  │
4 │   pets: {get: {}}
  │   ^^^^
  │
  = help: write it as `/pets`, if it is a path

warning[invalid-status]: the response `ok` is left out
  ┌─ api.yaml:9:9
  │
9 │         ok: {}
  │         ^^ no status code, range or `default`
  │
  = help: write a code such as `404`, a range such as `4XX`, or `default`
  = in `GET /a`

warning[dangling-reference]: the reference `#/components/responses/Missing` leads nowhere
   ┌─ api.yaml:10:21
   │
10 │         200: {$ref: '#/components/responses/Missing'}
   │                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `#/components` has no `responses`
   │
   = `GET /a` is left out because of this

warning[duplicate-parameter]: the parameter `a` is there twice
   ┌─ api.yaml:15:9
   │
15 │       - {name: a, in: query, schema: {}}
   │         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ignored: the first one holds
   │
   = in `POST /a`

warning[unsupported-parameter]: a parameter has `style: from`, which can't be sent
   ┌─ api.yaml:16:37
   │
16 │       - {name: b, in: query, style: from, schema: {}}
   │                                     ^^^^ left out: the parameter is not required
   │
   = help: did you mean `form`?
   = in `POST /a`

warning[ignored-field]: `style` is ignored
   ┌─ api.yaml:17:38
   │
17 │       - {name: c, in: header, style: form, schema: {}}
   │                                      ^^^^ headers have no style `form`, but `simple` only
   │
   = in `POST /a`

warning[missing-field]: the field `schema` is missing
   ┌─ api.yaml:18:9
   │
18 │       - {name: d, in: query}
   │         ^^^^^^^^^^^^^^^^^^^^
   │
   = note: so any value is taken
   = in `POST /a`

warning[unsupported-parameter]: a parameter has `style: form`, which can't be sent
   ┌─ api.yaml:21:36
   │
21 │       - {name: b, in: path, style: form, schema: {}}
   │                                    ^^^^
   │
   = help: a path has the styles `simple`, `label` and `matrix`
   = `PUT /a` is left out because of this

warning[reference-cycle]: the reference `#/components/requestBodies/B` leads back to itself
   ┌─ api.yaml:26:15
   │
26 │     A: {$ref: '#/components/requestBodies/B'}
   │               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
   │
   = `PATCH /a` is left out because of this

note[unsupported-security-scheme]: the security scheme `tls` asks for a certificate of the client
   ┌─ api.yaml:30:13
   │
30 │       type: mutualTLS
   │             ^^^^^^^^^
   │
   = help: give the client a transport that shows it, such as `Hyper::with_tls` of the runtime; no request says it

warning[misspelled-field]: the field `operation_id` is not read
   ┌─ api.yaml:12:7
   │
12 │       operation_id: x
   │       ^^^^^^^^^^^^
   │
   = help: did you mean `operationId`?
   = in `POST /a`

",
    );
}
