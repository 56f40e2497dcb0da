//! The vocabulary of `format`: which values a format is of, and what they become. Whoever asks about a format asks here.

use crate::value::Types;

/// A format.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Format {
    /// As documents write it. The first one is the usual one.
    names: &'static [&'static str],
    /// The JSON types of its values. A schema without a type has the first that the table gives its format.
    of: Types,
    pub(crate) becomes: Becomes,
}

/// What the values of a format become.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "they stand in a table that is there once")]
pub(crate) enum Becomes {
    /// Nothing else: a string stays a string.
    Text,
    Integer(Integer),
    /// A double, or a float where that is enough.
    Number {
        single: bool,
    },
    /// A number whose digits matter.
    Decimal,
    /// A type that spells itself so.
    Spelled(Spelled),
}

/// The range of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Integer {
    I8,
    I16,
    I32,
    I64,
    I128,
    U8,
    U16,
    U32,
    U64,
}

/// A type that spells itself as its format wants it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// What it is called where a name is needed.
    pub(crate) called: &'static str,
    /// A value as it is usually spelled.
    pub(crate) sample: &'static str,
    /// How long the shortest and the longest are.
    pub(crate) lengths: (u64, u64),
    /// What every spelling looks like, where documents are known to mean something else by the same name: then what they give
    /// for values decides.
    pub(crate) judged_by: Option<&'static str>,
    pub(crate) rust: Rust,
}

/// The types that stand for a format.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Rust {
    Always(RustType),
    /// Whether its text ends with padding is the user's choice.
    Padded {
        plain: RustType,
        padded: RustType,
    },
    /// Those of the library that is chosen for dates; none where they are to stay as they are.
    OfDates {
        chrono: RustType,
        jiff: RustType,
        time: RustType,
    },
}

/// A type, as emitted code names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RustType {
    pub(crate) path: &'static str,
    /// The feature of the runtime that has it.
    pub(crate) feature: Option<&'static str>,
    pub(crate) argument: Argument,
    /// An argument, as examples show it.
    pub(crate) example: &'static str,
    /// The traits of the standard library that it has not, of those that a struct can derive.
    pub(crate) lacks: &'static [&'static str],
}

/// What an argument for a type may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Argument {
    /// The type itself.
    Itself,
    /// All that becomes it.
    Converted,
    /// A date and a time of chrono, in any zone.
    OfAnyZone,
}

/// No bound.
pub(crate) const UNBOUNDED: u64 = u64::MAX;

const AN_INTEGER: Option<&str> = Some("^[+-]?[0-9]+$");
const A_DECIMAL: Option<&str> = Some(r"^[+-]?[0-9]*\.?[0-9]*([eE][+-]?[0-9]+)?$");
/// Of ISO 8601, and neither `90s` nor a number of seconds.
const A_DURATION: Option<&str> = Some("^[+-]?P[0-9.,YMWDTHS+-]+$");
const AN_HTTP_DATE: Option<&str> = Some("^[A-Za-z]+,? [A-Za-z0-9: -]+$");
/// Seconds, and no milliseconds.
const SECONDS: Option<&str> = Some("^-?[0-9]{1,11}$");

/// The formats that mean something. Of several of one name, each is for other JSON types.
#[rustfmt::skip]
static FORMATS: &[Format] = &[
    spelled(&["date-time"], "date-time", "2024-02-29T12:34:56Z", (20, 35), None, Rust::OfDates {
        chrono: of("chrono", "rt::chrono::DateTime<rt::chrono::FixedOffset>", Argument::OfAnyZone).made_by(CHRONO),
        jiff: of("jiff", "rt::jiff::Timestamp", ITSELF).made_by("\"2024-02-29T12:34:56Z\".parse()?"),
        time: of("time", "rt::time::OffsetDateTime", ITSELF).made_by(TIME).lacking(&["Default"]),
    }),
    spelled(&["date"], "date", "2024-02-29", (10, 10), None, Rust::OfDates {
        chrono: of("chrono", "rt::chrono::NaiveDate", ITSELF).made_by(A_DATE),
        jiff: of("jiff", "rt::jiff::civil::Date", ITSELF).made_by(A_DATE),
        time: of("time", "rt::time::Date", ITSELF).made_by("runtime::time::OffsetDateTime::UNIX_EPOCH.date()").lacking(&["Default"]),
    }),
    spelled(HTTP_DATE, "http-date", "Thu, 29 Feb 2024 12:34:56 GMT", (29, 29), AN_HTTP_DATE, Rust::OfDates {
        chrono: of("chrono", "rt::HttpDate<rt::chrono::DateTime<rt::chrono::Utc>>", CONVERTS).made_by(CHRONO).lacking(&["Default"]),
        jiff: of("jiff", "rt::HttpDate<rt::jiff::Timestamp>", CONVERTS).made_by(JIFF).lacking(&["Default"]),
        time: of("time", "rt::HttpDate<rt::time::OffsetDateTime>", CONVERTS).made_by(TIME).lacking(&["Default"]),
    }),
    Format { of: Types::INTEGER, ..spelled(UNIX_TIME, "unix-time", "1709210096", (1, UNBOUNDED), SECONDS, Rust::OfDates {
        chrono: of("chrono", "rt::UnixTime<rt::chrono::DateTime<rt::chrono::Utc>>", CONVERTS).made_by(CHRONO).lacking(&["Default"]),
        jiff: of("jiff", "rt::UnixTime<rt::jiff::Timestamp>", CONVERTS).made_by(JIFF).lacking(&["Default"]),
        time: of("time", "rt::UnixTime<rt::time::OffsetDateTime>", CONVERTS).made_by(TIME).lacking(&["Default"]),
    }) },
    spelled(&["duration"], "duration", "P1DT12H30M", (3, UNBOUNDED), A_DURATION, Rust::OfDates {
        chrono: ours("rt::Duration", CONVERTS).made_by("std::time::Duration::from_secs(90)").lacking(UNORDERED),
        jiff: of("jiff", "rt::jiff::SpanFieldwise", CONVERTS).made_by("runtime::jiff::Span::new().seconds(90)").lacking(UNORDERED),
        time: ours("rt::Duration", CONVERTS).made_by("std::time::Duration::from_secs(90)").lacking(UNORDERED),
    }),
    spelled(UUID, "uuid", "123e4567-e89b-42d3-a456-426614174000", (36, 36), None,
        Rust::Always(of("uuid", "rt::uuid::Uuid", ITSELF).made_by("\"123e4567-e89b-42d3-a456-426614174000\".parse()?"))),
    spelled(&["ipv4"], "ipv4", "192.0.2.1", (7, 15), None, Rust::Always(ours("std::net::Ipv4Addr", ITSELF).made_by("\"192.0.2.1\".parse()?").lacking(&["Default"]))),
    spelled(&["ipv6"], "ipv6", "2001:db8::1", (2, 39), None, Rust::Always(ours("std::net::Ipv6Addr", ITSELF).made_by("\"2001:db8::1\".parse()?").lacking(&["Default"]))),
    spelled(BYTE, "base64", "Zm9vYmE=", (0, UNBOUNDED), None, Rust::Always(ours("rt::Base64", CONVERTS).made_by(BYTES).lacking(&["Copy"]))),
    spelled(&["base64url"], "base64url", "Zm9vYmE", (0, UNBOUNDED), None, Rust::Padded {
        plain: ours("rt::Base64Url", CONVERTS).made_by(BYTES).lacking(&["Copy"]),
        padded: ours("rt::PaddedBase64Url", CONVERTS).made_by(BYTES).lacking(&["Copy"]),
    }),

    integer(&["int8"], Integer::I8),
    integer(&["int16"], Integer::I16),
    integer(&["int32"], Integer::I32),
    integer(&["int64"], Integer::I64),
    integer(&["uint8"], Integer::U8),
    integer(&["uint16"], Integer::U16),
    integer(&["uint32"], Integer::U32),
    integer(&["uint64"], Integer::U64),
    quoted(&["int8"], 4, "rt::Quoted<i8>"),
    quoted(&["int16"], 6, "rt::Quoted<i16>"),
    quoted(&["int32"], 11, "rt::Quoted<i32>"),
    quoted(&["int64"], 20, "rt::Quoted<i64>"),
    quoted(&["uint8"], 3, "rt::Quoted<u8>"),
    quoted(&["uint16"], 5, "rt::Quoted<u16>"),
    quoted(&["uint32"], 10, "rt::Quoted<u32>"),
    quoted(&["uint64"], 20, "rt::Quoted<u64>"),

    Format { names: &["float"], of: Types::NUMBER, becomes: Becomes::Number { single: true } },
    Format { names: &["double"], of: Types::NUMBER, becomes: Becomes::Number { single: false } },
    Format { names: DECIMAL, of: Types::NUMBER, becomes: Becomes::Decimal },
    spelled(DECIMAL, "decimal", "1.5", (1, UNBOUNDED), A_DECIMAL,
        Rust::Always(ours("rt::Quoted<rt::Number>", CONVERTS).made_by("runtime::Number::from(1)").lacking(&["Copy", "Default", "PartialOrd", "Ord"]))),

    // These tell of a string, and no more.
    Format { names: STRINGS, of: Types::STRING, becomes: Becomes::Text },
];

/// `contentEncoding: base64url`, which never has padding (RFC 4648, section 5, as JSON Schema refers to it).
static ENCODED_FOR_URLS: Format = spelled(
    &["base64url"],
    "base64url",
    "Zm9vYmE",
    (0, UNBOUNDED),
    None,
    Rust::Always(ours("rt::Base64Url", CONVERTS).made_by(BYTES)),
);

const HTTP_DATE: &[&str] = &["http-date", "date-time-rfc1123"];
const UNIX_TIME: &[&str] = &["unixtime", "unix-time"];
const UUID: &[&str] = &["uuid", "uuid1", "uuid3", "uuid4", "uuid5", "uuid6", "uuid7", "uuid8"];
const BYTE: &[&str] = &["byte", "base64"];
const DECIMAL: &[&str] = &["decimal", "decimal128"];
const STRINGS: &[&str] = &["time", "uri", "url", "uri-reference", "email", "hostname", "binary", "password"];

/// A month has no length, so that none is longer than another duration.
const UNORDERED: &[&str] = &["PartialOrd", "Ord"];
/// Points in time, and other values, as examples show them.
const CHRONO: &str = "runtime::chrono::DateTime::UNIX_EPOCH";
const JIFF: &str = "runtime::jiff::Timestamp::UNIX_EPOCH";
const TIME: &str = "runtime::time::OffsetDateTime::UNIX_EPOCH";
const A_DATE: &str = "\"2024-02-29\".parse()?";
const BYTES: &str = "b\"bytes\"";

const CONVERTS: Argument = Argument::Converted;
const ITSELF: Argument = Argument::Itself;

const fn spelled(
    names: &'static [&'static str],
    called: &'static str,
    sample: &'static str,
    lengths: (u64, u64),
    judged_by: Option<&'static str>,
    rust: Rust,
) -> Format {
    let becomes = Becomes::Spelled(Spelled { called, sample, lengths, judged_by, rust });
    Format { names, of: Types::STRING, becomes }
}

/// OpenAPI 3.1 has integers as numbers with such a format, too.
const fn integer(names: &'static [&'static str], range: Integer) -> Format {
    Format { names, of: Types::INTEGER.with(Types::NUMBER), becomes: Becomes::Integer(range) }
}

/// An integer in a string, as gateways of gRPC write it.
const fn quoted(names: &'static [&'static str], longest: u64, path: &'static str) -> Format {
    spelled(names, "integer", "1", (1, longest), AN_INTEGER, Rust::Always(ours(path, CONVERTS).made_by("1")))
}

const fn of(feature: &'static str, path: &'static str, argument: Argument) -> RustType {
    RustType { path, feature: Some(feature), argument, example: "", lacks: &[] }
}

const fn ours(path: &'static str, argument: Argument) -> RustType {
    RustType { path, feature: None, argument, example: "", lacks: &[] }
}

impl RustType {
    const fn made_by(self, example: &'static str) -> RustType {
        RustType { example, ..self }
    }

    const fn lacking(self, lacks: &'static [&'static str]) -> RustType {
        RustType { lacks, ..self }
    }
}

impl Format {
    /// The format of this name for values of one JSON type.
    pub(crate) fn of(name: &str, ty: Types) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.of.contains(ty) && format.names.contains(&name))
    }

    /// The same for a `contentEncoding`, which RFC 2045 lets be written in any case.
    pub(crate) fn of_encoding(encoding: &str) -> Option<&'static Format> {
        if encoding.eq_ignore_ascii_case("base64url") {
            return Some(&ENCODED_FOR_URLS);
        }
        Format::of("base64", Types::STRING).filter(|_| encoding.eq_ignore_ascii_case("base64"))
    }

    /// The JSON types that a format of this name tells of, where a schema has no other.
    pub(crate) fn told(name: &str) -> Option<Types> {
        let first = FORMATS.iter().find(|format| format.names.contains(&name))?.of;
        Some(if first.contains(Types::INTEGER) { Types::INTEGER } else { first })
    }

    /// The JSON types that formats of this name are of; none where there is no such format.
    pub(crate) fn types(name: &str) -> Types {
        FORMATS
            .iter()
            .filter(|format| format.names.contains(&name))
            .fold(Types::default(), |of, format| of.with(format.of))
    }

    /// The names of all formats.
    pub(crate) fn all_names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().flat_map(|format| format.names).copied()
    }

    /// Those of this name that documents are known to mean something else by, for the types of a schema.
    pub(crate) fn judged(name: &str, types: Types) -> impl Iterator<Item = &'static Format> {
        let is_judged =
            |format: &Format| matches!(&format.becomes, Becomes::Spelled(spelled) if spelled.judged_by.is_some());
        let of_types = move |format: &Format| types.is_empty() || !types.both(format.of).is_empty();
        FORMATS.iter().filter(move |format| format.names.contains(&name) && is_judged(format) && of_types(format))
    }

    /// The formats whose values become types that spell them.
    pub(crate) fn spelled() -> impl Iterator<Item = &'static Format> {
        FORMATS.iter().filter(|format| matches!(format.becomes, Becomes::Spelled(_)))
    }

    /// The names that documents have for it, the usual one first.
    pub(crate) fn names(&self) -> &'static [&'static str] {
        self.names
    }
}

impl Spelled {
    /// Whether it spells numbers, and so reads those that are not in quotes as well.
    pub(crate) fn reads_numbers(&self) -> bool {
        matches!(self.called, "integer" | "decimal")
    }

    /// Whether they are bytes, of which `contentEncoding` says no more.
    pub(crate) fn is_bytes(&self) -> bool {
        self.called.starts_with("base64")
    }
}

#[cfg(test)]
mod tests {
    use regex_lite::Regex;

    use super::*;

    #[test]
    fn each_name_has_one_meaning_for_each_type() {
        for ty in [Types::STRING, Types::INTEGER, Types::NUMBER] {
            let mut names: Vec<&str> = FORMATS
                .iter()
                .filter(|format| format.of.contains(ty))
                .flat_map(|format| format.names)
                .copied()
                .collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count);
        }
    }

    #[test]
    fn samples_are_as_long_as_is_said_and_look_like_it() {
        for format in FORMATS {
            let Becomes::Spelled(spelled) = &format.becomes else { continue };
            let (shortest, longest) = spelled.lengths;
            assert!((shortest..=longest).contains(&(spelled.sample.len() as u64)), "{}", spelled.sample);
            let judge = spelled.judged_by.map(|judge| Regex::new(judge).unwrap());
            assert!(judge.is_none_or(|judge| judge.is_match(spelled.sample)), "{}", spelled.sample);
        }
    }
}
