use client::Client;
use client::runtime::Nullable;
use client::types::*;
use client::unions::*;

use crate::Calls;
use crate::tally::made;

pub fn send(client: &Client, calls: &mut Calls) {
    let api = client.unions();

    // A constant that need not be there is written, and tells what came.
    let json = r#"{"type":"resume","id":null}"#;
    calls.reads(api.act(Resume::new().into()), "Resume(type='resume', id=None)", json, |value| {
        matches!(value, CancelResumeOrSuspend::Resume(_))
    });
    let json = r#"{"type":"suspend","id":7}"#;
    calls.reads(api.act(Suspend::new().id(7).into()), "Suspend(type='suspend', id=7)", json, |value| {
        matches!(value, CancelResumeOrSuspend::Suspend(_))
    });
    let json = r#"{"type":"cancel","id":7,"reason":"none"}"#;
    calls.reads(
        api.act(Cancel::new().id(7).into()),
        "Cancel(type='cancel', id=7, reason='none')",
        json,
        |value| matches!(value, CancelResumeOrSuspend::Cancel(cancel) if cancel.reason.as_deref() == Some("none")),
    );
    // As any other caller would write it.
    calls.echoes(
        api.act(made(r#"{"id":7,"type":"suspend"}"#)),
        "Suspend(type='suspend', id=7)",
        r#"{"type":"suspend","id":7}"#,
    );
    calls.echoes(
        api.run_job(Job::new(Cancel::new().into())),
        "Job(first=Cancel(type='cancel', id=None, reason='none'), then=[], by_name={}, fallback=None)",
        r#"{"first":{"type":"cancel","id":null,"reason":"none"},"then":[],"by_name":{},"fallback":null}"#,
    );
    let job: Job = made(
        r#"{"first":{"type":"suspend"},"then":[{"type":"cancel"},{"type":"resume","id":1}],
            "by_name":{"a":{"type":"suspend","id":2}},"fallback":{"type":"cancel","reason":"x"}}"#,
    );
    calls.echoes(
        api.run_job(job),
        "Job(first=Suspend(type='suspend', id=None), \
         then=[Cancel(type='cancel', id=None, reason='none'), Resume(type='resume', id=1)], \
         by_name={'a': Suspend(type='suspend', id=2)}, fallback=Cancel(type='cancel', id=None, reason='x'))",
        r#"{"first":{"type":"suspend","id":null},"then":[{"type":"cancel","id":null,"reason":"none"},{"type":"resume","id":1}],"by_name":{"a":{"type":"suspend","id":2}},"fallback":{"type":"cancel","id":null,"reason":"x"}}"#,
    );

    // Discriminators: where the tag need not be there, where it has several values, where it is no string.
    let json = r#"{"kind":"dog","name":"Rex","good":true}"#;
    calls.reads(
        api.adopt(Dog::new("Rex").into()),
        "Dog(kind='dog', name='Rex', good=True)",
        json,
        |value| matches!(value, Owned::Dog(dog) if dog.good == Some(true)),
    );
    let json = r#"{"kind":"cat","name":"Tom","lives":1}"#;
    calls.reads(
        api.adopt(Cat::new("Tom").lives(1).into()),
        "Cat(kind='cat', name='Tom', lives=1)",
        json,
        |value| matches!(value, Owned::Cat(cat) if cat.lives == Some(1)),
    );
    calls.reads(
        api.adopt_all(vec![Dog::new("a").into(), Cat::new("b").into()]),
        "[Dog(kind='dog', name='a', good=True), Cat(kind='cat', name='b', lives=9)]",
        r#"[{"kind":"dog","name":"a","good":true},{"kind":"cat","name":"b","lives":9}]"#,
        |pets| matches!(pets.as_slice(), [Owned::Dog(_), Owned::Cat(_)]),
    );
    calls.fails(api.adopt(made(r#"{"kind":"cow","name":"Elsa"}"#)), |failure| {
        let detail = failure.declared().and_then(|error| error.detail.as_ref());
        detail.is_some_and(|detail| detail.iter().any(|error| error.r#type == "union_tag_invalid"))
    });
    calls.echoes(
        api.draw(made(
            r#"{"shapes":[{"shape":"ellipse","radius":1.5},{"shape":"square","side":2},{"shape":"circle","radius":0}]}"#,
        )),
        "Drawing(shapes=[Round(shape='ellipse', radius=1.5), Square(shape='square', side=2.0), \
         Round(shape='circle', radius=0.0)])",
        r#"{"shapes":[{"shape":"ellipse","radius":1.5},{"shape":"square","side":2.0},{"shape":"circle","radius":0.0}]}"#,
    );
    let json = r#"{"version":2,"text":"b"}"#;
    calls.reads(
        api.migrate(SecondVersion::new().text("b").into()),
        "SecondVersion(version=2, text='b')",
        json,
        |value| matches!(value, MigrateResponse::SecondVersion(_)),
    );
    calls.reads(
        api.conclude(Failed::new().into()),
        "Failed(ok=False, note=None)",
        r#"{"ok":false,"note":null}"#,
        |value| *value == Failed::new().note(Nullable::Null).into(),
    );
    calls.reads(
        api.conclude(Passed::new().note("n").into()),
        "Passed(ok=True, note='n')",
        r#"{"ok":true,"note":"n"}"#,
        |value| *value == Passed::new().note("n").into(),
    );
    calls.reads(
        api.raise_alarm(HighAlarm::new().seconds(3).into()),
        "HighAlarm(level=<Level.high: 'high'>, seconds=3)",
        r#"{"level":"high","seconds":3}"#,
        |value| *value == HighAlarm::new().seconds(3).into(),
    );

    // What tells models apart that say nothing of what they are.
    let json = r#"{"start":"a","end":"b"}"#;
    calls.reads(api.measure(Span::new("a", "b").into()), "Span(start='a', end='b')", json, |value| {
        matches!(value, MeasureResponse::Span(_))
    });
    calls.reads(api.measure(Point::new("a").into()), "Point(start='a')", r#"{"start":"a"}"#, |value| {
        matches!(value, MeasureResponse::Point(_))
    });
    calls.reads(api.contact(Phone::new().phone("1").into()), "Phone(phone='1')", r#"{"phone":"1"}"#, |value| {
        matches!(value, ContactResponse::Phone(_))
    });
    calls.reads(api.count_legs(Bird::new(2, 2).into()), "Bird(legs=2, wings=2)", r#"{"legs":2,"wings":2}"#, |value| {
        matches!(value, CountLegsResponse::Bird(_))
    });
    calls.reads(
        api.count_legs(Beast::new(4).into()),
        "Beast(legs=4, tail=True)",
        r#"{"legs":4,"tail":true}"#,
        |value| matches!(value, CountLegsResponse::Beast(_)),
    );

    // Of several JSON types.
    for (json, python) in [
        (r#"{"value":9007199254740993}"#, "9007199254740993"),
        (r#"{"value":2.5}"#, "2.5"),
        (r#"{"value":"3"}"#, "'3'"),
        (r#"{"value":true}"#, "True"),
        (r#"{"value":[1,2]}"#, "[1, 2]"),
        (r#"{"value":{"a":1}}"#, "{'a': 1}"),
        (r#"{"value":{"start":"a"}}"#, "Point(start='a')"),
        (r#"{"value":null}"#, "None"),
    ] {
        calls.echoes(api.take_anything(made(json)), &format!("Anything(value={python})"), json);
    }

    // Of themselves, and of unions.
    let condition = r#"{"op":"both","of":[{"op":"not","of":{"op":"is","field":"a","value":1}},{"op":"is","field":"b","value":"1"}]}"#;
    let python =
        "Both(op='both', of=[Not(op='not', of=Is(op='is', field='a', value=1)), Is(op='is', field='b', value='1')])";
    calls.reads(api.judge(made(condition)), python, condition, |value| matches!(value, BothIsOrNot::Both(_)));
    let leaf = Is::new("a", IntegerOrString::Integer(1));
    calls.echoes(
        api.judge(Not::new(leaf.into()).into()),
        "Not(op='not', of=Is(op='is', field='a', value=1))",
        r#"{"op":"not","of":{"op":"is","field":"a","value":1}}"#,
    );
    calls.echoes(
        api.meet(Wild::new().fur(WildFur::Long).into()),
        "Wild(kind='wild', fur='long')",
        r#"{"kind":"wild","fur":"long"}"#,
    );
    calls.echoes(
        api.meet(Dog::new("Rex").into()),
        "Dog(kind='dog', name='Rex', good=True)",
        r#"{"kind":"dog","name":"Rex","good":true}"#,
    );
    calls.echoes(
        api.own(Cat::new("Tom").into()),
        "Owned(root=Cat(kind='cat', name='Tom', lives=9))",
        r#"{"kind":"cat","name":"Tom","lives":9}"#,
    );
}
