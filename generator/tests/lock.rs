//! `oasmith.lock`: what has a name keeps it, whatever becomes of the rest of the document.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Tests may fail by panicking.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use oasmith::{Generator, LockReport};
use serde_json::{Value, json};

/// A folder with a document and its lock.
struct Api(PathBuf);

impl Api {
    fn new(name: &str, document: &Value) -> Api {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lock").join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let api = Api(folder);
        api.write(document);
        api.update();
        api
    }

    fn write(&self, document: &Value) {
        fs::write(self.0.join("api.json"), serde_json::to_string_pretty(document).unwrap()).unwrap();
    }

    fn generator(&self) -> Generator {
        Generator::new(self.0.join("api.json"))
    }

    fn update(&self) -> LockReport {
        self.generator().update_lock().unwrap_or_else(|failure| panic!("{failure}"))
    }

    fn lock(&self) -> String {
        fs::read_to_string(self.0.join("oasmith.lock")).unwrap()
    }

    /// The value of the fact that begins so.
    fn fact(&self, start: &str) -> String {
        let (lock, start) = (self.lock(), start.replace('|', "\t") + "\t");
        let rest = lock.lines().find_map(|line| line.strip_prefix(start.as_str()));
        rest.unwrap_or_else(|| panic!("{start}\n{lock}")).to_owned()
    }

    /// What is emitted, one file after the other.
    fn code(&self) -> String {
        let out = self.0.join("client");
        let report = self.generator().module(&out).run().unwrap_or_else(|failure| panic!("{failure}"));
        report.outputs.iter().map(|file| fs::read_to_string(file).unwrap()).collect()
    }
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({ "type": "object", "properties": properties, "required": required })
}

fn answer(schema: &Value) -> Value {
    json!({ "200": { "description": "Done", "content": { "application/json": { "schema": schema } } } })
}

fn document() -> Value {
    let payment = object(
        &json!({
            "from": { "type": "string" }, "to": { "type": "string" }, "note": { "type": "string" },
            "kind": { "type": "string", "enum": ["once", "daily", "weekly"] }
        }),
        &["from", "to"],
    );
    json!({
        "openapi": "3.1.0", "info": { "title": "Bank", "version": "1" },
        "paths": {
            "/payments": { "post": {
                "operationId": "pay", "tags": ["Payments"],
                "parameters": [
                    { "name": "tenant", "in": "query", "required": true, "schema": { "type": "string" } },
                    { "name": "region", "in": "query", "required": true, "schema": { "type": "string" } }
                ],
                "requestBody": { "required": true, "content": { "application/json": { "schema": payment } } },
                "responses": answer(&json!({ "$ref": "#/components/schemas/Receipt" }))
            } },
            "/owners": { "get": {
                "operationId": "listOwners", "tags": ["Owners"],
                "responses": answer(&json!({ "type": "array", "items": { "$ref": "#/components/schemas/Owner" } }))
            } }
        },
        "components": { "schemas": {
            "Receipt": object(&json!({
                "id": { "type": "string" }, "total": { "type": "integer" }, "owner": { "$ref": "#/components/schemas/Owner" }
            }), &["id", "total"]),
            "Owner": object(&json!({ "id": { "type": "string" }, "name": { "type": "string" }, "city": { "type": "string" } }), &["id"]),
            "Place": object(&json!({ "street": { "type": "string" }, "zip": { "type": "string" }, "city": { "type": "string" } }), &["zip"])
        } }
    })
}

fn renamed(document: &Value, from: &str, to: &str) -> Value {
    serde_json::from_str(&serde_json::to_string(document).unwrap().replace(from, to)).unwrap()
}

#[test]
fn a_lock_changes_no_name_by_itself() {
    let api = Api::new("itself", &document());
    let locked = api.code();
    let report = api.update();
    assert!(!report.changed && report.added.is_empty(), "{report:?}");
    fs::remove_file(api.0.join("oasmith.lock")).unwrap();
    assert_eq!(api.code(), locked);
}

#[test]
fn a_component_that_is_renamed_keeps_its_name() {
    let api = Api::new("component", &document());
    api.write(
        &renamed(&document(), "schemas/Owner\"", "schemas/Holder\"")
            .pointer("")
            .cloned()
            .map(|mut document| {
                let schemas = document["components"]["schemas"].as_object_mut().unwrap();
                let owner = schemas.remove("Owner").unwrap();
                schemas.insert("Holder".to_owned(), owner);
                document
            })
            .unwrap(),
    );
    let code = api.code();
    assert!(code.contains("pub struct Owner") && !code.contains("Holder {"), "{code}");
    let report = api.update();
    assert_eq!(api.fact("place|#/components/schemas/Holder"), "types::Owner");
    assert!(report.retired.iter().all(|line| line.starts_with("place")), "{report:?}");
    assert!(api.code().contains("pub struct Owner"));
}

#[test]
fn a_path_and_a_tag_that_are_renamed_keep_the_names() {
    let api = Api::new("path", &document());
    api.write(&renamed(&renamed(&document(), "\"/payments\"", "\"/v2/transfers\""), "\"Payments\"", "\"Transfers\""));
    let code = api.code();
    for kept in ["fn payments(", "PaymentsApi", "pub struct PayRequest", "pub fn pay("] {
        assert!(code.contains(kept), "{kept}\n{code}");
    }
    api.update();
    assert_eq!(api.fact("operation group|POST /v2/transfers"), "payments");
    assert_eq!(api.fact("group of|payments"), "tag Transfers");
    // What is new there goes with it.
    let mut with_new =
        renamed(&renamed(&document(), "\"/payments\"", "\"/v2/transfers\""), "\"Payments\"", "\"Transfers\"");
    with_new["paths"]["/v2/more"] = json!({ "get": { "operationId": "more", "tags": ["Transfers"], "responses": { "204": { "description": "Done" } } } });
    api.write(&with_new);
    api.update();
    assert_eq!(api.fact("operation group|GET /v2/more"), "payments");
}

#[test]
fn arguments_stay_where_they_are() {
    let api = Api::new("arguments", &document());
    let mut swapped = document();
    let operation = &mut swapped["paths"]["/payments"]["post"];
    operation["parameters"].as_array_mut().unwrap().reverse();
    let schema = &mut operation["requestBody"]["content"]["application/json"]["schema"];
    let kind = schema["properties"]["kind"].clone();
    schema["properties"] = json!({
        "amount": { "type": "string" }, "to": { "type": "string" }, "from": { "type": "string" }, "kind": kind
    });
    schema["required"] = json!(["amount", "to", "from"]);
    api.write(&swapped);
    let text = fs::read_to_string(api.0.join("api.json")).unwrap();
    assert!(text.contains("amount"));
    for locked in [false, true] {
        if locked {
            api.update();
        }
        let flat = api.code().split_whitespace().collect::<Vec<_>>().join(" ");
        let new = "pub fn new( from: impl Into<String>, to: impl Into<String>, amount: impl Into<String>, )";
        assert!(flat.contains(new), "{flat}");
        let (tenant, region) = (flat.find("tenant: impl Into<String>"), flat.find("region: impl Into<String>"));
        assert!(tenant.unwrap() < region.unwrap(), "{flat}");
    }
    assert_eq!(api.fact("type argument|payments::PayRequest|01"), "from");
    assert_eq!(api.fact("operation argument|POST /payments|01"), "query tenant");
}

#[test]
fn what_becomes_equal_later_does_not_merge() {
    let mut document = document();
    let inner = |name: &str| {
        object(&json!({ "a": { "type": "string" }, "b": { "type": "string" }, name: { "type": "string" } }), &[])
    };
    document["components"]["schemas"]["Receipt"]["properties"]["first"] = inner("c");
    document["components"]["schemas"]["Owner"]["properties"]["second"] = inner("d");
    let api = Api::new("equal", &document);
    let (first, second) = (
        api.fact("place|#/components/schemas/Receipt/properties/first"),
        api.fact("place|#/components/schemas/Owner/properties/second"),
    );
    assert_ne!(first, second);
    document["components"]["schemas"]["Owner"]["properties"]["second"] = inner("c");
    api.write(&document);
    api.update();
    assert_eq!(api.fact("place|#/components/schemas/Receipt/properties/first"), first);
    assert_eq!(api.fact("place|#/components/schemas/Owner/properties/second"), second);
}

/// Operations that have one enum of errors by status keep it, and its name.
#[test]
fn enums_of_statuses_stay_what_they_are() {
    let errors = |document: &mut Value, path: &str, method: &str, statuses: &[&str]| {
        for (at, status) in statuses.iter().enumerate() {
            let schema =
                json!({ "type": "object", "required": ["why"], "properties": { "why": { "type": "string" } } });
            document["paths"][path][method]["responses"][*status] = match at {
                0 => json!({ "description": "No", "content": { "application/json": { "schema": schema } } }),
                _ => json!({ "description": "No" }),
            };
        }
    };
    let mut document = document();
    errors(&mut document, "/payments", "post", &["409", "410"]);
    errors(&mut document, "/owners", "get", &["409", "410"]);
    let api = Api::new("statuses", &document);
    let (pay, list) = ("operation error|POST /payments", "operation error|GET /owners");
    assert_eq!((api.fact(pay), api.fact(list)), (api.fact(pay), api.fact(pay)));
    let shared = api.fact(pay);
    assert_eq!(shared, "types::ConflictOrGoneError");
    // What would be told from others by other words keeps its name; what parts has another.
    errors(&mut document, "/owners", "get", &["409", "410", "423"]);
    document["paths"]["/places"] =
        json!({ "get": { "operationId": "places", "responses": answer(&json!({ "type": "string" })) } });
    errors(&mut document, "/places", "get", &["409", "410"]);
    api.write(&document);
    api.update();
    assert!([api.fact(pay), api.fact(list)].contains(&shared));
    assert_ne!(api.fact(pay), api.fact(list));
    assert_eq!(api.fact("operation error|GET /places") == shared, api.fact(pay) == shared);
}

/// Operations whose headers are read by one type keep it, and its name; one that has had its own keeps that.
#[test]
fn what_reads_headers_stays_what_it_is() {
    let header = |document: &mut Value, path: &str, method: &str, name: &str| {
        document["paths"][path][method]["responses"]["200"]["headers"][name] =
            json!({ "schema": { "type": "string" } });
    };
    let mut document = document();
    header(&mut document, "/payments", "post", "Link");
    header(&mut document, "/owners", "get", "Link");
    let api = Api::new("header_types", &document);
    let (pay, list) = ("operation headers|POST /payments", "operation headers|GET /owners");
    assert_eq!([api.fact(pay), api.fact(list)], ["types::LinkHeaders", "types::LinkHeaders"]);
    // What parts has another name, and one of the two has the old one.
    header(&mut document, "/owners", "get", "ETag");
    api.write(&document);
    api.update();
    let held = [api.fact(pay), api.fact(list)];
    assert!(held.contains(&"types::LinkHeaders".to_owned()));
    assert_ne!(held[0], held[1]);
    // What is new has what its equals have, if that is not an operation's own.
    document["paths"]["/places"] =
        json!({ "get": { "operationId": "places", "responses": answer(&json!({ "type": "string" })) } });
    header(&mut document, "/places", "get", "Link");
    api.write(&document);
    api.update();
    assert_eq!([api.fact(pay), api.fact(list)], held);
    assert_eq!(api.fact("operation headers|GET /places") == "types::LinkHeaders", held[0] == "types::LinkHeaders");
    // What was apart stays apart, although it is the same again.
    header(&mut document, "/payments", "post", "ETag");
    api.write(&document);
    api.update();
    assert_eq!([api.fact(pay), api.fact(list)], held);
    let code = api.code();
    assert_eq!(code.matches("impl rt::DeclaresHeaders for").count(), 3, "{code}");
}

/// Enums of media types, the methods that give headers and the parameters that the client holds keep their names.
#[test]
fn what_only_a_client_has_stays_what_it_is() {
    let two = |schema: &str| {
        let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
        json!({ "application/json": { "schema": schema }, "application/xml": { "schema": schema } })
    };
    let tried = |kind: &str| json!({ "description": "No", "headers": { "X-Tries": { "schema": { "type": kind } } } });
    let mut document = document();
    for (path, method) in [("/payments", "post"), ("/owners", "get")] {
        document["paths"][path][method]["responses"]["409"] = json!({ "description": "No", "content": two("Place") });
    }
    document["paths"]["/payments"]["post"]["requestBody"]["content"] = two("Owner");
    document["paths"]["/payments"]["post"]["responses"]["423"] = tried("integer");
    let api = Api::new("client_names", &document);
    let settings = "[client-parameters]\ntenant = 'query'\n";
    fs::write(api.0.join("oasmith.toml"), settings).unwrap();
    api.update();
    let (pay, list) = ("answer enum|POST /payments|409", "answer enum|GET /owners|409");
    let tries = "header method|POST /payments|x-tries|";
    let known =
        [pay, list, "body enum|POST /payments", tries, "client parameter|query|tenant"].map(|fact| api.fact(fact));
    assert_eq!(known, ["types::PlaceContent", "types::PlaceContent", "payments::PayBody", "x_tries", "TENANT"]);

    // What a person writes into it is what is emitted.
    let edited = [("PlaceContent", "Somewhere"), ("PayBody", "Order"), ("\tx_tries", "\ttries"), ("TENANT", "HOUSE")];
    let lock = edited.iter().fold(api.lock(), |lock, (from, to)| lock.replace(from, to));
    fs::write(api.0.join("oasmith.lock"), lock).unwrap();
    let code = api.code();
    for emitted in ["enum Somewhere", "enum Order", "fn tries(", "const HOUSE"] {
        assert!(code.contains(emitted), "{emitted}\n{code}");
    }

    // Another answer with the same is the same; what says something else now has a name of its own, and nothing takes theirs.
    let mut later = renamed(&document, "/payments", "/v2/payments");
    later["paths"]["/owners"]["get"]["responses"]["409"]["content"] = two("Receipt");
    later["paths"]["/places"] = json!({ "get": { "operationId": "places", "responses": {
        "200": { "description": "Places", "content": two("Place") }, "423": tried("string")
    } } });
    later["paths"]["/v2/payments"]["post"]["responses"]["422"] = tried("string");
    api.write(&later);
    api.update();
    assert_eq!(api.fact("answer enum|POST /v2/payments|409"), "types::Somewhere");
    assert_eq!(api.fact("answer enum|GET /places|200"), "types::Somewhere");
    assert_eq!(api.fact(list), "owners::ListOwners409Content");
    assert_eq!(api.fact("body enum|POST /v2/payments"), "payments::Order");
    let status = |status: &str| api.fact(&format!("header method|POST /v2/payments|x-tries|{status}"));
    assert_eq!((status(""), status("423")), ("tries".to_owned(), "x_tries_423".to_owned()));
}

/// Operations stay on the client, or in their groups, whatever tags come and go.
#[test]
fn operations_stay_methods_of_what_they_are_methods_of() {
    let done = |id: &str, tags: &[&str]| json!({ "operationId": id, "tags": tags, "responses": { "204": { "description": "Done" } } });
    let document = |tags: &[&str]| {
        let mut document = document();
        document["paths"] = json!({
            "/a": { "get": done("first", tags) }, "/b": { "get": done("second", tags) }, "/c": { "get": done("third", tags) },
            "/d": { "get": done("fourth", tags) }
        });
        document
    };
    let (group, kind) = ("operation group|GET /a", "group of|operations");
    let api = Api::new("on_the_client", &document(&[]));
    assert_eq!((api.fact(group), api.fact(kind)), ("operations".to_owned(), "client".to_owned()));
    let mut tagged = document(&["Letters"]);
    tagged["paths"]["/e"] = json!({ "get": done("first", &["Others"]) });
    tagged["paths"]["/f"] = json!({ "get": done("fifth", &["first"]) });
    api.write(&tagged);
    api.update();
    let code = api.code();
    assert!(
        code.contains("impl super::Client {") && code.contains("pub fn first(&self) -> super::Call<'_, First>"),
        "{code}"
    );
    assert_eq!((api.fact(group), api.fact(kind)), ("operations".to_owned(), "client".to_owned()));
    assert_eq!(api.fact("operation group|GET /e"), "others");
    // What leads to a new group makes way for a method that is there.
    assert_eq!(api.fact("group accessor|first"), "first_2");

    let api = Api::new("off_the_client", &document(&["Letters"]));
    api.write(&document(&[]));
    let code = api.code();
    assert!(code.contains("pub fn letters(&self) -> letters::LettersApi<'_>"), "{code}");
    assert!(!code.contains("impl super::Client"), "{code}");
}

#[test]
fn the_settings_name_the_lock() {
    let api = Api::new("settings", &document());
    fs::rename(api.0.join("oasmith.lock"), api.0.join("names.lock")).unwrap();
    fs::write(api.0.join("oasmith.toml"), "lock = 'names.lock'\n").unwrap();
    api.write(&renamed(&document(), "\"Payments\"", "\"Transfers\""));
    assert!(api.code().contains("pub fn payments(&self)"));
    api.update();
    let lock = fs::read_to_string(api.0.join("names.lock")).unwrap();
    assert!(lock.contains("group of\tpayments\ttag Transfers\n"), "{lock}");
    assert!(!api.0.join("oasmith.lock").exists());
}

#[test]
fn a_type_that_parts_leaves_its_name_where_nothing_changed() {
    let mut document = document();
    let inner = |name: &str| {
        object(&json!({ "a": { "type": "string" }, "b": { "type": "string" }, name: { "type": "string" } }), &[])
    };
    document["components"]["schemas"]["Receipt"]["properties"]["detail"] = inner("c");
    document["components"]["schemas"]["Owner"]["properties"]["detail"] = inner("c");
    let api = Api::new("parts", &document);
    let (receipt, owner) =
        ("place|#/components/schemas/Receipt/properties/detail", "place|#/components/schemas/Owner/properties/detail");
    let shared = api.fact(receipt);
    assert_eq!(api.fact(owner), shared);
    document["components"]["schemas"]["Owner"]["properties"]["detail"] = inner("d");
    api.write(&document);
    api.update();
    assert_eq!(api.fact(receipt), shared);
    assert_ne!(api.fact(owner), shared);
}

#[test]
fn a_retired_name_is_given_to_nothing_else() {
    let api = Api::new("retired", &document());
    let mut without = document();
    without["components"]["schemas"]["Receipt"]["properties"].as_object_mut().unwrap().remove("total");
    without["components"]["schemas"]["Receipt"]["required"] = json!(["id"]);
    without["paths"].as_object_mut().unwrap().remove("/owners");
    api.write(&without);
    api.update();
    assert!(api.lock().contains("retired\tmember\ttypes::Receipt\ttotal\ttotal\n"), "{}", api.lock());
    let mut other = without.clone();
    other["components"]["schemas"]["Receipt"]["properties"]["Total"] = json!({ "type": "string" });
    other["paths"]["/all/owners"] = json!({ "get": {
        "operationId": "ListOwners", "tags": ["Owners"], "responses": { "204": { "description": "Done" } } } });
    api.write(&other);
    api.update();
    assert_eq!(api.fact("member|types::Receipt|Total"), "total_2");
    assert_eq!(api.fact("operation type|GET /all/owners"), "ListOwnersOperation");
    // The same thing has its name back.
    api.write(&document());
    api.update();
    assert_eq!(api.fact("member|types::Receipt|total"), "total");
    assert_eq!(api.fact("operation type|GET /owners"), "ListOwners");
}

#[test]
fn a_rename_goes_before_the_lock() {
    let api = Api::new("rename", &document());
    fs::write(
        api.0.join("oasmith.toml"),
        "[rename]\nOwner = \"Person\"\n\"Receipt.id\" = \"number\"\npay = \"transfer\"\n",
    )
    .unwrap();
    let code = api.code();
    for renamed in ["pub struct Person", "pub number: String", "pub fn transfer(", "pub struct TransferRequest"] {
        assert!(code.contains(renamed), "{renamed}\n{code}");
    }
    api.update();
    assert_eq!(api.fact("place|#/components/schemas/Owner"), "types::Person");
    assert_eq!(api.code(), code);
}

#[test]
fn an_operation_that_is_moved_leaves_its_group() {
    let api = Api::new("moved", &document());
    fs::write(api.0.join("oasmith.toml"), "[groups]\n'*Owners' = 'People'\n").unwrap();
    api.update();
    assert_eq!(api.fact("operation group|GET /owners"), "people");
    assert_eq!(api.fact("operation group|POST /payments"), "payments");
    assert_eq!(api.fact("operation type|GET /owners"), "ListOwners");
}

#[test]
fn stale_locks_are_told_of() {
    let api = Api::new("stale", &document());
    let mut document = document();
    document["components"]["schemas"]["Owner"]["properties"]["born"] = json!({ "type": "string" });
    api.write(&document);
    let out = api.0.join("client");
    let report = api.generator().module(&out).run().unwrap();
    let told = report.to_string();
    assert!(told.contains("warning[stale-lock]: the names of the document are not those of"), "{told}");
    assert!(told.contains("new: member types::Owner born = born"), "{told}");
    assert!(told.contains("run `oasmith lock`"), "{told}");
    let failure = api.generator().module(&out).check(true).run().unwrap_err();
    assert!(failure.to_string().contains("error[stale-lock]"), "{failure}");
    let lock = api.lock();
    assert!(api.generator().check(true).update_lock().unwrap().changed);
    assert_eq!(api.lock(), lock);
    api.update();
    assert!(!api.generator().module(&out).run().unwrap().to_string().contains("stale-lock"));
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn pick(&mut self, from: &Value) -> Option<String> {
        let keys: Vec<&String> = from.as_object()?.keys().collect();
        keys.get(self.below(keys.len())).map(|key| (*key).clone())
    }
}

/// Facts by their lines' beginnings.
fn facts(lock: &str) -> BTreeMap<String, String> {
    let live = lock.lines().filter(|line| !line.starts_with(['#']) && !line.starts_with("retired\t"));
    live.filter_map(|line| line.rsplit_once('\t')).map(|(key, name)| (key.to_owned(), name.to_owned())).collect()
}

/// Changes something at random, and says what.
fn edit(document: &mut Value, random: &mut Random, number: usize) -> String {
    let schemas = document["components"]["schemas"].clone();
    let Some(name) = random.pick(&schemas) else { return String::new() };
    let one = random.pick(&schemas[&name]["properties"]);
    let at = format!("/components/schemas/{name}");
    match random.below(9) {
        0 => {
            document["components"]["schemas"][format!("New{number}")] =
                object(&json!({ format!("p{number}"): { "type": "string" }, "x": { "type": "integer" } }), &["x"]);
            document["components"]["schemas"]["Receipt"]["properties"][format!("new{number}")] =
                json!({ "$ref": format!("#/components/schemas/New{number}") });
            "add a component".to_owned()
        }
        1 => {
            document["components"]["schemas"][&name]["properties"][format!("q{number}")] = json!({ "type": "string" });
            format!("add a property to {name}")
        }
        2 => {
            let Some(one) = one.filter(|one| !one.starts_with("new")) else { return String::new() };
            let schema = document.pointer_mut(&at).unwrap();
            schema["properties"].as_object_mut().unwrap().remove(&one);
            if let Some(required) = schema["required"].as_array_mut() {
                required.retain(|name| name.as_str() != Some(&one));
            }
            format!("remove {name}.{one}")
        }
        3 => {
            let Some(one) = one.filter(|one| !one.starts_with("new")) else { return String::new() };
            document.pointer_mut(&at).unwrap()["properties"][&one] = json!({ "type": "boolean" });
            format!("change the type of {name}.{one}")
        }
        4 => {
            let properties = document.pointer_mut(&at).unwrap()["properties"].as_object_mut().unwrap();
            *properties = std::mem::take(properties).into_iter().rev().collect();
            format!("reorder {name}")
        }
        5 => {
            let path = random.pick(&document["paths"]).unwrap();
            let paths = document["paths"].as_object_mut().unwrap();
            let item = paths.remove(&path).unwrap();
            paths.insert(format!("/v{number}{path}"), item);
            format!("move {path}")
        }
        6 => {
            let other = random.pick(&schemas[&name]["properties"]);
            let (Some(one), Some(other)) = (one, other) else { return String::new() };
            let properties = &mut document.pointer_mut(&at).unwrap()["properties"];
            let (first, second) = (properties[&one].clone(), properties[&other].clone());
            (properties[&one], properties[&other]) = (second, first);
            format!("swap {name}.{one} and {name}.{other}")
        }
        7 => {
            let Some(into) = random.pick(&schemas).filter(|into| *into != name) else { return String::new() };
            let schemas = document["components"]["schemas"].as_object_mut().unwrap();
            let (gone, schema) = schemas.remove_entry(&name).unwrap();
            for (property, schema) in schema["properties"].as_object().unwrap() {
                schemas[&into]["properties"].as_object_mut().unwrap().entry(property).or_insert(schema.clone());
            }
            *document = renamed(document, &format!("schemas/{gone}\""), &format!("schemas/{into}\""));
            format!("merge {gone} into {into}")
        }
        _ => {
            let to = format!("Renamed{number}");
            let text = serde_json::to_string(document).unwrap();
            *document =
                serde_json::from_str(&text.replace(&format!("schemas/{name}\""), &format!("schemas/{to}\""))).unwrap();
            let schemas = document["components"]["schemas"].as_object_mut().unwrap();
            let schema = schemas.remove(&name).unwrap();
            schemas.insert(to.clone(), schema);
            format!("rename {name} to {to}")
        }
    }
}

/// Holds one version's names against those of the one before.
fn kept(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>, edit: &str) {
    // A type that is there in both, however its places and members changed, keeps its members' names; what moved is the same type.
    for (key, name) in before {
        let parts: Vec<&str> = key.split('\t').collect();
        if matches!(parts[0], "member" | "setter" | "operation type" | "operation method")
            && let Some(now) = after.get(key)
        {
            assert_eq!(now, name, "{edit}: {key}");
        }
        // The order of what is in both.
        if let ["type argument", path, at] = parts.as_slice() {
            let order = |facts: &BTreeMap<String, String>| -> Vec<String> {
                let start = format!("type argument\t{path}\t");
                facts.iter().filter(|(key, _)| key.starts_with(&start)).map(|(_, name)| name.clone()).collect()
            };
            let (old, new) = (order(before), order(after));
            let old: Vec<_> = old.into_iter().filter(|name| new.contains(name)).collect();
            assert!(new.starts_with(&old), "{edit}: {path} {at}: {old:?} {new:?}");
        }
    }
    // A place that is there in both is the same type, unless another place took it with its structure.
    for (key, name) in before.iter().filter(|(key, _)| key.starts_with("place\t")) {
        if let Some(now) = after.get(key) {
            assert_eq!(now, name, "{edit}: {key}");
        }
    }
}

fn edits(count: usize, name: &str) {
    let mut document = document();
    document["components"]["schemas"].as_object_mut().unwrap().remove("Place");
    let api = Api::new(name, &document);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let types = |facts: &BTreeMap<String, String>| facts.keys().filter(|key| key.starts_with("type\t")).count();
    for number in 0..count {
        let before = facts(&api.lock());
        let said = edit(&mut document, &mut random, number);
        api.write(&document);
        let report = api.update();
        let after = facts(&api.lock());
        kept(&before, &after, &said);
        if said.starts_with("rename") || said.starts_with("move") || said.starts_with("reorder") {
            assert_eq!(types(&before), types(&after), "{said}");
            let names = |lines: &[String]| {
                lines.iter().filter(|line| line.starts_with("type ") || line.starts_with("member ")).count()
            };
            assert_eq!((names(&report.added), names(&report.retired)), (0, 0), "{said}: {report:?}");
        }
    }
}

#[test]
fn random_edits_change_no_name_of_what_is_still_there() {
    edits(60, "random");
}

#[test]
#[ignore = "slow"]
fn many_random_edits_change_no_name_of_what_is_still_there() {
    edits(500, "random-many");
}

#[test]
fn lists_that_all_hold_each_other_are_locked() {
    let name = |at: usize| format!("L{at}");
    let lists = (0..24).map(|at| {
        let others = (0..24).filter(|other| *other != at);
        let others: Vec<Value> =
            others.map(|other| json!({ "$ref": format!("#/components/schemas/{}", name(other)) })).collect();
        let record = json!({ "type": "object", "properties": { (name(at)): { "type": "string" } } });
        let variants = [others, vec![record]].concat();
        let items = json!({ "anyOf": variants });
        (name(at), json!({ "type": "array", "items": items }))
    });
    let schemas: serde_json::Map<String, Value> = lists.collect();
    let answer = json!({ "description": "", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/L0" } } } });
    let api = Api::new(
        "circles",
        &json!({
            "openapi": "3.1.0",
            "info": { "title": "", "version": "1" },
            "paths": { "/x": { "get": { "responses": { "200": answer } } } },
            "components": { "schemas": schemas },
        }),
    );
    assert!(!api.update().changed);
}

/// Two of FastAPI's components that say the same become one where nothing holds them apart.
#[test]
fn twins_that_have_become_equal_stay_two_types() {
    let document = |answered: &[&str]| {
        let content = |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        json!({
            "openapi": "3.1.0",
            "info": { "title": "t", "version": "1" },
            "paths": { "/pets": { "post": {
                "operationId": "add",
                "requestBody": { "required": true, "content": content("Pet-Input") },
                "responses": { "200": { "description": "Done", "content": content("Pet-Output") } },
            } } },
            "components": { "schemas": {
                "Pet-Input": object(&json!({ "name": { "type": "string" } }), &[]),
                "Pet-Output": object(&json!({ "name": { "type": "string" } }), answered),
            } },
        })
    };
    let apart = Api::new("twins-apart", &document(&["name"]));
    apart.write(&document(&[]));
    let code = apart.code();
    assert!(code.contains("pub struct PetInput") && code.contains("pub struct PetOutput"), "{code}");

    // What has been one from the beginning stays one type, and so it does where the lock is read.
    let joined = Api::new("twins-joined", &document(&[]));
    for code in [joined.code(), {
        joined.update();
        joined.code()
    }] {
        assert!(code.contains("pub struct Pet ") && !code.contains("struct PetOutput"), "{code}");
    }

    // The user's word for one of them holds them apart as well.
    fs::write(joined.0.join("oasmith.toml"), "[rename]\n\"Pet-Output\" = \"KnownPet\"\n").unwrap();
    fs::remove_file(joined.0.join("oasmith.lock")).unwrap();
    let code = joined.code();
    assert!(code.contains("pub struct PetInput") && code.contains("pub struct KnownPet"), "{code}");
}
