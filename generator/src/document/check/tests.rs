//! What contradicts itself, and what does not.

use std::path::Path;

use crate::diagnostic::{Diagnostics, Severity};
use crate::document::OperationEntry;
use crate::document::read::read_text;
use crate::source::Sources;

/// The codes and messages of what is told of a document, whose wanted operations these are.
fn told_of(text: &str, wants: impl Fn(&OperationEntry) -> bool) -> Vec<String> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let document = read_text(Path::new("api.yaml"), text.to_owned(), &mut sources, &mut diagnostics).unwrap();
    super::check(&document, wants, false, &mut diagnostics);
    diagnostics
        .iter()
        .map(|diagnostic| {
            let mark = if diagnostic.severity == Severity::Note { "?" } else { "!" };
            format!("{}{mark} {} ({})", diagnostic.code, diagnostic.message, diagnostic.label)
        })
        .collect()
}

/// What is told of the schema `A`, which an answer has, beside other ones.
fn told(version: &str, schemas: &str) -> Vec<String> {
    let text = format!(
        "openapi: {version}
info: {{title: T, version: '1'}}
paths:
  /a: {{get: {{responses: {{'200': {{description: ok, content: {{application/json:
      {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}
components: {{schemas: {{{schemas}}}}}
"
    );
    told_of(&text, |_| true)
}

#[track_caller]
fn is_right(schemas: &str) {
    for version in ["3.0.3", "3.1.0"] {
        let mut told = told(version, schemas);
        // A keyword is told of by its version, and read in each.
        told.retain(|told| !told.starts_with("other-version?"));
        assert_eq!(told, Vec::<String>::new(), "{version}");
    }
}

#[track_caller]
fn is_told(schemas: &str, expected: &str) {
    assert_eq!(told("3.1.0", schemas), [expected]);
}

#[test]
fn intersections_that_something_meets() {
    is_right("A: {allOf: [{type: number}, {type: integer}]}");
    is_right("A: {allOf: [{type: string}, {description: more}]}");
    is_right("A: {allOf: [{minimum: 1}, {maximum: 1}]}");
    is_right("A: {allOf: [{enum: [1, 2]}, {enum: [2.0, 3]}]}");
    is_right("A: {allOf: [{type: integer}, {enum: [1, x]}]}");
    is_right("A: {allOf: [{minLength: 3}, {maxItems: 2}]}");
    is_right("A: {allOf: [{$ref: '#/components/schemas/B'}], nullable: true}, B: {type: string}");
    is_right("A: {allOf: [{$ref: '#/components/schemas/B'}, {required: [b]}]}, B: {type: object, properties: {b: {}}}");
    // A map has every property.
    is_right("A: {allOf: [{type: object, additionalProperties: {type: string}}, {required: [b]}]}");
    is_right(
        "A: {allOf: [{type: object, additionalProperties: false, properties: {a: {}, b: {}}},
                     {type: object, required: [a], properties: {a: {}}}]}",
    );
}

#[test]
fn parts_may_forbid_the_same_property() {
    let schema = "A: {allOf: [{type: object, additionalProperties: false}, {type: object, properties: {a: false}}]}";
    assert_eq!(told("3.1.0", schema), Vec::<String>::new());
}

#[test]
fn closed_parts_with_many_properties() {
    let properties = |first: usize| (first..first + 40).map(|n| format!("p{n}: {{}}")).collect::<Vec<_>>().join(", ");
    let (one, same, other) = (properties(0), properties(0), properties(39));
    let all_of = |one: &str, other: &str| {
        format!(
            "A: {{allOf: [{{type: object, additionalProperties: false, properties: {{{one}}}}},
                          {{type: object, properties: {{{other}}}, required: [p39]}}]}}"
        )
    };
    is_right(&all_of(&one, &same));
    let told = told("3.1.0", &all_of(&one, &other));
    assert!(told.first().is_some_and(|told| told.contains("forbids `p40`, `p41`")), "{told:?}");
}

#[test]
fn unevaluated_properties_see_what_the_parts_define() {
    let schema = "A: {unevaluatedProperties: false, allOf: [{type: object, required: [a], properties: {a: {}}}]}";
    assert_eq!(told("3.1.0", schema), Vec::<String>::new());
}

#[test]
fn null_alone_is_not_judged() {
    is_right(
        "A: {allOf: [{$ref: '#/components/schemas/B'}, {nullable: true, type: string}]},
         B: {nullable: true, type: integer}",
    );
}

#[test]
fn a_contradiction_is_told_where_it_arises() {
    // B contradicts itself; A and C only have it.
    is_told(
        "A: {allOf: [{$ref: '#/components/schemas/C'}, {description: more}]},
         C: {allOf: [{$ref: '#/components/schemas/B'}]},
         B: {allOf: [{type: string}, {type: array}]}",
        "unsatisfiable-schema! no value meets everything that this schema says \
         (one part asks for `string`, another for `array`)",
    );
}

#[test]
fn what_is_required_may_be_defined_elsewhere() {
    is_right("A: {required: [a], oneOf: [{properties: {a: {}}}, {properties: {a: {type: string}}}]}");
    is_right("A: {type: object, properties: {a: {}, b: {}}, anyOf: [{required: [a]}, {required: [b]}]}");
    is_right("A: {allOf: [{$ref: '#/components/schemas/B'}, {properties: {a: {}}}]}, B: {required: [a]}");
    is_right("A: {required: [a], additionalProperties: true}");
    is_right(
        "A: {type: object, properties: {a: {type: object, properties: {b: {}}}},
             allOf: [{properties: {a: {required: [b]}}}]}",
    );
}

#[test]
fn what_is_required_and_defined_nowhere_is_told_once() {
    is_told(
        "A: {properties: {x: {$ref: '#/components/schemas/B'}, y: {allOf: [{$ref: '#/components/schemas/B'}]}}},
         B: {required: [a], properties: {b: {}}}",
        "undefined-required? `a` is required, and not defined (any value will do)",
    );
}

#[test]
fn honest_values() {
    is_right("A: {type: integer, enum: [1, 2.0], default: 1.0}");
    is_right("A: {type: number, enum: [1, 2.5], default: 1}");
    is_right("A: {type: string, nullable: true, enum: [a, null], default: a}".replace("null]", "'null']").as_str());
    is_right("A: {allOf: [{$ref: '#/components/schemas/B'}], default: b}, B: {type: string, enum: [a, b]}");
    is_right("A: {type: array, items: {type: integer}, default: []}");
    is_right("A: {type: string, default: null}");
    is_right("A: {anyOf: [{type: string}, {type: integer}], default: 1}");
    is_right("A: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}, default: {a: {a: {}}}}");
    is_right("A: {type: string, pattern: '^a$', default: a}");
    is_right("A: {type: array, items: {type: string}, contains: {const: a}, default: [b, a]}");
    is_right("A: {type: string, const: a, minLength: 1}");
}

#[test]
fn honest_bounds() {
    is_right("A: {type: integer, minimum: 5, maximum: 5, multipleOf: 0.5}");
    is_right("A: {type: integer, minimum: 9223372036854775806, maximum: 9223372036854775807}");
    is_right("A: {minLength: 1, maxLength: 1, minItems: 0, maxItems: 0}");
    is_right("A: {minContains: 3, maxContains: 1}");
    is_right("A: {oneOf: [{type: string}, {type: string, format: date}]}");
}

#[test]
fn nothing_is_told_of_what_is_not_reached() {
    let text = "openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {oneOf: []}}}}}}}
  /b/{c}: {get: {responses: {'204': {description: ok}}}}
components: {schemas: {B: {type: string, pattern: '['}}}
";
    assert_eq!(told_of(text, |_| true).len(), 2);
    assert_eq!(told_of(text, |entry| entry.path == "/b/{c}").len(), 1);
    assert_eq!(told_of(text, |_| false), Vec::<String>::new());
}

#[test]
fn lists_of_different_items_have_as_many_as_there_are_values() {
    let told_of = |items: &str, at_least: u32| {
        let schema = format!(
            "A: {{type: array, uniqueItems: true, minItems: {at_least}, items: {items}}}, B: {{type: boolean}}"
        );
        told("3.1.0", &schema).len()
    };
    for (items, most) in [
        ("{type: boolean}", 2),
        ("{type: [boolean, 'null']}", 3),
        ("{$ref: '#/components/schemas/B'}", 2),
        ("{type: integer, minimum: 1, maximum: 3}", 3),
        ("{type: integer, exclusiveMinimum: 0, exclusiveMaximum: 2.5}", 2),
        ("{enum: [a, b, c]}", 3),
        ("{const: a}", 1),
        ("{oneOf: [{type: boolean}, {const: x}]}", 3),
        ("{allOf: [{type: string}, {enum: [a, b]}]}", 2),
        ("{type: string, maxLength: 0}", 1),
    ] {
        assert_eq!((told_of(items, most), told_of(items, most + 1)), (0, 1), "{items}");
    }
    for items in ["{type: integer, minimum: 1}", "{type: string}", "{type: number, minimum: 0, maximum: 1}", "{}"] {
        assert_eq!(told_of(items, 9), 0, "{items}");
    }
}

#[test]
fn null_counts_once() {
    let told =
        |items: &str| told("3.0.3", &format!("A: {{type: array, uniqueItems: true, minItems: 3, items: {items}}}"));
    assert_eq!(told("{type: boolean, nullable: true}").len(), 0);
    assert_eq!(told("{type: string, nullable: true, enum: [a, b]}").len(), 0);
    assert_eq!(told("{type: string, nullable: true, enum: [a, null]}").len(), 1);
}
