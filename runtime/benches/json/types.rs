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
}

pub mod ours {
    use oasmith_runtime::{object, union};

    pub struct Login {
        pub message: String,
    }

    object! { Login { message: "message" required } }

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

    object! { Record {
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

    object! { Group { "kind" = "group", name: "name" required, children: "children" required } }

    pub struct Wallet {
        pub address: String,
        pub network: String,
        pub balance: i64,
        pub owner: Option<Box<Node>>,
    }

    object! { Wallet {
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

    object! { Key {
        "kind" = "key",
        curve: "curve" required,
        public: "public" required,
        active: "active" required,
    } }
}
