use client::Client;
use client::runtime::{Nullable, Value, chrono, uuid};
use client::types::*;

use crate::Calls;
use crate::tally::made;

pub fn send(client: &Client, calls: &mut Calls) {
    exact(client, calls);
    structured(client, calls);
    absent(client, calls);
    named(client, calls);
}

/// Numbers, times and bytes.
fn exact(client: &Client, calls: &mut Calls) {
    let api = client.values();
    // Digits as they are given: as a string, and as a number.
    calls.echoes(
        api.price(made(r#"{"amount":"0.10","exact":"1234.50","tax":"100000000000000000000.01"}"#)),
        "Price(amount=Decimal('0.10'), exact=Decimal('1234.50'), tax=Decimal('100000000000000000000.01'))",
        r#"{"amount":"0.10","exact":"1234.50","tax":"100000000000000000000.01"}"#,
    );
    calls.echoes(
        api.price(made(r#"{"amount":12.5}"#)),
        "Price(amount=Decimal('12.5'), exact=Decimal('0.00'), tax=None)",
        r#"{"amount":"12.5","exact":"0.00"}"#,
    );
    calls.fails(api.price(made(r#"{"amount":"1","exact":"1234567.891"}"#)), |failure| {
        // Three digits after the point: the document's pattern or the server says so.
        !failure.violations().is_empty() || failure.status().is_some_and(|status| status == 422)
    });
    let moments = r#"{"day":"2024-02-29","at":"2024-02-29T12:34:56.789000+02:00","clock":"23:59:59","lasts":"P1DT2H3M4.5S","pauses":["PT0S","-PT90S","P3W"]}"#;
    let mut sent: Moments = made(moments);
    sent.day = chrono::NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    calls.echoes(
        api.moments(sent),
        "Moments(day=datetime.date(2024, 2, 29), at=datetime.datetime(2024, 2, 29, 12, 34, 56, 789000, \
         tzinfo=TzInfo(7200)), clock=datetime.time(23, 59, 59), \
         lasts=datetime.timedelta(days=1, seconds=7384, microseconds=500000), \
         pauses=[datetime.timedelta(0), datetime.timedelta(days=-1, seconds=86310), datetime.timedelta(days=21)])",
        r#"{"day":"2024-02-29","at":"2024-02-29T12:34:56.789+02:00","clock":"23:59:59","lasts":"P1DT2H3M4.5S","pauses":["PT0S","-PT1M30S","P21D"]}"#,
    );
    calls.echoes(
        api.binary(made(r#"{"url":"-_8=","plain":"+/8=","raw":"text"}"#)),
        r"Binary(url=b'\xfb\xff', plain=b'\xfb\xff', raw=b'text')",
        r#"{"url":"-_8=","plain":"+/8=","raw":"text"}"#,
    );
    let id = uuid::Uuid::from_u128(7);
    let six = std::net::Ipv6Addr::LOCALHOST;
    calls.echoes(
        api.addresses(AddressesRequest::new(id, [127, 0, 0, 1].into(), "https://a.example/ä?b").six(six).secret("s")),
        "Addresses(id=UUID('00000000-0000-0000-0000-000000000007'), four=IPv4Address('127.0.0.1'), \
         six=IPv6Address('::1'), site=AnyUrl('https://a.example/%C3%A4?b'), secret=SecretStr('**********'))",
        // The document says of the secret that it is only sent.
        r#"{"id":"00000000-0000-0000-0000-000000000007","four":"127.0.0.1","six":"::1","site":"https://a.example/%C3%A4?b"}"#,
    );
}

/// Enums, tuples, generics and roots.
fn structured(client: &Client, calls: &mut Calls) {
    let api = client.values();
    calls.echoes(
        api.enums(Enums::new(Colour::DarkBlue, Weight::_1000).step(EnumsStep::_4).mixed(made::<Value>("0"))),
        "Enums(colour=<Colour.dark_blue: 'dark blue'>, weight=<Weight.heavy: 1000>, size='m', step=4, mixed=0, by_colour={})",
        r#"{"colour":"dark blue","weight":1000,"size":"m","step":4,"mixed":0,"by_colour":{}}"#,
    );
    calls.reads(
        api.enums(made(r#"{"colour":"","weight":1,"size":"l","by_colour":{"red":1}}"#)),
        "Enums(colour=<Colour.none: ''>, weight=<Weight.light: 1>, size='l', step=1, mixed='auto', \
         by_colour={<Colour.red: 'red'>: 1})",
        r#"{"colour":"","weight":1,"size":"l","step":1,"mixed":"auto","by_colour":{"red":1}}"#,
        |enums| enums.weight == Weight::_1,
    );
    calls.fails(api.enums(made(r#"{"colour":"green","weight":1}"#)), |failure| failure.declared().is_some());
    calls.reads(
        api.tuples(Tuples::new(TuplesPair(1, "a".to_owned()), Place(52.5, 13.25)).many(vec![3, 2]).unique(vec![5])),
        "Tuples(pair=(1, 'a'), place=Place(latitude=52.5, longitude=13.25), many=(3, 2), unique={5}, nested=[])",
        r#"{"pair":[1,"a"],"place":[52.5,13.25],"many":[3,2],"unique":[5],"nested":[]}"#,
        |tuples| tuples.place.1 > 13.0,
    );
    calls.echoes(
        api.tuples(made(r#"{"pair":[1,""],"place":[0.5,0.25],"nested":[["x",[2,true]],["y",[3,false]]]}"#)),
        "Tuples(pair=(1, ''), place=Place(latitude=0.5, longitude=0.25), many=(), unique=set(), \
         nested=[('x', (2, True)), ('y', (3, False))])",
        r#"{"pair":[1,""],"place":[0.5,0.25],"many":[],"unique":[],"nested":[["x",[2,true]],["y",[3,false]]]}"#,
    );
    calls.reads(
        api.page_of_names(PageNamed::new(vec![Named::new("a")], 1).next("2")),
        "Page[Named](items=[Named(name='a')], total=1, next='2')",
        r#"{"items":[{"name":"a"}],"total":1,"next":"2"}"#,
        |page| page.items.iter().all(|named| named.name == "a"),
    );
    calls.echoes(
        api.page_of_numbers(PageInt::new(vec![1, -2], 2)),
        "Page[int](items=[1, -2], total=2, next=None)",
        r#"{"items":[1,-2],"total":2,"next":null}"#,
    );
    calls.echoes(
        api.page_of_pages(PagePageNamed::new(vec![PageNamed::new(vec![], 0)], 1)),
        "Page[Page[Named]](items=[Page[Named](items=[], total=0, next=None)], total=1, next=None)",
        r#"{"items":[{"items":[],"total":0,"next":null}],"total":1,"next":null}"#,
    );
    calls.echoes(
        api.roots(made(r#"{"names":["b","a"],"counts":{"z":1,"a":2},"free":[1.50,{"b":null}],"object":{"k":[]}}"#)),
        "Roots(names=Names(root=['b', 'a']), counts=Counts(root={'z': 1, 'a': 2}), free=[1.5, {'b': None}], object={'k': []})",
        r#"{"names":["b","a"],"counts":{"z":1,"a":2},"free":[1.5,{"b":null}],"object":{"k":[]}}"#,
    );
    let leaf = Node::new(3);
    calls.reads(
        api.tree(Node::new(1).left(Box::new(Node::new(2).right(Box::new(leaf))))),
        "Node(value=1, left=Node(value=2, left=None, right=Node(value=3, left=None, right=None)), right=None)",
        r#"{"value":1,"left":{"value":2,"left":null,"right":{"value":3,"left":null,"right":null}},"right":null}"#,
        |tree| tree.value == 1,
    );
}

/// Whether a name is there, and whether it is null.
fn absent(client: &Client, calls: &mut Calls) {
    let api = client.values();
    calls.reads(
        api.presence(Presence::new(None)),
        "['needed'], Presence(needed=None, optional=None, preset=5, listed=[], mapped={})",
        r#"{"needed":null,"optional":null,"preset":5,"listed":[],"mapped":{}}"#,
        |presence| presence.preset == Some(5),
    );
    calls.echoes(
        api.presence(Presence::new(Some(1)).optional(Nullable::Null).listed(vec![None, Some(2)])),
        "['listed', 'needed', 'optional'], Presence(needed=1, optional=None, preset=5, listed=[None, 2], mapped={})",
        r#"{"needed":1,"optional":null,"preset":5,"listed":[null,2],"mapped":{}}"#,
    );
    calls.echoes(
        api.presence(Presence::new(Some(1)).optional(3).mapped(made(r#"{"a":null,"b":4}"#))),
        "['mapped', 'needed', 'optional'], Presence(needed=1, optional=3, preset=5, listed=[], mapped={'a': None, 'b': 4})",
        r#"{"needed":1,"optional":3,"preset":5,"listed":[],"mapped":{"a":null,"b":4}}"#,
    );
}

/// Names that are other words elsewhere, names without a model, and rules.
fn named(client: &Client, calls: &mut Calls) {
    let api = client.values();
    calls.reads(
        api.alike(Alike::new("Ä").in_stock(true).class("c").r#type("t").self_("s")),
        "Alike(first_name='Ä', in_stock=True, class_='c', type='t', self_='s')",
        r#"{"firstName":"Ä","inStock":true,"class":"c","type":"t","self":"s"}"#,
        |alike| alike.first_name == "Ä",
    );
    calls.reads(
        api.opened(made(r#"{"name":"n","more":{"x":[1]},"Name":2}"#)),
        "Open(name='n', more={'x': [1]}, Name=2)",
        r#"{"name":"n","more":{"x":[1]},"Name":2}"#,
        |open| open.additional_properties.len() == 2,
    );
    calls.reads(
        api.limits(LimitsInput::new(150, "ABC").tags(vec!["x".to_owned()]).big(i64::MAX)),
        "Limits(age=150, code='ABC', tags=['x'], big=9223372036854775807, label='ABC-150')",
        r#"{"age":150,"code":"ABC","tags":["x"],"big":9223372036854775807,"label":"ABC-150"}"#,
        |limits| limits.label == "ABC-150",
    );
    // Nothing is sent that breaks the document's rules.
    calls.fails(api.limits(LimitsInput::new(151, "abc").tags(vec![String::new(); 3])), |failure| {
        failure.violations().len() == 6 && failure.status().is_none()
    });
}
