use client::Client;
use client::runtime::{Upload, chrono};
use client::types::*;

use crate::Calls;
use crate::tally::made;

pub fn send(client: &Client, calls: &mut Calls) {
    fields(client, calls);
    files(client, calls);
    several_files(client, calls);
}

fn text() -> Upload {
    Upload::from("a\r\n--b").file_name("ä 1.txt").content_type("text/plain")
}

fn picture() -> Upload {
    Upload::from(vec![0_u8, 255]).file_name("p.png").content_type("image/png")
}

fn day() -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()
}

/// Forms without files.
fn fields(client: &Client, calls: &mut Calls) {
    let api = client.forms();
    calls.echoes(api.fields(BodyFields::new("a b&c=d+é%")), "'a b&c=d+é%', 18, [], None, None, None, False", "null");
    calls.echoes(
        api.fields(
            BodyFields::new("n")
                .age(3)
                .words(vec!["x,y".to_owned(), "z".to_owned()])
                .colour(Colour::DarkBlue)
                .born(day())
                .amount(made::<NumberOrString>(r#""1.10""#))
                .i_agree(true),
        ),
        "'n', 3, ['x,y', 'z'], <Colour.dark_blue: 'dark blue'>, datetime.date(2024, 2, 29), Decimal('1.10'), True",
        "null",
    );
    calls.echoes(
        api.model(Login::new("u", "p\n").scopes(vec!["a".to_owned(), "b".to_owned()])),
        r"Login(username='u', password='p\n', scopes=['a', 'b'])",
        "null",
    );
}

/// One file, or none.
fn files(client: &Client, calls: &mut Calls) {
    let api = client.forms();
    calls.echoes(api.upload(BodyUpload::new(text())), r#"('ä 1.txt', 'text/plain', b'a\r\n--b')"#, "6");
    let path = std::env::temp_dir().join(format!("conformance-{}.bin", std::process::id()));
    std::fs::write(&path, vec![7_u8; 100_000]).expect("a temporary file");
    calls.succeeds(
        api.upload(BodyUpload::new(Upload::from_path(&path).file_name("big"))),
        "('big', 'application/octet-stream', (100000, {7}))",
        |size| crate::expect("the size", *size, Some(100_000)),
    );
    let _ = std::fs::remove_file(path);
    calls.echoes(api.file_bytes(BodyFileBytes::new("abc")), "b'abc'", "3");
    calls.echoes(api.optional_file(), "None, None", "null");
    calls.echoes(api.optional_file().body(BodyOptionalFile::new().note("n")), "None, 'n'", "null");
    calls.echoes(
        api.optional_file().body(BodyOptionalFile::new().file(picture())),
        r"('p.png', 'image/png', b'\x00\xff'), None",
        "null",
    );
}

/// Several files, and fields beside them.
fn several_files(client: &Client, calls: &mut Calls) {
    let api = client.forms();
    let both = r#"[('ä 1.txt', 'text/plain', b'a\r\n--b'), ('p.png', 'image/png', b'\x00\xff')]"#;
    calls.echoes(api.files(BodyFiles::new(vec![text(), picture()])), both, "2");
    calls.echoes(api.optional_files(), "[]", "0");
    calls.echoes(api.optional_files().body(BodyOptionalFiles::new().files(vec![text(), picture()])), both, "2");
    calls.echoes(
        api.files_of_bytes(BodyFilesOfBytes::new(vec![Upload::from("a"), Upload::from("")])),
        "[b'a', b'']",
        "[1,0]",
    );
    calls.echoes(
        api.mixed(BodyMixed::new(picture(), "t")),
        r"('p.png', 'image/png', b'\x00\xff'), 't', [], None, <Colour.red: 'red'>, None",
        "null",
    );
    calls.echoes(
        api.mixed(
            BodyMixed::new(picture(), "ä\r\n")
                .tags(vec!["a".to_owned(), "b".to_owned()])
                .day(day())
                .colour(Colour::DarkBlue)
                .thumbnail(text()),
        ),
        concat!(
            r"('p.png', 'image/png', b'\x00\xff'), 'ä\r\n', ['a', 'b'], datetime.date(2024, 2, 29), ",
            r#"<Colour.dark_blue: 'dark blue'>, ('ä 1.txt', 'text/plain', b'a\r\n--b')"#
        ),
        "null",
    );
    calls.echoes(
        api.file_model(Attached::new("t").files(vec![picture()])),
        r"'t', [('p.png', 'image/png', b'\x00\xff')]",
        "null",
    );
}
