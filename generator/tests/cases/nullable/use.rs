//! `null` wherever a document allows it, and what the callers of setters write.

use std::time::Duration;

use oasmith_runtime::chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, TimeZone, Utc};
use oasmith_runtime::{
    Error, HeaderMap, HttpRequest, HttpResponse, Mock, Nullable, Operation, Response, StatusCode, Value, json,
};

use super::nullable::Client;
use super::nullable::ghosts::{AddGhost, AddGhostOutput};
use super::nullable::notes::{GetNote, PutNote, PutNoteBody, PutNoteContent};
use super::nullable::things::PutThing;
use super::nullable::types::{CatOrOwner, Ghost, Kind, Note, Owner, Thing, ThingEither, Tree};
use super::ready::ready;

fn thing(rest: &str) -> Thing {
    json::from_str(&format!(r#"{{"owner":null,"maybe":null,"any":null,"tree":null{rest}}}"#)).unwrap()
}

/// The bodies that were sent.
fn sent(mock: &Mock) -> Vec<String> {
    let body = |request: &HttpRequest| request.body.as_ref().unwrap().bytes().unwrap();
    mock.requests().iter().map(|request| String::from_utf8(body(request).to_vec()).unwrap()).collect()
}

fn answer<O: Operation>(status: u16, body: &'static str) -> Result<O::Output, Error<O::Error>> {
    let mut http = HttpResponse::json(StatusCode::from_u16(status).unwrap(), body);
    http.headers = HeaderMap::new();
    O::decode(Response::to::<O>(http))
}

// support: Schemas | `nullable` beside `allOf`, `oneOf`, `anyOf`, `$ref`, `enum` or nothing that has a type: there it means `null` as well, against the letter of OpenAPI 3.0.3, as documents mean it | yes
#[test]
fn nullable_counts_wherever_it_stands() {
    let all = [
        "all",
        "two",
        "beside",
        "within",
        "one",
        "either",
        "only",
        "tagged",
        "reference",
        "not",
        "kind",
        "listed",
        "forgotten",
        "untyped",
        "deep",
        "ruled",
        "nothing",
        "when",
        "data",
        "count",
        "sent",
        "since",
        "lasts",
        "price",
    ];
    for key in all {
        let rest = format!(r#","{key}":null"#);
        let text = format!(r#"{{"owner":null,"maybe":null,"any":null,"tree":null{rest}}}"#);
        assert_eq!(json::to_string(&thing(&rest)).unwrap(), text, "{key}");
    }
    let absent = thing("");
    assert_eq!((&absent.all, &absent.when, &absent.not), (&None, &None, &None));
    assert_eq!(thing(r#","all":null"#).all, Some(Nullable::Null));
    assert_eq!(thing(r#","all":{"name":"Jo"}"#).all, Some(Nullable::Value(Owner::new("Jo"))));
    assert!(json::from_str::<Thing>(r#"{"owner":{},"maybe":null,"any":null,"tree":null}"#).is_err());
}

#[test]
fn nullable_counts_in_rules_as_well() {
    let strict = |unlike: &str| {
        let text = format!(r#"{{"owner":null,"maybe":null,"any":null,"tree":null,"unlike":{unlike}}}"#);
        json::from_slice_strict::<Thing>(text.as_bytes()).is_ok()
    };
    assert!(strict("1"));
    assert!(!strict(r#""text""#));
    assert!(!strict("null"));
}

#[test]
fn null_is_kept_in_lists_and_maps() {
    for rest in [
        r#","list":[null,{"name":"Jo"}]"#,
        r#","map":{"a":null,"b":{"name":"Jo"}}"#,
        r#","deep":{"a":null,"b":[1,null]}"#,
    ] {
        assert!(json::to_string(&thing(rest)).unwrap().ends_with(&format!("{rest}}}")), "{rest}");
    }
    let tree: Tree = json::from_str(r#"{"left":null,"leaves":[null,{"leaves":null}]}"#).unwrap();
    assert_eq!(tree.left, Some(Nullable::Null));
    assert_eq!(json::to_string(&tree).unwrap(), r#"{"left":null,"leaves":[null,{"leaves":null}]}"#);
}

/// A zone as programs have them from other crates.
#[derive(Clone)]
struct Kathmandu;

impl TimeZone for Kathmandu {
    type Offset = FixedOffset;

    fn from_offset(_: &FixedOffset) -> Self {
        Self
    }

    fn offset_from_local_date(&self, _: &NaiveDate) -> MappedLocalTime<FixedOffset> {
        MappedLocalTime::Single(FixedOffset::east_opt(20_700).unwrap())
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<FixedOffset> {
        self.offset_from_local_date(&local.date())
    }

    fn offset_from_utc_date(&self, date: &NaiveDate) -> FixedOffset {
        self.offset_from_local_date(date).unwrap()
    }

    fn offset_from_utc_datetime(&self, moment: &NaiveDateTime) -> FixedOffset {
        self.offset_from_utc_date(&moment.date())
    }
}

// support: Schemas | Dates and times of chrono in any zone as arguments, also where they may be null; of an `Option` only with an offset | yes
#[test]
fn a_date_of_any_zone_is_taken() {
    let utc: DateTime<Utc> = "2024-01-02T03:04:05Z".parse().unwrap();
    let there = utc.with_timezone(&Kathmandu);
    let offset = there.fixed_offset();
    let thing = || Thing::new(None, Owner::new("Jo"), 7, Tree::new());
    let when = |thing: Thing| {
        let text = json::to_string(&thing).unwrap();
        text.split_once("\"when\":").map(|(_, rest)| rest.trim_end_matches('}').to_owned())
    };
    let local = Some("\"2024-01-02T08:49:05+05:45\"".to_owned());
    assert_eq!(when(thing()), None);
    assert_eq!(when(thing().when(utc)).as_deref(), Some("\"2024-01-02T03:04:05Z\""));
    assert_eq!(when(thing().when(there)), local);
    assert_eq!(when(thing().when(offset)), local);
    assert_eq!(when(thing().when(Some(offset))), local);
    assert_eq!(when(thing().when(Nullable::Value(offset))), local);
    assert_eq!(when(thing().when(None)).as_deref(), Some("null"));
    assert_eq!(when(thing().when(Nullable::Null)).as_deref(), Some("null"));
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, "null"));
    let client = Client::builder().transport(mock.clone()).build();
    ready(client.things().put("1", None, None, None).x_since(there)).unwrap();
    assert_eq!(mock.requests()[0].headers["x-since"], "2024-01-02T08:49:05+05:45");
}

#[test]
fn setters_take_what_those_of_plain_types_take() {
    let utc: DateTime<Utc> = "2024-01-02T03:04:05Z".parse().unwrap();
    let offset: DateTime<FixedOffset> = "2024-01-02T03:04:05+01:00".parse().unwrap();
    let jo = Owner::new("Jo");
    let thing = Thing::new(None, jo.clone(), 7, Tree::new().left(Tree::new()))
        .all(jo.clone())
        .only(Some(jo))
        .reference(None)
        .tagged(Nullable::Null)
        .either(ThingEither::Kind(Kind::A))
        .ruled("long")
        .nothing("x".to_owned())
        .when(utc)
        .data(vec![1, 2, 3])
        .count(5)
        .sent(offset)
        .since(offset)
        .lasts(Duration::from_secs(90))
        .price(3);
    assert_eq!(
        json::to_string(&thing).unwrap(),
        concat!(
            r#"{"owner":null,"maybe":{"name":"Jo"},"any":7,"tree":{"left":{}},"all":{"name":"Jo"},"either":"a","#,
            r#""only":{"name":"Jo"},"tagged":null,"reference":null,"ruled":"long","nothing":"x","#,
            r#""when":"2024-01-02T03:04:05Z","data":"AQID","count":"5","#,
            r#""sent":"Tue, 02 Jan 2024 02:04:05 GMT","since":1704161045,"lasts":"PT1M30S","price":3}"#
        )
    );
    assert_eq!(thing.clone().when(offset).when, Some(Nullable::Value(offset)));
    assert_eq!(thing.when(None).when, Some(Nullable::Null));
}

#[test]
fn a_body_or_a_parameter_may_be_null() {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, "null"));
    let client = Client::builder().transport(mock.clone()).build();
    assert_eq!(ready(client.things().put("1", None, None, None).kind(Kind::A).r#for(None)).unwrap(), None);
    assert_eq!(
        ready(client.things().put("1", "x", Owner::new("Jo"), Thing::new(None, None, Value::Null, None))).unwrap(),
        None
    );
    assert_eq!(sent(&mock), ["null", r#"{"owner":null,"maybe":null,"any":null,"tree":null}"#]);
    let urls: Vec<String> = mock.requests().iter().map(|request| request.url.clone()).collect();
    let base = "https://api.example.org/things/1";
    assert_eq!(
        urls,
        [format!("{base}?kind=a&filter=&by=null&for=null"), format!("{base}?filter=x&by=%7B%22name%22%3A%22Jo%22%7D")]
    );
}

// support: Responses | A body that is missing where `null` is allowed | yes
#[test]
fn no_body_is_null_where_null_is_allowed() {
    assert_eq!(answer::<GetNote>(200, "").unwrap(), None);
    assert_eq!(answer::<GetNote>(200, "null").unwrap(), None);
    assert_eq!(answer::<GetNote>(200, r#""""#).unwrap(), Some(String::new()));
    assert!(matches!(answer::<PutNote>(200, "").unwrap(), PutNoteContent::Json(None)));
    assert_eq!(answer::<PutThing>(200, "").unwrap(), None);
    let owner = answer::<PutThing>(200, r#"{"name":"Jo"}"#).unwrap();
    assert_eq!(owner, Some(CatOrOwner::Owner(Owner::new("Jo"))));
    assert!(matches!(answer::<PutThing>(404, "").unwrap_err().declared(), Some(None)));
    assert!(answer::<AddGhost>(200, "").is_err());
}

#[test]
fn null_has_no_place_in_a_form() {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, "1"));
    let client = Client::builder().transport(mock.clone()).build();
    let note = || Note::new(None).more("x").owner(None);
    ready(client.notes().put(PutNoteBody::Form(note()))).unwrap();
    ready(client.notes().put(PutNoteBody::Multipart(note()))).unwrap();
    let bodies = sent(&mock);
    assert_eq!(bodies[0], "more=x");
    // In JSON it has.
    let parts: Vec<&str> = bodies[1].split("\r\n").filter(|line| !line.starts_with("--")).collect();
    assert_eq!(
        parts,
        [
            "Content-Disposition: form-data; name=\"more\"",
            "",
            "x",
            "Content-Disposition: form-data; name=\"owner\"",
            "Content-Type: application/json",
            "",
            "null",
            "",
        ]
    );
}

// support: Schemas | Names under `required` without a property | partial: fields of any value, asked of who sends them and not of answers, which a located note says
#[test]
fn what_is_required_and_not_defined_is_sent_and_need_not_come() {
    let mock = Mock::always(HttpResponse::json(StatusCode::OK, r#"{"name":"Jo"}"#));
    let client = Client::builder().transport(mock.clone()).build();
    let AddGhostOutput::Ok(came) = ready(client.ghosts().add(Ghost::new("Jo", "boo"))).unwrap() else {
        panic!("another answer");
    };
    assert_eq!(came.ghost, None);
    assert_eq!(sent(&mock), [r#"{"name":"Jo","ghost":"boo"}"#]);
    // What came cannot go back as it is.
    let failure = ready(client.ghosts().add(came)).unwrap_err().to_string();
    assert!(failure.contains("ghost"), "{failure}");
    assert_eq!(mock.requests().len(), 1);

    let AddGhostOutput::Accepted(free) = answer::<AddGhost>(202, r#"{"other":[1],"only":null}"#).unwrap() else {
        panic!("another answer");
    };
    assert_eq!(free.only, Some(Value::Null));
    assert_eq!(json::to_string(&free).unwrap(), r#"{"only":null,"other":[1]}"#);
    let AddGhostOutput::NonAuthoritativeInformation(typed) = answer::<AddGhost>(203, r#"{"first":1,"b":2}"#).unwrap()
    else {
        panic!("another answer");
    };
    assert_eq!((typed.first, typed.additional_properties.get("b")), (Some(1), Some(&2)));
}

// support: Schemas | A `type` beside a reference in `allOf` that says no more than the component: its type | yes
#[test]
fn a_type_beside_a_component_makes_no_other_type() {
    assert_eq!(thing(r#","typed":"b""#).typed, Some(Kind::B.into()));
}
