//! Compiled by `codec_dependent.rs` as a crate of its own, which knows the runtime as generated crates do: under the
//! lints that careful crates set, and with serde_json's `arbitrary_precision` on.

#![deny(warnings, missing_docs, unreachable_pub)]
#![forbid(unsafe_code)]

use oasmith_runtime::codec::{Map, Nullable, UnknownValue, UnknownVariant, Value};
use oasmith_runtime::{enumeration, record, tuple, union, newtype};

/// Names that the macros' own code must not be confused by.
#[derive(PartialEq)]
pub struct Option {
    /// Numbers of several kinds.
    pub result: ::core::option::Option<f64>,
    /// A whole one.
    pub some: u64,
    /// Beyond 64 bits.
    pub value: i128,
    /// As it comes.
    pub sink: Value,
    /// A rule's name.
    pub pattern: Pattern,
    /// What else there is.
    pub rest: Map<Value>,
}

record! { Option closed {
    "kind" = "option",
    result: "result" optional [Minimum("1"), MultipleOf("0.5")],
    some: "some" required,
    value: "value" required,
    sink: "sink" required,
    pattern: "pattern" required,
    ..rest [MaxLength(2)]
} }

/// A wrapper.
#[derive(Debug, PartialEq)]
pub struct Pattern(pub Vec<Nullable<i8>>);

newtype! { Pattern }

/// Nothing.
#[derive(PartialEq)]
pub struct Empty {}

record! { Empty {} }

/// A tuple.
#[derive(Debug, PartialEq)]
pub struct Tuple(pub i64, pub ::core::option::Option<f64>, pub Vec<u8>);

tuple! { Tuple { 0 required, 1 optional, ..2 } }

/// An enum.
#[derive(Clone, PartialEq)]
pub enum Spec {
    /// One.
    Entry,
    /// Others.
    Unknown(UnknownValue),
}

enumeration! { Spec { "entry" => Entry } }

/// An enum of integers.
#[derive(Clone, PartialEq)]
pub enum Level {
    /// One.
    One,
    /// Others.
    Unknown(i64),
}

enumeration! { Level: i64 { 1 => One } }

/// A tagged union.
#[derive(Debug, PartialEq)]
pub enum Position {
    /// With its tag.
    Option(Box<Option>),
    /// Without.
    Empty(Empty),
    /// Others.
    Unknown(UnknownVariant),
}

union! { Position by "kind" { "option" => Option, "empty" | "none" => Empty with tag } }

/// A closed one.
#[derive(Debug, PartialEq)]
pub enum Closed {
    /// The only one.
    Empty(Empty),
}

union! { Closed closed by "kind" { Int(1) => Empty with tag } }

/// An untagged union.
#[derive(Debug, PartialEq)]
pub enum Candidate {
    /// A whole number.
    Integer(i64),
    /// Any number.
    Number(f64),
    /// An array.
    Tuple(Tuple),
    /// An array, too.
    Pattern(Pattern),
    /// An object.
    Option(Position),
}

union! { Candidate {
    Integer if integer,
    Number if number,
    Tuple if array,
    Pattern if array,
    Option if object ["kind"],
} }

#[cfg(test)]
mod wide;

#[cfg(test)]
mod tests {
    use super::{Candidate, Closed, Level, Spec};
    use oasmith_runtime::json;

    const TEXT: &str = r#"[7,7.5,1e+300,[1,2.5,3],[null,-1],{"kind":"option","result":0.1,"some":18446744073709551615,"value":-170141183460469231731687303715884105728,"sink":{"a":[1,-0.0,2.5]},"pattern":[],"x":18446744073709551616},{"kind":"empty"},{"kind":"other","n":12}]"#;

    #[test]
    fn numbers_come_through_serde_json_as_they_come_through_the_runtime() {
        // With the feature on, serde_json hands every number out as a map with one strange key.
        let precise: serde_json::Value = serde_json::from_str("123456789012345678901234567890.5").unwrap();
        assert_eq!(precise.to_string(), "123456789012345678901234567890.5");

        let own: Vec<Candidate> = json::from_str(TEXT).unwrap();
        let through: Vec<Candidate> = serde_json::from_str(TEXT).unwrap();
        assert_eq!(own, through);
        assert_eq!(json::to_string(&own).unwrap(), TEXT);
        assert_eq!(serde_json::to_string(&own).unwrap(), TEXT);
        let value = serde_json::to_value(&own).unwrap();
        assert_eq!(serde_json::from_value::<Vec<Candidate>>(value).unwrap(), own);
        assert!(serde_json::from_str::<Level>("1.0").unwrap() == Level::One);
        assert_eq!(serde_json::from_str::<i64>("1").unwrap(), 1);
    }

    #[test]
    fn faults_show_the_number() {
        let error = serde_json::from_str::<Spec>("7.50").err().unwrap().to_string();
        assert!(error.starts_with("expected a string, found 7.50"), "{error}");
        let error = serde_json::from_str::<Closed>(r#"{"kind":2}"#).err().unwrap().to_string();
        assert!(error.starts_with("at /kind: expected 1, found 2"), "{error}");
    }
}
