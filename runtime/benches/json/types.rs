//! The same types twice: with serde's derive, and with the runtime's macros.

pub mod derived {
    use serde::{Deserialize, Serialize};

    #[derive(Deserialize, Serialize)]
    pub struct Login {
        pub message: String,
    }

    #[derive(Deserialize, Serialize)]
    #[serde(rename_all = "camelCase")]
    pub struct Record {
        pub id: i64,
        pub user_name: String,
        pub email: String,
        pub active: bool,
        pub score: f64,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub nick: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub age: Option<u32>,
        pub street_address: String,
        pub balance: f64,
    }

    #[derive(Deserialize, Serialize)]
    #[serde(tag = "kind", rename_all = "camelCase")]
    pub enum Node {
        Group(Group),
        Wallet(Wallet),
        Key(Key),
    }

    #[derive(Deserialize, Serialize)]
    pub struct Group {
        pub name: String,
        pub children: Vec<Node>,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Wallet {
        pub address: String,
        pub network: String,
        pub balance: i64,
        pub owner: Option<Box<Node>>,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Key {
        pub curve: String,
        pub public: String,
        pub active: bool,
    }

    #[derive(Deserialize, Serialize)]
    #[serde(untagged)]
    pub enum Event {
        Office(Office),
        Address(Address),
        Payment(Payment),
        Fee(Fee),
        Plain(Plain),
    }

    #[derive(Deserialize, Serialize)]
    pub struct Office {
        pub id: i64,
        pub at: String,
        pub city: String,
        pub zip: String,
        pub floor: i64,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Address {
        pub id: i64,
        pub at: String,
        pub city: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub zip: Option<String>,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Payment {
        pub id: i64,
        pub at: String,
        pub amount: i64,
        pub currency: String,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Fee {
        pub id: i64,
        pub at: String,
        pub amount: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Plain {
        pub id: i64,
        pub at: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub note: Option<String>,
    }

    #[derive(Deserialize, Serialize)]
    #[serde(untagged)]
    pub enum Filter {
        All(All),
        Any(Any),
        Comparison(Comparison),
    }

    #[derive(Deserialize, Serialize)]
    pub struct All {
        pub all: Vec<Filter>,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Any {
        pub any: Vec<Filter>,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Comparison {
        pub field: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub value: Option<String>,
    }

    #[derive(Deserialize, Serialize)]
    #[serde(tag = "type", rename_all = "camelCase")]
    pub enum Action {
        Pause(Pause),
        Resume(Resume),
    }

    #[derive(Deserialize, Serialize)]
    pub struct Pause {
        pub id: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
    }

    #[derive(Deserialize, Serialize)]
    pub struct Resume {
        pub id: i64,
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
    }
}

pub mod ours {
    use oasmith_runtime::{record, union};

    pub struct Login {
        pub message: String,
    }

    record! { Login { message: "message" required } }

    pub struct Record {
        pub id: i64,
        pub user_name: String,
        pub email: String,
        pub active: bool,
        pub score: f64,
        pub nick: Option<String>,
        pub age: Option<u32>,
        pub street_address: String,
        pub balance: f64,
    }

    record! { Record {
        id: "id" required,
        user_name: "userName" required,
        email: "email" required,
        active: "active" required,
        score: "score" required,
        nick: "nick" optional,
        age: "age" optional,
        street_address: "streetAddress" required,
        balance: "balance" required,
    } }

    #[derive(Debug)]
    pub enum Node {
        Group(Group),
        Wallet(Wallet),
        Key(Key),
    }

    union! { Node closed by "kind" { "group" => Group, "wallet" => Wallet, "key" => Key } }

    pub struct Group {
        pub name: String,
        pub children: Vec<Node>,
    }

    record! { Group { "kind" = "group", name: "name" required, children: "children" required } }

    pub struct Wallet {
        pub address: String,
        pub network: String,
        pub balance: i64,
        pub owner: Option<Box<Node>>,
    }

    record! { Wallet {
        "kind" = "wallet",
        address: "address" required,
        network: "network" required,
        balance: "balance" required,
        owner: "owner" required,
    } }

    pub struct Key {
        pub curve: String,
        pub public: String,
        pub active: bool,
    }

    record! { Key {
        "kind" = "key",
        curve: "curve" required,
        public: "public" required,
        active: "active" required,
    } }

    #[derive(Debug)]
    pub enum Event {
        Office(Office),
        Address(Address),
        Payment(Payment),
        Fee(Fee),
        Plain(Plain),
    }

    union! { Event {
        Office if object ["id", "at", "city", "zip", "floor"],
        Address if object ["id", "at", "city"],
        Payment if object ["id", "at", "amount", "currency"],
        Fee if object ["id", "at", "amount"],
        Plain if object ["id", "at"],
    } }

    pub struct Office {
        pub id: i64,
        pub at: String,
        pub city: String,
        pub zip: String,
        pub floor: i64,
    }

    record! { Office {
        id: "id" required,
        at: "at" required,
        city: "city" required,
        zip: "zip" required,
        floor: "floor" required,
    } }

    pub struct Address {
        pub id: i64,
        pub at: String,
        pub city: String,
        pub zip: Option<String>,
    }

    record! { Address {
        id: "id" required,
        at: "at" required,
        city: "city" required,
        zip: "zip" optional,
    } }

    pub struct Payment {
        pub id: i64,
        pub at: String,
        pub amount: i64,
        pub currency: String,
    }

    record! { Payment {
        id: "id" required,
        at: "at" required,
        amount: "amount" required,
        currency: "currency" required,
    } }

    pub struct Fee {
        pub id: i64,
        pub at: String,
        pub amount: i64,
        pub note: Option<String>,
    }

    record! { Fee {
        id: "id" required,
        at: "at" required,
        amount: "amount" required,
        note: "note" optional,
    } }

    pub struct Plain {
        pub id: i64,
        pub at: String,
        pub note: Option<String>,
    }

    record! { Plain {
        id: "id" required,
        at: "at" required,
        note: "note" optional,
    } }

    #[derive(Debug)]
    pub enum Filter {
        All(All),
        Any(Any),
        Comparison(Comparison),
    }

    union! { Filter {
        All if object ["all"],
        Any if object ["any"],
        Comparison if object ["field"],
    } }

    pub struct All {
        pub all: Vec<Filter>,
    }

    record! { All { all: "all" required } }

    pub struct Any {
        pub any: Vec<Filter>,
    }

    record! { Any { any: "any" required } }

    pub struct Comparison {
        pub field: String,
        pub value: Option<String>,
    }

    record! { Comparison { field: "field" required, value: "value" optional } }

    #[derive(Debug)]
    pub enum Action {
        Pause(Pause),
        Resume(Resume),
    }

    union! { Action closed by "type" {
        "pause" => Pause,
        "resume" => Resume,
    } else {
        Pause if object,
        Resume if object,
    } }

    pub struct Pause {
        pub id: i64,
        pub reason: Option<String>,
    }

    record! { Pause { "type" = "pause" assumed, id: "id" required, reason: "reason" optional } }

    pub struct Resume {
        pub id: i64,
        pub reason: Option<String>,
    }

    record! { Resume { "type" = "resume" assumed, id: "id" required, reason: "reason" optional } }
}
