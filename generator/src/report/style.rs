//! Colors, as terminals take them (ECMA-48, 8.3.117).

use std::io::{IsTerminal, Result, Write};

use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::term::WriteStyle;

/// Whether the text carries ANSI colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Color {
    Always,
    Never,
}

impl Color {
    /// Colors where standard error is a terminal that wants them.
    pub(crate) fn of_stderr() -> Color {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if !refused && std::io::stderr().is_terminal() { Color::Always } else { Color::Never }
    }
}

/// A text with its colors.
pub(super) struct Styled {
    text: Vec<u8>,
    color: Color,
}

impl Styled {
    pub(super) fn new(color: Color) -> Styled {
        Styled { text: Vec::new(), color }
    }

    pub(super) fn into_text(self) -> String {
        String::from_utf8_lossy(&self.text).into_owned()
    }

    fn set(&mut self, style: &[u8]) -> Result<()> {
        if self.color == Color::Always { self.text.write_all(style) } else { Ok(()) }
    }
}

impl Write for Styled {
    fn write(&mut self, text: &[u8]) -> Result<usize> {
        self.text.write(text)
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Cyan, for what stands around the text.
const FRAME: &[u8] = b"\x1b[36m";

impl WriteStyle for Styled {
    fn set_header(&mut self, severity: Severity) -> Result<()> {
        // Bright and bold.
        self.set(match severity {
            Severity::Bug | Severity::Error => b"\x1b[1;91m",
            Severity::Warning => b"\x1b[1;93m",
            Severity::Note => b"\x1b[1;92m",
            Severity::Help => b"\x1b[1;96m",
        })
    }

    fn set_header_message(&mut self) -> Result<()> {
        self.set(b"\x1b[1m")
    }

    fn set_line_number(&mut self) -> Result<()> {
        self.set(FRAME)
    }

    fn set_note_bullet(&mut self) -> Result<()> {
        self.set(FRAME)
    }

    fn set_source_border(&mut self) -> Result<()> {
        self.set(FRAME)
    }

    fn set_label(&mut self, severity: Severity, label: LabelStyle) -> Result<()> {
        self.set(match (label, severity) {
            (LabelStyle::Secondary, _) => FRAME,
            (LabelStyle::Primary, Severity::Bug | Severity::Error) => b"\x1b[31m",
            (LabelStyle::Primary, Severity::Warning) => b"\x1b[33m",
            (LabelStyle::Primary, Severity::Note) => b"\x1b[32m",
            (LabelStyle::Primary, Severity::Help) => b"\x1b[36m",
        })
    }

    fn reset(&mut self) -> Result<()> {
        self.set(b"\x1b[0m")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_are_asked_for() {
        let text = |color| {
            let mut styled = Styled::new(color);
            styled.set_header(Severity::Error).unwrap();
            styled.write_all(b"error").unwrap();
            styled.reset().unwrap();
            styled.into_text()
        };
        assert_eq!(text(Color::Always), "\u{1b}[1;91merror\u{1b}[0m");
        assert_eq!(text(Color::Never), "error");
    }
}
