use super::{accept, head, read, schema};
use crate::value::{Node, Types};

fn with_schemas(version: &str, schemas: &str) -> String {
    format!("{}components: {{schemas: {schemas}}}\n", head(version))
}

fn number(text: &str) -> Option<Node> {
    Some(Node::Number(text.into()))
}

#[test]
fn the_dialect_of_3_0_is_lifted() {
    let document = accept(&with_schemas(
        "3.0.3",
        "{A: {type: integer, nullable: true, minimum: 1, exclusiveMinimum: true, maximum: 2, exclusiveMaximum: false,
              example: 5},
          B: {nullable: true, allOf: [{$ref: '#/components/schemas/A'}]},
          C: {$ref: '#/components/schemas/A', nullable: true, description: d}}",
    ));
    let a = schema(&document, "#/components/schemas/A");
    assert_eq!(a.types, Types::INTEGER.with(Types::NULL));
    assert_eq!((&a.rare().minimum, &a.rare().exclusive_minimum), (&None, &number("1")));
    assert_eq!((&a.rare().maximum, &a.rare().exclusive_maximum), (&number("2"), &None));
    assert_eq!(a.examples, [Node::Number("5".into())]);
    let b = schema(&document, "#/components/schemas/B");
    assert!(b.nullable && b.types.is_empty());
    let c = schema(&document, "#/components/schemas/C");
    assert!(c.nullable && c.reference.is_some());
    assert_eq!(c.description.as_deref(), Some("d"));
}

#[test]
fn siblings_of_a_reference_count_from_3_1_on() {
    let schemas = "{A: {}, B: {$ref: '#/components/schemas/A', maxLength: 5}}";
    let document = accept(&with_schemas("3.1.0", schemas));
    let b = schema(&document, "#/components/schemas/B");
    assert_eq!(b.rare().max_length, Some(5));
    let (document, complaints) = read(&with_schemas("3.0.0", schemas));
    let document = document.unwrap();
    assert_eq!(schema(&document, "#/components/schemas/B").rare().max_length, None);
    assert!(complaints.starts_with("note[ignored-field]"), "{complaints}");
}

#[test]
fn every_keyword_is_read() {
    let document = accept(&with_schemas(
        "3.1.0",
        "{A: {type: [object, 'null'], format: f, title: t, description: d, deprecated: true, readOnly: true, writeOnly: true,
              default: {a: 1}, examples: [1, 2], enum: [a, null, 1.0], x-enum-varnames: [X, Y, Z], const: c,
              properties: {p: true, q: {type: string}}, required: [p], additionalProperties: false,
              patternProperties: {'^x': {}}, propertyNames: {pattern: a}, unevaluatedProperties: false, minProperties: 1,
              maxProperties: 2, items: {}, prefixItems: [{}, true], contains: {}, unevaluatedItems: false, minItems: 3,
              maxItems: 4.0, uniqueItems: true, minContains: 5, maxContains: 6, minLength: 7, maxLength: 8, pattern: p,
              contentEncoding: base64, contentMediaType: text/plain, contentSchema: {}, minimum: 0.5,
              maximum: 18446744073709551616, exclusiveMinimum: 1, exclusiveMaximum: 2, multipleOf: 0.01, allOf: [{}],
              anyOf: [{}], oneOf: [{}, {}], not: {}, if: {}, then: {}, else: {}, dependentRequired: {p: [q]},
              dependentSchemas: {q: {}}, $defs: {d: {type: 'null'}}, xml: {name: n}, x-y: 1, $comment: c}}",
    ));
    let at = "#/components/schemas/A";
    let a = schema(&document, at);
    let find = |path: &str| Some(document.schemas.find(&crate::value::Pointer(format!("{at}/{path}").into())).unwrap());
    assert_eq!(a.types, Types::OBJECT.with(Types::NULL));
    assert_eq!(a.format.as_deref(), Some("f"));
    assert_eq!(a.title.as_deref(), Some("t"));
    assert!(a.deprecated && a.read_only && a.write_only && a.rare().unique_items);
    assert!(matches!(&a.default, Some(Node::Map(_))));
    assert_eq!(a.examples.len(), 2);
    assert_eq!(a.enumeration.as_ref().unwrap()[1], Node::Null);
    assert_eq!(a.rare().enumeration_names, ["X", "Y", "Z"]);
    assert_eq!(a.rare().constant, Some(Node::String("c".to_owned())));
    assert_eq!(a.properties[0], ("p".to_owned(), find("properties/p").unwrap()));
    assert_eq!(schema(&document, &format!("{at}/properties/p")).boolean, Some(true));
    assert_eq!(a.required, ["p"]);
    assert_eq!(a.additional_properties, find("additionalProperties"));
    assert_eq!(a.rare().pattern_properties[0].1, find("patternProperties/^x").unwrap());
    assert_eq!(a.rare().property_names, find("propertyNames"));
    assert_eq!(a.rare().unevaluated_properties, find("unevaluatedProperties"));
    assert_eq!((a.rare().min_properties, a.rare().max_properties), (Some(1), Some(2)));
    assert_eq!(a.items, find("items"));
    assert_eq!(a.rare().prefix_items[1], find("prefixItems/1").unwrap());
    assert_eq!(a.rare().contains, find("contains"));
    assert_eq!(a.rare().unevaluated_items, find("unevaluatedItems"));
    assert_eq!((a.rare().min_items, a.rare().max_items), (Some(3), Some(4)));
    assert_eq!((a.rare().min_contains, a.rare().max_contains), (Some(5), Some(6)));
    assert_eq!((a.rare().min_length, a.rare().max_length), (Some(7), Some(8)));
    assert_eq!(a.rare().pattern.as_deref(), Some("p"));
    assert_eq!(a.rare().content_encoding.as_deref(), Some("base64"));
    assert_eq!(a.rare().content_media_type.as_deref(), Some("text/plain"));
    assert_eq!(a.rare().content_schema, find("contentSchema"));
    assert_eq!((&a.rare().minimum, &a.rare().maximum), (&number("0.5"), &number("18446744073709551616")));
    assert_eq!((&a.rare().exclusive_minimum, &a.rare().exclusive_maximum), (&number("1"), &number("2")));
    assert_eq!(a.rare().multiple_of, number("0.01"));
    assert_eq!((a.all_of[0], a.any_of[0]), (find("allOf/0").unwrap(), find("anyOf/0").unwrap()));
    assert_eq!(a.one_of[1], find("oneOf/1").unwrap());
    assert_eq!(a.rare().not, find("not"));
    assert_eq!(
        (a.rare().if_schema, a.rare().then_schema, a.rare().else_schema),
        (find("if"), find("then"), find("else"))
    );
    assert_eq!(a.rare().dependent_required, [("p".to_owned(), vec!["q".to_owned()])]);
    assert_eq!(a.rare().dependent_schemas[0].1, find("dependentSchemas/q").unwrap());
    assert_eq!(schema(&document, &format!("{at}/$defs/d")).types, Types::NULL);
    let others: Vec<_> = a.rare().other.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(others, ["xml", "x-y", "$comment"]);
}

#[test]
fn older_drafts_are_read() {
    let (document, complaints) = read(&with_schemas(
        "3.1.0",
        "{A: {type: array, items: [{type: string}], additionalItems: {type: integer}, dependencies: {a: [b], c: {}},
              definitions: {D: {}}, discriminator: kind}}",
    ));
    // That they are of another dialect is told, and nothing else.
    assert_eq!(complaints.matches("note[other-version]").count(), 3, "{complaints}");
    assert!(!complaints.contains("warning"), "{complaints}");
    let document = document.unwrap();
    let a = schema(&document, "#/components/schemas/A");
    assert_eq!(a.rare().prefix_items.len(), 1);
    assert_eq!(document.schemas.get(a.items.unwrap()).unwrap().types, Types::INTEGER);
    assert_eq!((a.rare().dependent_required.len(), a.rare().dependent_schemas.len()), (1, 1));
    assert_eq!(a.rare().discriminator.as_ref().unwrap().property, "kind");
    schema(&document, "#/components/schemas/A/definitions/D");
}

#[test]
fn a_list_of_items_says_nothing_of_other_types() {
    let (document, complaints) = read(&with_schemas("3.0.3", "{A: {items: [{type: object}, {type: string}]}}"));
    assert!(schema(&document.unwrap(), "#/components/schemas/A").rare().prefix_items.is_empty());
    assert!(complaints.contains("a list of `items` describes arrays only"), "{complaints}");
}

/// The pointer that the schema at a pointer refers to.
fn target(document: &crate::document::Document, pointer: &str) -> String {
    let reference = schema(document, pointer).reference.as_ref().unwrap();
    let target = document.schemas.get(reference.target.unwrap()).unwrap();
    target.pointer.to_string()
}

#[test]
fn references_are_resolved() {
    let (document, complaints) = read(&format!(
        "{}paths:
  /x y:
    get:
      responses:
        200: {{content: {{application/json: {{schema: {{type: object, properties: {{a: {{type: string}}}}}}}}}}}}
components:
  schemas:
    Plain: {{$ref: '#/components/schemas/With%20space'}}
    With space: {{properties: {{p: {{}}, alias: {{$ref: '#/components/schemas/Other'}}}}}}
    Other: {{properties: {{inner: {{}}}}}}
    Deep: {{$ref: '#/paths/~1x%20y/get/responses/200/content/application~1json/schema/properties/a'}}
    Behind: {{$ref: '#/components/schemas/With space/properties/alias/properties/inner'}}
    Unvisited: {{$ref: '#/x-shapes/Circle'}}
    ByAnchor: {{$ref: '#here'}}
    Anchored: {{$anchor: here}}
    ById: {{$ref: 'https://example.org/tree'}}
    Identified: {{$id: 'https://example.org/tree', properties: {{own: {{$ref: '#/$defs/leaf'}}}}, $defs: {{leaf: {{}}}}}}
    Inside: {{$ref: 'https://example.org/tree#/$defs/leaf'}}
    Self: {{properties: {{again: {{$ref: '#/components/schemas/Self'}}}}}}
x-shapes: {{Circle: {{type: object, properties: {{r: {{$ref: '#/components/schemas/Other'}}}}}}}}
",
        head("3.1.0")
    ));
    let document = document.unwrap();
    assert!(complaints.starts_with("note[component-name]") && complaints.matches("┌─").count() == 1, "{complaints}");
    for (from, to) in [
        ("Plain", "#/components/schemas/With space"),
        ("Deep", "#/paths/~1x y/get/responses/200/content/application~1json/schema/properties/a"),
        ("Behind", "#/components/schemas/Other/properties/inner"),
        ("Unvisited", "#/x-shapes/Circle"),
        ("ByAnchor", "#/components/schemas/Anchored"),
        ("ById", "#/components/schemas/Identified"),
        ("Identified/properties/own", "#/components/schemas/Identified/$defs/leaf"),
        ("Inside", "#/components/schemas/Identified/$defs/leaf"),
        ("Self/properties/again", "#/components/schemas/Self"),
    ] {
        assert_eq!(target(&document, &format!("#/components/schemas/{from}")), to, "{from}");
    }
    assert_eq!(target(&document, "#/x-shapes/Circle/properties/r"), "#/components/schemas/Other");
    // Every schema of the components once, in document order.
    let names: Vec<_> = document.component_schemas.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.first(), Some(&"Plain"));
    assert_eq!(names.len(), 12);
}

#[test]
fn a_schema_with_an_id_is_a_resource() {
    let document = accept(&with_schemas(
        "3.1.0",
        "{Root: {$id: 'http://example.org/a/root', $ref: child, properties: {own: {$ref: '#/$defs/own'}, all: {$ref: '#'},
                 out: {$ref: '#/components/schemas/Out'}, one: {$ref: './one#x'}, two: {$ref: '/b/two#x'}, three: {$ref: '#x'}},
            $defs: {own: {}, child: {$id: child, $defs: {own: {}}, properties: {own: {$ref: '#/$defs/own'}}}, anchored: {$anchor: x},
                    one: {$id: one, $defs: {x: {$anchor: x}}}, two: {$id: 'http://example.org/b/two', $defs: {x: {$anchor: x}}}}},
          Out: {$ref: 'urn:example:tree#/properties/leaf'}, Tree: {$id: 'urn:example:tree', properties: {leaf: {$ref: '#'}}}}",
    ));
    for (from, to) in [
        ("Root", "Root/$defs/child"),
        ("Root/properties/own", "Root/$defs/own"),
        ("Root/properties/all", "Root"),
        ("Root/properties/out", "Out"),
        ("Root/properties/one", "Root/$defs/one/$defs/x"),
        ("Root/properties/two", "Root/$defs/two/$defs/x"),
        ("Root/properties/three", "Root/$defs/anchored"),
        ("Root/$defs/child/properties/own", "Root/$defs/child/$defs/own"),
        ("Out", "Tree/properties/leaf"),
        ("Tree/properties/leaf", "Tree"),
    ] {
        let to = format!("#/components/schemas/{to}");
        assert_eq!(target(&document, &format!("#/components/schemas/{from}")), to, "{from}");
    }
}

#[test]
fn discriminators_name_components_or_references() {
    let (document, complaints) = read(&with_schemas(
        "3.2.0",
        "{Pet: {discriminator: {propertyName: kind, defaultMapping: Dog,
                mapping: {cat: Cat, dog: '#/components/schemas/Dog', cow: Cow}}, oneOf: []},
          Cat: {}, Dog: {}}",
    ));
    let document = document.unwrap();
    let discriminator = schema(&document, "#/components/schemas/Pet").rare().discriminator.as_ref().unwrap();
    let find = |name: &str| Some(document.component_schemas.iter().find(|(other, _)| other == name).unwrap().1);
    assert_eq!(
        discriminator.mapping,
        [("cat".to_owned(), find("Cat")), ("dog".to_owned(), find("Dog")), ("cow".to_owned(), None)]
    );
    assert_eq!(discriminator.default, find("Dog"));
    assert!(complaints.contains("the reference `Cow` leads nowhere"), "{complaints}");
    assert!(
        complaints.contains("did you mean `#/components/schemas/Dog`") || complaints.contains("api.yaml:4:75"),
        "{complaints}"
    );
}

#[test]
fn examples_and_extensions_hold_no_schemas() {
    let document = accept(&with_schemas(
        "3.1.0",
        "{A: {example: {schema: {$ref: nowhere}, properties: {a: 1}}, x-schema: {$ref: nowhere},
              default: {$ref: nowhere}, const: {$ref: nowhere}, enum: [{$ref: nowhere}],
              properties: {$ref: {type: string}, properties: {type: object}}}}",
    ));
    assert_eq!(document.schemas.len(), 3);
}
