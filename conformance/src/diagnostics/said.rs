//! Diagnostics as a process of the generator hands them on: one JSON object a line.

use std::error::Error;

use serde_json::Value;

/// A diagnostic, or how many more of its kind were not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Severity and code: `warning[wrong-type]`.
    pub(super) kind: String,
    /// How many diagnostics it stands for.
    pub(super) count: usize,
    /// The whole text; none where it only counts.
    pub(super) text: Option<String>,
}

/// The diagnostics in these lines.
pub(super) fn read(lines: &str) -> Result<Vec<Said>, Box<dyn Error>> {
    lines.lines().map(|line| said(&serde_json::from_str(line)?)).collect()
}

fn said(diagnostic: &Value) -> Result<Said, Box<dyn Error>> {
    let text = |name: &str| diagnostic.get(name).and_then(Value::as_str);
    let number = |name: &str| usize::try_from(diagnostic.get(name).and_then(Value::as_u64).unwrap_or(0));
    let severity = text("severity").ok_or("a diagnostic without a severity")?;
    let kind = text("code").map_or_else(|| severity.to_owned(), |code| format!("{severity}[{code}]"));
    Ok(match number("not_shown")? {
        0 => Said {
            kind,
            count: 1 + number("elsewhere")?,
            text: text("rendered").map(|text| text.trim_end().to_owned()),
        },
        count => Said { kind, count, text: None },
    })
}

#[cfg(test)]
mod tests {
    use super::{Said, read};

    #[test]
    fn diagnostics_are_counted_with_those_that_they_stand_for() {
        let said = |kind: &str, count, text: Option<&str>| Said {
            kind: kind.to_owned(),
            count,
            text: text.map(str::to_owned),
        };
        let lines = r#"{"severity":"warning","code":"a","elsewhere":0,"not_shown":0,"rendered":"warning[a]: x\n\n"}
{"severity":"note","code":"b","elsewhere":4,"not_shown":0,"rendered":"note[b]: y\n"}
{"severity":"note","code":"b","elsewhere":0,"not_shown":7,"rendered":"note[b]: 7 more"}
{"severity":"error","code":null,"elsewhere":0,"not_shown":0,"rendered":"error: z"}
"#;
        assert_eq!(
            read(lines).ok(),
            Some(vec![
                said("warning[a]", 1, Some("warning[a]: x")),
                said("note[b]", 5, Some("note[b]: y")),
                said("note[b]", 7, None),
                said("error", 1, Some("error: z")),
            ])
        );
        assert!(read("warning: not JSON").is_err());
    }
}
