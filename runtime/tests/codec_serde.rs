//! The same types in serde's formats: through serde_json, from text and from values.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use oasmith_runtime::codec::{Map, UnknownVariant, Value};
use oasmith_runtime::{codec::UnknownValue, enumeration, record, union};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[derive(PartialEq)]
struct Account {
    id: u64,
    ratio: f64,
    status: Status,
    owner: Option<Box<Owner>>,
    more: Map<Value>,
}

record! { Account { id: "id" required, ratio: "ratio" required, status: "status" required, owner: "owner" optional, ..more } }

#[derive(Clone, PartialEq)]
enum Status {
    On,
    Unknown(UnknownValue),
}

enumeration! { Status { "on" => On } }

#[derive(PartialEq)]
struct User {
    name: String,
    friends: Vec<Owner>,
}

record! { User { "kind" = "user", name: "name" required, friends: "friends" required } }

#[derive(PartialEq)]
struct Bot {
    limits: Limits,
}

record! { Bot { limits: "limits" required } }

#[derive(Debug, PartialEq)]
enum Owner {
    User(User),
    Bot(Bot),
    Unknown(UnknownVariant),
}

union! { Owner by "kind" { "user" => User, "bot" => Bot with tag } }

#[derive(Debug, PartialEq)]
enum Limits {
    One(i64),
    Words(Vec<String>),
    Numbers(Vec<f64>),
}

union! { Limits { One if integer, Words if array, Numbers if array } }

const TEXT: &str = r#"{"id":18446744073709551615,"ratio":0.5,"status":"off","owner":{"kind":"user","name":"J\n","friends":[{"kind":"bot","limits":[1.5]},{"kind":"bot","limits":7},{"kind":"alien","eyes":3}]},"x":[null,{"a":-1}]}"#;

fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

#[test]
fn text_is_read_and_written_as_by_the_runtime_itself() {
    let account: Account = read(TEXT).unwrap();
    assert!(account == oasmith_runtime::json::from_str(TEXT).unwrap());
    assert_eq!(serde_json::to_string(&account).unwrap(), TEXT);
    assert!(serde_json::from_reader::<_, Account>(TEXT.as_bytes()).unwrap() == account);
    let value = serde_json::to_value(&account).unwrap();
    assert!(serde_json::from_value::<Account>(value).unwrap() == account);
}

#[test]
fn faults_keep_their_path_and_get_a_position() {
    let text = TEXT.replace("[1.5]", "[true]");
    assert_eq!(
        read::<Account>(&text).err().unwrap(),
        "at /owner/friends/0/limits: no variant of Limits fits: Words: at /0: expected a string, found true; \
         Numbers: at /0: expected a number, found true at line 1 column 185",
    );
    assert_eq!(read::<Account>(r#"{"id":1}"#).err().unwrap(), "missing property `ratio` at line 1 column 8");
    let error = read::<Vec<Account>>(r#"[{"id":-1}]"#).err().unwrap();
    assert_eq!(error, "at /id: expected an integer from 0 to 18446744073709551615, found -1 at line 1 column 10");
    // serde_json's own errors come through as they are.
    assert_eq!(read::<Account>(r#"{"id":1,}"#).err().unwrap(), "trailing comma at line 1 column 9");
    assert_eq!(
        read::<Account>(r#"{"owner":{"kind":"user","#).err().unwrap(),
        "EOF while parsing a value at line 1 column 24"
    );
}

#[test]
fn wide_integers_pass_through_serde() {
    #[derive(PartialEq)]
    struct Wide {
        one: i128,
        other: u128,
    }
    record! { Wide { one: "one" required, other: "other" required } }
    let wide = Wide { one: i128::MIN, other: u128::MAX };
    let text = serde_json::to_string(&wide).unwrap();
    assert_eq!(text, format!(r#"{{"one":{},"other":{}}}"#, i128::MIN, u128::MAX));
    assert_eq!(oasmith_runtime::json::from_str::<Wide>(&text).unwrap(), wide);
}

#[test]
fn a_generated_type_may_stand_within_a_derived_one() {
    #[derive(serde::Deserialize, Serialize)]
    struct Page {
        items: Vec<Account>,
    }
    let text = format!(r#"{{"items":[{TEXT}]}}"#);
    assert_eq!(serde_json::to_string(&read::<Page>(&text).unwrap()).unwrap(), text);
}
