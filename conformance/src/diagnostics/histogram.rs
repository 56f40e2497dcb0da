//! How often each kind of complaint came.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::said::Said;

/// The complaints about many documents.
#[derive(Debug, Default)]
pub(super) struct Histogram {
    kinds: BTreeMap<String, Kind>,
    /// Documents on which the generator came to no end of its own, by their numbers, and how it ended.
    crashed: BTreeMap<usize, String>,
}

/// The complaints of one severity and code.
#[derive(Debug, Default)]
struct Kind {
    count: usize,
    /// By the documents' numbers: the documents' names and the complaints that were shown.
    documents: BTreeMap<usize, (String, Vec<String>)>,
}

impl Histogram {
    /// Adds what was said of a document.
    pub(super) fn add(&mut self, number: usize, document: &str, told: Result<Vec<Said>, String>) {
        let list = match told {
            Ok(list) => list,
            Err(end) => {
                self.crashed.insert(number, format!("{document}: {end}"));
                return;
            }
        };
        for said in list {
            let kind = self.kinds.entry(said.kind).or_default();
            kind.count += said.count;
            let (_, texts) = kind.documents.entry(number).or_insert_with(|| (document.to_owned(), Vec::new()));
            texts.extend(said.text);
        }
    }

    /// The documents on which the generator came to no end of its own.
    pub(super) fn crashed(&self) -> Vec<&str> {
        self.crashed.values().map(String::as_str).collect()
    }

    /// A table, and so many samples of each kind below it. Without codes: of every kind.
    pub(super) fn text(&self, documents: usize, codes: &[String], samples: usize) -> String {
        let mut kinds: Vec<(&str, &Kind)> = self
            .kinds
            .iter()
            .filter(|(name, _)| codes.is_empty() || codes.iter().any(|code| name.ends_with(&format!("[{code}]"))))
            .map(|(name, kind)| (name.as_str(), kind))
            .collect();
        kinds.sort_by_key(|(name, kind)| (std::cmp::Reverse(kind.count), *name));
        let mut text = format!("{documents} documents\n\n{:>9} {:>9}\n", "times", "documents");
        // Writing to a string does not fail.
        for (name, kind) in &kinds {
            let _ = writeln!(text, "{:>9} {:>9}  {name}", kind.count, kind.documents.len());
        }
        for (name, kind) in &kinds {
            let _ = writeln!(text, "\n==== {name}");
            for (document, sample) in kind.samples(samples) {
                let _ = writeln!(text, "\n-- {document}\n{sample}");
            }
        }
        for crash in self.crashed() {
            let _ = writeln!(text, "\n==== no end of its own\n{crash}");
        }
        text
    }
}

impl Kind {
    /// So many complaints, spread over the documents.
    fn samples(&self, most: usize) -> Vec<(&str, &str)> {
        let documents: Vec<_> = self.documents.values().filter(|(_, texts)| !texts.is_empty()).collect();
        if documents.len() <= 1 {
            let texts = documents.iter().flat_map(|(name, texts)| texts.iter().map(move |text| (&**name, &**text)));
            return texts.take(most).collect();
        }
        let taken = most.min(documents.len());
        (0..taken)
            .filter_map(|number| {
                let (name, texts) = documents.get(number * documents.len() / taken)?;
                Some((name.as_str(), texts.get(number % texts.len())?.as_str()))
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Histogram, Said};

    fn said(kind: &str, count: usize, text: Option<&str>) -> Said {
        Said { kind: kind.to_owned(), count, text: text.map(str::to_owned) }
    }

    #[test]
    fn the_commonest_kind_comes_first_with_samples_of_several_documents() {
        let mut histogram = Histogram::default();
        histogram.add(
            0,
            "one",
            Ok(vec![said("note[a]", 1, Some("note[a]: x")), said("note[a]", 1, Some("note[a]: y"))]),
        );
        let warning = said("warning[b]", 1, Some("warning[b]: z"));
        histogram.add(1, "two", Ok(vec![warning, said("note[a]", 5, None), said("note[a]", 1, Some("note[a]: w"))]));
        histogram.add(2, "three", Err("signal: 6".to_owned()));
        let text = histogram.text(3, &[], 2);
        let (a, b) = (text.find("8         2  note[a]"), text.find("1         1  warning[b]"));
        assert!(a.is_some() && a < b, "{text}");
        assert!(text.contains("-- one\nnote[a]: x\n") && text.contains("-- two\nnote[a]: w\n"), "{text}");
        assert_eq!(histogram.crashed(), ["three: signal: 6"]);
        assert!(!histogram.text(3, &["b".to_owned()], 2).contains("note[a]"));
    }
}
