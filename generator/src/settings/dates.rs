//! Which library the dates are of.

use crate::diagnostic::{Code, Diagnostic, closest};

/// The library whose types the formats `date`, `date-time`, `http-date` and `unixtime` become. `duration` becomes one of
/// `jiff`'s or the runtime's own.
///
/// It is a feature of `oasmith-runtime`, which generated code needs where it has such types.
///
/// ```
/// let generator = oasmith::Generator::new("openapi.yaml").dates(oasmith::Dates::Jiff);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dates {
    /// `chrono::NaiveDate` and `chrono::DateTime<FixedOffset>`.
    #[default]
    Chrono,
    /// `jiff::civil::Date` and `jiff::Timestamp`.
    Jiff,
    /// `time::Date` and `time::OffsetDateTime`.
    Time,
    /// None: they stay strings and numbers.
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
