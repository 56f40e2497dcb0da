//! What a body can't do, whatever is in it: take time without measure, or make an error of any length.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use oasmith_runtime::codec::{Decode, Definition, Encode, Map, Rule, UnknownVariant, Value, check, json};
use oasmith_runtime::{record, union};

/// How long an error may be.
const LONGEST: usize = 2_000;

fn refused<T: Decode>(text: &str) -> String {
    json::from_str::<T>(text).err().expect("a fault").to_string()
}

fn refused_strictly<T: Decode + Encode>(text: &str) -> String {
    json::from_slice_strict::<T>(text.as_bytes()).expect_err("a fault").to_string()
}

/// A union of records that hold it, which only their last entry tells apart.
macro_rules! told_late {
    ($Union:ident $($one:ident)?: $($Variant:ident = $kind:literal),*) => {
        #[derive(Clone, Debug, PartialEq)]
        enum $Union { $($Variant($Variant)),* }

        union! { $Union $($one)? { $($Variant if object ["kind"]),* } }

        $(
            #[derive(Clone, PartialEq)]
            struct $Variant {
                of: Option<Vec<$Union>>,
                note: Option<String>,
            }

            record! { $Variant { of: "of" optional, note: "note" optional, "kind" = $kind } }
        )*
    };
}

told_late! { Expression: All = "all", Any = "any", Not = "not", Leaf = "leaf" }
told_late! { Exactly one: First = "first", Second = "second", Third = "third" }
told_late! {
    Many: A = "a", B = "b", C = "c", D = "d", E = "e", F = "f", G = "g", H = "h", I = "i", J = "j", K = "k", L = "l"
}

/// That many records within each other, each as the last variant has it, around what comes in the middle.
fn nested(depth: usize, middle: &str, kind: &str) -> String {
    format!("{}{middle}{}", r#"{"of":["#.repeat(depth), format!(r#"],"kind":"{kind}"}}"#).repeat(depth))
}

#[test]
fn variants_that_are_told_late_are_read_at_any_depth() {
    let text = nested(60, r#"{"note":"x","kind":"any"}"#, "leaf");
    assert_eq!(json::to_string(&json::from_str::<Expression>(&text).unwrap()).unwrap(), text);
    let of_serde: Expression = serde_json::from_str(&text).unwrap();
    assert_eq!(json::to_string(&of_serde).unwrap(), text);
    let strict: Expression = json::from_slice_strict(text.as_bytes()).unwrap();
    assert_eq!(json::to_string(&strict).unwrap(), text);

    let text = nested(60, r#"{"kind":"second"}"#, "third");
    let strict: Exactly = json::from_slice_strict(text.as_bytes()).unwrap();
    assert_eq!(json::to_string(&strict).unwrap(), text);
}

#[test]
fn what_is_wrong_at_the_bottom_is_told_at_any_depth() {
    let text = nested(60, r#"{"note":7,"kind":"any"}"#, "leaf");
    let lenient = refused::<Expression>(&text);
    assert!(lenient.starts_with("no variant of Expression fits: All: at /of/0: no variant"), "{lenient}");
    for told in [lenient, refused_strictly::<Expression>(&text), refused_strictly::<Exactly>(&text)] {
        assert!(told.len() < LONGEST, "{} bytes", told.len());
    }
}

#[test]
fn what_has_been_found_out_of_one_union_is_not_said_of_another() {
    // The same places are read as `Both` first and as `Expression` then.
    #[derive(Debug, PartialEq)]
    enum Both {
        Short(Vec<Short>),
        Long(Vec<Expression>),
    }
    #[derive(Debug, PartialEq)]
    enum Short {
        Leaf(Leaf),
        Number(Bare),
    }
    #[derive(PartialEq)]
    struct Bare {
        note: i64,
    }
    record! { Bare { note: "note" required } }
    union! { Short { Number if object ["note"], Leaf if object ["note"] } }
    union! { Both { Short if array, Long if array } }
    let text = r#"[{"note":"a","kind":"leaf"},{"note":"b","kind":"any"}]"#;
    let Both::Long(list) = json::from_str(text).unwrap() else { panic!("it is the long one") };
    assert!(matches!(&list[..], [Expression::Leaf(_), Expression::Any(_)]));
    assert_eq!(json::from_str::<Value>(text).unwrap().to::<Both>().unwrap(), Both::Long(list));
}

#[derive(Debug, PartialEq)]
enum Tree {
    Branch(Branch),
    Unknown(UnknownVariant),
}

#[derive(Debug, PartialEq)]
enum Branch {
    Left(Left),
    Right(Right),
}

#[derive(PartialEq)]
struct Left {
    tree: Option<Box<Tree>>,
}

#[derive(PartialEq)]
struct Right {
    tree: Option<Box<Tree>>,
}

union! { Tree by "type" { "branch" => Branch with tag } }
union! { Branch { Left if object ["side"], Right if object ["side"] } }
record! { Left { tree: "tree" optional, "side" = "left" } }
record! { Right { tree: "tree" optional, "side" = "right" } }

#[test]
fn unions_whose_tag_is_hidden_from_those_within_are_read_at_any_depth() {
    let text =
        (0..100).fold("null".to_owned(), |inner, _| format!(r#"{{"type":"branch","tree":{inner},"side":"right"}}"#));
    let written = text.replace(r#""tree":null,"#, "");
    assert_eq!(json::to_string(&json::from_str::<Tree>(&text).unwrap()).unwrap(), written);
    let strict: Tree = json::from_slice_strict(text.as_bytes()).unwrap();
    assert_eq!(json::to_string(&strict).unwrap(), written);
    assert_eq!(json::to_string(&json::from_str::<Value>(&text).unwrap().to::<Tree>().unwrap()).unwrap(), written);
}

#[test]
fn a_body_that_would_be_read_hundreds_of_times_is_given_up() {
    let leaf = format!(r#"{{"note":"{}","kind":"l"}}"#, "x".repeat(100_000));
    let text = nested(60, &leaf, "l");
    let told = refused::<Many>(&text);
    assert!(told.contains("too many variants of unions had to be tried: more than 256 times"), "{told}");
    // As deep with less in it, and as much less deep, it is read.
    let text = nested(60, r#"{"note":"x","kind":"l"}"#, "l");
    assert_eq!(json::to_string(&json::from_str::<Many>(&text).unwrap()).unwrap(), text);
    let text = nested(10, &leaf, "l");
    assert_eq!(json::to_string(&json::from_str::<Many>(&text).unwrap()).unwrap(), text);
}

static NODE: Definition = Definition {
    name: "Node",
    rules: &[Rule::AnyOf(&[
        &[Rule::Properties(&[("a", &[Rule::Defined(&NODE)])]), Rule::Required(&["x"])],
        &[Rule::Properties(&[("a", &[Rule::Defined(&NODE)])]), Rule::Required(&["y"])],
        &[Rule::Properties(&[("a", &[Rule::Defined(&NODE)])]), Rule::Required(&["a"])],
        &[Rule::Type(&[oasmith_runtime::codec::Test::Integer])],
    ])],
};

static TWICE: Definition = Definition {
    name: "Twice",
    rules: &[
        Rule::Type(&[oasmith_runtime::codec::Test::Object]),
        Rule::All(&[Rule::Properties(&[("a", &[Rule::Defined(&TWICE)])])]),
        Rule::All(&[Rule::Properties(&[("a", &[Rule::Defined(&TWICE)])])]),
    ],
};

static ITSELF: Definition =
    Definition { name: "Itself", rules: &[Rule::AnyOf(&[&[Rule::Defined(&ITSELF)], &[Rule::Defined(&ITSELF)]])] };

fn in_each_other(depth: usize, middle: impl Into<Value>) -> Value {
    (0..depth).fold(middle.into(), |inner, _| Value::from([("a", inner)]))
}

#[test]
fn rules_that_hold_themselves_are_judged_at_any_depth() {
    assert_eq!(check(&in_each_other(60, 7), NODE.rules), []);
    let broken = check(&in_each_other(60, Map::<Value>::new()), NODE.rules);
    assert!(!broken.is_empty() && broken.iter().all(|violation| violation.to_string().len() < LONGEST), "{broken:?}");

    assert_eq!(check(&in_each_other(60, Map::<Value>::new()), TWICE.rules), []);
    let broken = check(&in_each_other(60, 7), TWICE.rules);
    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0].path(), "/a".repeat(60));
    assert_eq!(broken[0].message(), "must be an object");

    assert_eq!(check(&Value::from(7), ITSELF.rules), []);
}

#[derive(Debug)]
enum Closed {
    One(Leaf),
}

union! { Closed closed by "type" {
    "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h" | "i" | "j" | "k" | "l" | "m" | "n" | "o" | "p" | "q" | "r" | "s"
    | "t" | "u" | "v" | "w" | "x" | "y" | "z" => One with tag
} }

#[derive(PartialEq)]
struct Bounded {
    id: i64,
}

record! { Bounded closed [PropertyNames(&[MaxLength(1)])] { id: "id" required [MaxLength(1)] } }

#[test]
fn no_error_is_longer_than_a_few_lines() {
    let long = "ü".repeat(1 << 20);
    let deep = format!("{}7{}", format!(r#"{{"{long}":"#).repeat(10), "}".repeat(10));
    let told = [
        refused::<i64>(&format!("\"{long}\"")),
        refused::<bool>(&"9".repeat(1 << 20)),
        refused::<Map<Map<i64>>>(&format!(r#"{{"{long}":{{"{long}":""}}}}"#)),
        refused::<Map<Map<Map<Map<Map<Map<Map<i64>>>>>>>>(&deep),
        refused::<Many>(&nested(60, "7", "l")),
        refused::<Many>(r#"{"kind":"m"}"#),
        refused::<Closed>(&format!(r#"{{"type":"{long}"}}"#)),
        refused_strictly::<Bounded>(&format!(r#"{{"id":1,"{long}":1}}"#)),
        refused_strictly::<Bounded>(&format!(r#"{{"id":1{}}}"#, "9".repeat(1 << 20))),
    ];
    for told in told {
        assert!(told.len() < LONGEST && told.len() > 20, "{} bytes: {told}", told.len());
    }
    let fault = json::from_str::<Map<i64>>(&format!(r#"{{"{long}":""}}"#)).unwrap_err();
    assert_eq!(fault.path(), format!("/{}…", "ü".repeat(200)));
}

#[test]
fn long_lists_are_told_in_part() {
    assert_eq!(
        refused::<Many>(r#"{"kind":"m"}"#),
        "no variant of Many fits: A: at /kind: expected \"a\", found \"m\"; B: at /kind: expected \"b\", found \"m\"; \
         C: at /kind: expected \"c\", found \"m\"; D: at /kind: expected \"d\", found \"m\"; \
         E: at /kind: expected \"e\", found \"m\"; and 7 more",
    );
    let told = refused::<Closed>(r#"{"type":"A"}"#);
    assert!(told.ends_with("\"s\", \"t\" or one of 6 others, found \"A\""), "{told}");
}

#[test]
fn an_error_is_one_line_whatever_the_names() {
    let told = refused::<Map<i64>>("{\"a\\u001b[2J\\r\\n\\u202e\":\"\"}");
    assert_eq!(told, "at /a\\u{1b}[2J\\r\\n\\u{202e}: expected an integer, found \"\"");
}
