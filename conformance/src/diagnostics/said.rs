//! Complaints as they are shown, told apart.

/// A complaint, or how many more of its kind were not shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Severity and code: `warning[wrong-type]`.
    pub(super) kind: String,
    /// How many complaints it stands for.
    pub(super) count: usize,
    /// The whole text; none where it only counts.
    pub(super) text: Option<String>,
}

/// The complaints in a text.
pub(super) fn complaints(text: &str) -> Vec<Said> {
    let mut complaints: Vec<Said> = Vec::new();
    for line in text.lines() {
        if let Some((kind, message)) = head(line) {
            let more = message.split_once(" more like these; ").and_then(|(count, _)| count.parse().ok());
            let text = more.is_none().then(String::new);
            complaints.push(Said { kind: kind.to_owned(), count: more.unwrap_or(1), text });
        }
        if let Some(Said { count, text: Some(text), .. }) = complaints.last_mut() {
            *count += elsewhere(line);
            text.push_str(line);
            text.push('\n');
        }
    }
    for text in complaints.iter_mut().filter_map(|said| said.text.as_mut()) {
        text.truncate(text.trim_end().len());
    }
    complaints
}

/// The kind and the message of a line with which a complaint begins.
fn head(line: &str) -> Option<(&str, &str)> {
    let (kind, message) = line.split_once(": ")?;
    let (severity, code) = kind.split_once('[')?;
    let known = matches!(severity, "error" | "warning" | "note") && code.ends_with(']');
    known.then_some((kind, message))
}

/// At how many other places a line says that the same is to be said.
fn elsewhere(line: &str) -> usize {
    let Some((count, _)) =
        line.trim_start().strip_prefix("= the same at ").and_then(|rest| rest.split_once(" other place"))
    else {
        return 0;
    };
    if count == "one" { 1 } else { count.parse().unwrap_or(0) }
}

#[cfg(test)]
mod tests {
    use super::{Said, complaints};

    #[test]
    fn complaints_are_told_apart_and_counted() {
        let text = "warning[wrong-type]: a: b\n  ┌─ x.yaml:1:1\n  │ note[a]\n\nnote[large-enumeration]: one\n\n\
                    note[large-enumeration]: 7 more like these; ask\n\n\
                    note[unknown-field]: two\n  = the same at 4 other places: a, …\n";
        let said = |kind: &str, count, text: Option<&str>| Said {
            kind: kind.to_owned(),
            count,
            text: text.map(str::to_owned),
        };
        assert_eq!(
            complaints(text),
            [
                said("warning[wrong-type]", 1, Some("warning[wrong-type]: a: b\n  ┌─ x.yaml:1:1\n  │ note[a]")),
                said("note[large-enumeration]", 1, Some("note[large-enumeration]: one")),
                said("note[large-enumeration]", 7, None),
                said("note[unknown-field]", 5, Some("note[unknown-field]: two\n  = the same at 4 other places: a, …")),
            ]
        );
    }
}
