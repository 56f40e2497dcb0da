//! The types of strings that spell something: which library the dates are of, and which formats stay text.

use super::pattern::fits;
use super::{Settings, Told};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, closest};

/// The library whose types the formats `date` and `date-time` become.
///
/// It is a feature of `oasmith-runtime`, which generated code needs where it has such types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Dates {
    /// `chrono::NaiveDate` and `chrono::DateTime<FixedOffset>`.
    #[default]
    Chrono,
    /// `jiff::civil::Date` and `jiff::Timestamp`.
    Jiff,
    /// `time::Date` and `time::OffsetDateTime`.
    Time,
    /// None: they stay `String`.
    String,
}

impl Dates {
    const NAMES: [(&'static str, Dates); 4] =
        [("chrono", Dates::Chrono), ("jiff", Dates::Jiff), ("time", Dates::Time), ("string", Dates::String)];

    /// The library of this name, or what is wrong with the name.
    pub(super) fn named(name: &str) -> Result<Dates, Box<Diagnostic>> {
        if let Some((_, found)) = Dates::NAMES.iter().find(|(known, _)| *known == name) {
            return Ok(*found);
        }
        let message = format!("there is no library `{name}` for dates");
        let diagnostic = Diagnostic::error(Code::UnknownSetting, message);
        Err(Box::new(match closest(name, Dates::NAMES.iter().map(|(known, _)| *known)) {
            Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
            None => diagnostic.help("the libraries are chrono, jiff and time; `string` leaves dates as they are"),
        }))
    }
}

/// The formats that become types.
const FORMATS: [&str; 7] = ["base64url", "byte", "date", "date-time", "ipv4", "ipv6", "uuid"];

impl Settings {
    /// The library of dates.
    pub(crate) fn dates(&self) -> Dates {
        self.dates.unwrap_or_default()
    }

    /// Whether strings of this format are to stay text.
    pub(crate) fn keeps_text(&self, format: &str) -> bool {
        self.strings.iter().any(|wanted| fits(&wanted.text, format))
            || self.dates() == Dates::String && matches!(format, "date" | "date-time")
    }

    /// Complains about formats that stay text anyhow.
    pub(super) fn check_formats(&self, diagnostics: &mut Diagnostics) {
        let useless = |wanted: &&Told| !FORMATS.iter().any(|format| fits(&wanted.text, format));
        for wanted in self.strings.iter().filter(useless) {
            let message = format!("the format `{}` becomes no type", wanted.text);
            let diagnostic = self.point(wanted, Diagnostic::error(Code::UnknownName, message));
            diagnostics.push(match closest(&wanted.text, FORMATS) {
                Some(close) => diagnostic.help(format!("did you mean `{close}`?")),
                None => diagnostic.help(format!("those that do are {}", FORMATS.join(", "))),
            });
        }
    }
}
