use super::Path;
use crate::diagnostic::Diagnostics;
use crate::source::Sources;
use crate::value::Node;
use crate::value::Step;

fn node(text: &str) -> Node {
    let mut diagnostics = Diagnostics::default();
    Sources::default().read_text(std::path::Path::new("x.json"), text.to_owned(), &mut diagnostics).unwrap()
}

/// The places that an expression selects, as slashed paths.
fn select(document: &Node, expression: &str) -> String {
    let path = Path::parse(expression).unwrap_or_else(|invalid| panic!("{expression}: {invalid:?}"));
    let places = path.select(document).unwrap();
    let show = |place: &Vec<Step>| format!("/{}", place.iter().map(Step::segment).collect::<Vec<_>>().join("/"));
    places.iter().map(show).collect::<Vec<_>>().join(" ")
}

/// The examples of RFC 9535, section 1.5.
#[test]
fn the_bookstore_is_searched() {
    let store = node(
        r#"{"store": {"book": [
        {"category": "reference", "author": "Nigel Rees", "title": "Sayings of the Century", "price": 8.95},
        {"category": "fiction", "author": "Evelyn Waugh", "title": "Sword of Honour", "price": 12.99},
        {"category": "fiction", "author": "Herman Melville", "title": "Moby Dick", "isbn": "0-553-21311-3", "price": 8.99},
        {"category": "fiction", "author": "J. R. R. Tolkien", "title": "The Lord of the Rings", "isbn": "0-395-19395-8", "price": 22.99}
        ], "bicycle": {"color": "red", "price": 399}}}"#,
    );
    let book = |numbers: &[usize], key: &str| {
        numbers.iter().map(|number| format!("/store/book/{number}{key}")).collect::<Vec<_>>().join(" ")
    };
    for (expression, places) in [
        ("$", "/".to_owned()),
        ("$.store.book[*].author", book(&[0, 1, 2, 3], "/author")),
        ("$..author", book(&[0, 1, 2, 3], "/author")),
        ("$.store.*", "/store/book /store/bicycle".to_owned()),
        ("$.store..price", format!("{} /store/bicycle/price", book(&[0, 1, 2, 3], "/price"))),
        ("$..book[2]", book(&[2], "")),
        ("$..book[2].publisher", String::new()),
        ("$..book[-1]", book(&[3], "")),
        ("$..book[0,1]", book(&[0, 1], "")),
        ("$..book[:2]", book(&[0, 1], "")),
        ("$..book[?@.isbn]", book(&[2, 3], "")),
        ("$..book[?@.price<10]", book(&[0, 2], "")),
        ("$ ['store'] [\"book\"] [ ? ( @['price'] > 10 ) && ! @ .isbn ]", book(&[1], "")),
        ("$..book[?@.category == $.store.book[0].category || @.author == 'J. R. R. Tolkien']", book(&[0, 3], "")),
    ] {
        assert_eq!(select(&store, expression), places, "{expression}");
    }
}

#[test]
fn slices_are_those_of_the_specification() {
    let letters = node(r#"["a", "b", "c", "d", "e", "f", "g"]"#);
    for (expression, places) in [
        ("$[1:3]", "/1 /2"),
        ("$[5:]", "/5 /6"),
        ("$[1:5:2]", "/1 /3"),
        ("$[5:1:-2]", "/5 /3"),
        ("$[::-1]", "/6 /5 /4 /3 /2 /1 /0"),
        ("$[-2:]", "/5 /6"),
        ("$[-100:2]", "/0 /1"),
        ("$[3:100:9007199254740991]", "/3"),
        ("$[::0]", ""),
        ("$[7]", ""),
        ("$[-8]", ""),
        ("$[0, 0, -7]", "/0"),
        ("$[2:1]", ""),
    ] {
        assert_eq!(select(&letters, expression), places, "{expression}");
    }
    assert_eq!(select(&node("[]"), "$[::-1]"), "");
    assert_eq!(select(&node("{}"), "$[0]"), "");
}

/// The examples of RFC 9535, section 2.3.5.3, and those of the functions.
#[test]
fn filters_compare_and_test() {
    let document = node(
        r#"{"a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
        "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}}, "e": "f", "n": null, "m": {"x": [1], "y": 1.0}}"#,
    );
    for (expression, places) in [
        ("$.a[?@.b == 'kilo']", "/a/9"),
        ("$.a[?@>3.5]", "/a/1 /a/4 /a/5"),
        ("$.a[?@.b]", "/a/6 /a/7 /a/8 /a/9"),
        ("$[?@.*]", "/a /o /m"),
        ("$[?@[?@.b]]", "/a"),
        ("$.o[?@<3, ?@<3]", "/o/p /o/q"),
        ("$.a[?@<2 || @.b == \"k\"]", "/a/2 /a/7"),
        ("$.a[?match(@.b, '[jk]')]", "/a/6 /a/7"),
        ("$.a[?search(@.b, '[jk]')]", "/a/6 /a/7 /a/9"),
        ("$.o[?@>1 && @<4]", "/o/q /o/r"),
        ("$.o[?@.u || @.x]", "/o/t"),
        ("$.a[?@.b == $.x]", "/a/0 /a/1 /a/2 /a/3 /a/4 /a/5"),
        ("$[?@ == null]", "/n"),
        ("$.m[?@ == 1]", "/m/y"),
        ("$.m[?@ == $.m.x]", "/m/x"),
        ("$.a[?@.b == $.a[8].b]", "/a/8"),
        ("$.a[?!(@.b) && @ >= 5]", "/a/1 /a/5"),
        ("$.a[?length(@.b) == 4]", "/a/9"),
        ("$[?length(@) >= 5]", "/a /o"),
        ("$[?count(@.*) == 2]", "/m"),
        ("$[?value(@..u) == 6]", "/o"),
        ("$.a[?match(@.b, 'k.lo')]", "/a/9"),
        ("$.a[?match(@.b, $.e)]", ""),
        ("$.a[?@.b >= 'k']", "/a/7 /a/9"),
        ("$.a[?@.b <= $.none]", "/a/0 /a/1 /a/2 /a/3 /a/4 /a/5"),
    ] {
        assert_eq!(select(&document, expression), places, "{expression}");
    }
}

#[test]
fn names_are_unescaped() {
    let document = node(r#"{"a'b": 1, "a\"b": 2, "é☺😀": 3, "/pets/{id}": {"x-y": 4}}"#);
    for (expression, places) in [
        (r"$['a\'b']", "/a'b"),
        (r#"$["a'b"]"#, "/a'b"),
        (r#"$["a\"b"]"#, "/a\"b"),
        ("$.é☺😀", "/é☺😀"),
        (r"$['\u00e9\u263A\ud83d\uDE00']", "/é☺😀"),
        ("$['/pets/{id}']['x-y']", "//pets/{id}/x-y"),
    ] {
        assert_eq!(select(&document, expression), places, "{expression}");
    }
}

#[test]
fn what_is_no_expression_is_refused_where_that_shows() {
    for (expression, at) in [
        ("", 0),
        ("paths", 0),
        (" $", 0),
        ("$ ", 1),
        ("$.", 2),
        ("$.x-y", 3),
        ("$.&", 2),
        ("$..", 3),
        ("$...a", 3),
        ("$.1", 2),
        ("$.a~", 3),
        ("$[", 2),
        ("$[a]", 2),
        ("$[01]", 2),
        ("$[-0]", 2),
        ("$[9007199254740992]", 2),
        ("$[1:2:3:4]", 7),
        ("$['a]", 2),
        (r"$['\x']", 3),
        (r"$['\ud800']", 3),
        (r#"$['\"']"#, 3),
        ("$['a'", 5),
        ("$[?]", 3),
        ("$[?a]", 3),
        ("$[?1]", 4),
        ("$[?@.a = 1]", 7),
        ("$[?@.a =~ 'x']", 7),
        ("$[?@.* == 1]", 3),
        ("$[?1 == @..a]", 8),
        ("$[?!@.a == 1]", 4),
        ("$[?(@.a]", 7),
        ("$[?@.a ||]", 9),
        ("$[?length(@.a)]", 14),
        ("$[?count(1) == 1]", 9),
        ("$[?length(@.*) == 1]", 10),
        ("$[?match(@.a, 'b') == true]", 3),
        ("$[?match(@.a)]", 12),
        ("$[?match(@.a, '(')]", 14),
        ("$[?size(@) == 1]", 3),
        ("$[?@.a == 01]", 10),
        ("$[(@.length - 1)]", 2),
    ] {
        let invalid = Path::parse(expression).unwrap_err();
        assert_eq!(invalid.at, at, "{expression}: {invalid:?}");
    }
    let deep = format!("$[?{}", "(".repeat(100_000));
    assert!(Path::parse(&deep).unwrap_err().message.contains("nested deeper"));
}

#[test]
fn an_expression_can_not_ask_for_more_than_there_is_time_for() {
    let wide = node(&format!("[{}1]", "[1,1,1,1,1,1,1,1,1,1],".repeat(500)));
    assert!(Path::parse("$..*[?count($..*) > count($..*)]").unwrap().select(&wide).is_err());
}
