//! Types of a document that has no operations.

use oasmith_runtime::codec::json;

use super::types_alone::types::{
    Event, EventAbout, EventId, Events, Happening, Kind, Line, Lines, Maybe, Money, Nested,
};

// support: Documents | Documents without operations: every component becomes a type | yes
#[test]
fn every_component_is_a_type() {
    let text = r#"[{"id":"e-7","at":"2024-02-29T12:30:00Z","cause":{"id":"e-6"},"place":{"lat":1.5},"about":{"amount":7,"currency":"EUR"}}]"#;
    let events: Events = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&events).unwrap(), text);
    let cause: &Happening = events[0].cause.as_deref().unwrap();
    let id: EventId = "e-6".to_owned();
    assert_eq!(cause.id, Some(id));
    // What neither goes nor comes is whole, and is built like what goes.
    let about = EventAbout::Money(Money::new(7).currency("EUR"));
    assert_eq!(events[0].about, Some(about));
    let maybe: Maybe = None;
    let lines: Lines = vec![Line::new().text("a")];
    assert_eq!((maybe, json::to_string(&lines).unwrap()), (None, r#"[{"text":"a"}]"#.to_owned()));
    assert_eq!(json::from_str::<Kind>("\"high\"").unwrap(), Kind::High);
    assert_eq!(json::to_string(&Nested(vec![Nested(Vec::new())])).unwrap(), "[[]]");
    assert_eq!(Event::new(), Event::default());
}
