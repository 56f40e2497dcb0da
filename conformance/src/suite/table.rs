//! What is told of the tests.

use std::fmt::Write;

use super::groups::Test;
use super::judge::Verdict;
use super::left_out::Reason;

/// Of a hundred invalid instances, how many at least are to be refused.
const REFUSED: usize = 90;

type Tests<'v, 's> = [(&'v Test<'s>, Verdict)];

/// How many tests of a kind there are, and how many ended well.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    tests: usize,
    valid: usize,
    kept: usize,
    invalid: usize,
    refused: usize,
    left_out: usize,
}

impl Counts {
    fn of<'a>(verdicts: impl Iterator<Item = &'a Verdict>) -> Counts {
        let mut counts = Counts::default();
        for verdict in verdicts {
            counts.tests += 1;
            match verdict {
                Verdict::LeftOut(_) => counts.left_out += 1,
                Verdict::Kept { .. } => (counts.valid, counts.kept) = (counts.valid + 1, counts.kept + 1),
                Verdict::Lost(_) => counts.valid += 1,
                Verdict::Refused => (counts.invalid, counts.refused) = (counts.invalid + 1, counts.refused + 1),
                Verdict::Accepted => counts.invalid += 1,
            }
        }
        counts
    }

    fn line(self, name: &str) -> String {
        let Counts { tests, valid, kept, invalid, refused, left_out } = self;
        let (kept, refused) = (format!("{kept}/{valid}"), format!("{refused}/{invalid}"));
        format!("{name:26} {tests:5} {kept:>12} {refused:>15} {left_out:8}\n")
    }

    fn is_fine(self) -> bool {
        self.kept == self.valid && self.refused * 100 >= self.invalid * REFUSED
    }
}

fn all(verdicts: &Tests<'_, '_>) -> Counts {
    Counts::of(verdicts.iter().map(|(_, verdict)| verdict))
}

/// Whether every valid instance passed, and enough of the invalid ones were refused.
pub(super) fn is_fine(verdicts: &Tests<'_, '_>) -> bool {
    all(verdicts).is_fine()
}

/// The table, and the lists of what did not end well.
pub(super) fn table(verdicts: &Tests<'_, '_>) -> String {
    let mut text = format!("{:26} tests valid passed invalid refused left out\n", "file");
    let mut rest = verdicts;
    while let Some((first, _)) = rest.first() {
        let of_file = rest.iter().take_while(|(test, _)| test.file.name == first.file.name).count();
        let (file, others) = rest.split_at(of_file);
        text += &all(file).line(&first.file.name);
        rest = others;
    }
    text += &all(verdicts).line("all");
    for reason in Reason::ALL {
        let count = verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::LeftOut(reason)).count();
        let _ = writeln!(text, "left out: {count}: {}", reason.text());
    }
    list(&mut text, "valid, and came back without properties that the type does not name", verdicts, |verdict| {
        match verdict {
            Verdict::Kept { dropped, .. } if !dropped.is_empty() => Some(dropped.join(", ")),
            _ => None,
        }
    });
    list(&mut text, "valid, and refused by a strict decoding only", verdicts, |verdict| match verdict {
        Verdict::Kept { refused, .. } => refused.clone(),
        _ => None,
    });
    list(&mut text, "invalid, and not refused", verdicts, |verdict| match verdict {
        Verdict::Accepted => Some(String::new()),
        _ => None,
    });
    list(&mut text, "valid, and FAILED", verdicts, |verdict| match verdict {
        Verdict::Lost(why) => Some(why.clone()),
        _ => None,
    });
    text
}

/// Lists the tests that something is said of, by file.
fn list(text: &mut String, title: &str, verdicts: &Tests<'_, '_>, said: impl Fn(&Verdict) -> Option<String>) {
    let listed: Vec<(&Test<'_>, String)> =
        verdicts.iter().filter_map(|(test, verdict)| Some((*test, said(verdict)?))).collect();
    let _ = writeln!(text, "\n{}: {title}", listed.len());
    for (test, said) in listed {
        let place =
            format!("{} {}: {}: {}", test.file.name, test.group.number, test.group.description, test.description);
        let _ = writeln!(text, "    {place}{}{said}", if said.is_empty() { "" } else { ": " });
    }
}
