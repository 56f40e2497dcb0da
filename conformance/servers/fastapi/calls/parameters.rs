use client::Client;
use client::parameters::*;
use client::runtime::{chrono, uuid};
use client::types::*;

use crate::Calls;
use crate::tally::made;

pub fn send(client: &Client, calls: &mut Calls) {
    in_paths(client, calls);
    in_queries(client, calls);
    in_headers(client, calls);
}

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()
}

fn in_paths(client: &Client, calls: &mut Calls) {
    let api = client.parameters();
    calls.echoes(
        api.path(-1, uuid::Uuid::from_u128(7), Colour::DarkBlue, "a?b#c%20ä 雪+&=;,"),
        "-1, UUID('00000000-0000-0000-0000-000000000007'), <Colour.dark_blue: 'dark blue'>, 'a?b#c%20ä 雪+&=;,'",
        "null",
    );
    calls.echoes(api.path_of_file("docs/a b.md"), "'docs/a b.md'", "null");
    calls.echoes(api.path_of_day(day(), made(r#""1.50""#)), "datetime.date(2024, 2, 29), Decimal('1.50')", "null");
    // The names that FastAPI gives by itself.
    calls.echoes(api.read_item(7).q("x"), "7, 'x'", "null");
    calls.echoes(api.delete_item(7), "7", "null");
}

fn in_queries(client: &Client, calls: &mut Calls) {
    let api = client.parameters();
    calls.echoes(api.query(""), "'', 7, None, False, None, 's', None, None, None, None, None", "null");
    let at = chrono::DateTime::parse_from_rfc3339("2024-02-29T12:00:00+02:00").unwrap();
    calls.echoes(
        api.query("a b+c&d=é%").number(-3).ratio(0.5).yes(true).colour(Colour::DarkBlue).size(Size::M).on(day()).at(at).lasts(made::<Moments>(r#"{"day":"2024-02-29","at":"2024-02-29T12:00:00Z","lasts":"PT90S"}"#).lasts).amount(made(r#""0.10""#)).from("me"),
        "'a b+c&d=é%', -3, 0.5, True, <Colour.dark_blue: 'dark blue'>, 'm', datetime.date(2024, 2, 29), \
         datetime.datetime(2024, 2, 29, 12, 0, tzinfo=TzInfo(7200)), datetime.timedelta(seconds=90), Decimal('0.10'), 'me'",
        "null",
    );
    calls.echoes(api.lists(), "['default'], None, []", "null");
    calls.echoes(
        api.lists().word(vec!["a,b".to_owned(), "c d".to_owned()]).number(vec![1, 2]).colour(vec![Colour::Red]),
        "['a,b', 'c d'], [1, 2], [<Colour.red: 'red'>]",
        "null",
    );
    calls.echoes(
        api.query_model().limit(5).order_by(QueryModelOrderBy::UpdatedAt).tags(vec!["x".to_owned(), "y".to_owned()]),
        "Filter(limit=5, order_by='updated_at', tags=['x', 'y'])",
        "null",
    );
    calls.fails(api.query_model().limit(0), |failure| failure.violations().len() == 1);
    calls.echoes(api.query_union().at(made("5")), "'5'", "null");
    calls.echoes(api.query_union().at(made(r#""five""#)), "'five'", "null");
}

fn in_headers(client: &Client, calls: &mut Calls) {
    let api = client.parameters();
    calls.echoes(api.headers(1), "1, None, None, 'even'", "null");
    // As OpenAPI writes a list in a header; FastAPI takes several headers of the same name for one.
    calls.echoes(
        api.headers(-5).x_words(vec!["a".to_owned(), "b".to_owned()]).x_flag(true).x_odd("odd; one"),
        "-5, ['a,b'], True, 'odd; one'",
        "null",
    );
    calls.echoes(api.header_model("t-1"), "Traced(trace_id='t-1', hops=[])", "null");
    calls.echoes(api.cookies("a-b.c~d"), "'a-b.c~d', None, <Colour.red: 'red'>", "null");
    calls.echoes(api.cookies("s").visits(3).colour(Colour::Red), "'s', 3, <Colour.red: 'red'>", "null");
    calls.echoes(
        api.cookie_model().theme(Theme::Dark).since(day()),
        "Kept(theme='dark', since=datetime.date(2024, 2, 29))",
        "null",
    );
}
