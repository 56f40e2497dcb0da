//! Aliases that can't be followed: those inside of what they stand for, and those that stand for too much.

use std::ops::Range;
use std::rc::Rc;

use saphyr_parser::{Event, Parser};

use super::characters::byte_offset;
use crate::diagnostic::{Code, Diagnostic};
use crate::maps::HashMap;

/// A list or mapping that has not ended: its anchor, and how many values it holds so far.
type Open = (usize, usize);

/// Why a text with aliases is more than can be read. `None` where its aliases are harmless.
pub(super) fn fault(text: &str, file: &Rc<str>, limit: usize) -> Option<Diagnostic> {
    let (place, found) = search(text, limit)?;
    let start = byte_offset(text, place.start);
    let bytes = start..byte_offset(text, place.end).max(start + 1);
    Some(match found {
        Found::Cycle => Diagnostic::error(Code::AliasCycle, "an alias leads back to itself")
            .label("inside of what it stands for")
            .at_text(file, bytes)
            .help("a schema refers to itself by `$ref`; YAML's aliases only repeat what is complete"),
        Found::Bomb(values) => Diagnostic::error(
            Code::TooLarge,
            format!("aliases make the document larger than {limit} bytes, the limit for a file of its size"),
        )
        .label(format!("from here on: this alone stands for {values} values"))
        .at_text(file, bytes)
        .help("write such values as components, and refer to them by `$ref`"),
    })
}

enum Found {
    Cycle,
    Bomb(usize),
}

/// The first alias that is at fault, in characters.
fn search(text: &str, limit: usize) -> Option<(Range<usize>, Found)> {
    // How many values each anchor stands for.
    let mut weights: HashMap<usize, usize> = HashMap::new();
    let mut open: Vec<Open> = Vec::new();
    let mut total = 0_usize;
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        let (anchor, weight) = match event {
            Event::MappingStart(anchor, _) | Event::SequenceStart(anchor, _) => {
                open.push((anchor, 1));
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let Some(ended) = open.pop() else { continue };
                ended
            }
            Event::Scalar(_, _, anchor, _) => (anchor, 1),
            Event::Alias(anchor) => {
                let place = span.start.index()..span.end.index();
                if open.iter().any(|(around, _)| *around == anchor) {
                    return Some((place, Found::Cycle));
                }
                let weight = weights.get(&anchor).copied().unwrap_or(1);
                total = total.saturating_add(weight);
                if total > limit {
                    return Some((place, Found::Bomb(weight)));
                }
                (0, weight)
            }
            _ => continue,
        };
        if anchor != 0 {
            weights.insert(anchor, weight);
        }
        if let Some((_, around)) = open.last_mut() {
            *around = around.saturating_add(weight);
        }
    }
    None
}
