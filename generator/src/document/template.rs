//! Path templates: texts with the names of parameters in braces (OpenAPI 3.1, section 4.8.8.2).

use super::OperationEntry;
use crate::lists::Listing;
use crate::maps::HashSet;
use crate::value::percent_decode;

/// How many parameters an operation may have that stand in its path and are not declared. With more, it is left out.
pub(crate) const MOST_UNDECLARED: usize = 64;

/// What is wrong with the braces of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A brace is opened and not closed, or the other way round: it is sent as it stands.
    Unbalanced,
    /// There is no name between two braces.
    Nameless,
    /// There are braces within braces.
    Nested,
}

/// The names between braces, in order.
pub(crate) fn names(template: &str) -> impl Iterator<Item = &str> {
    let mut rest = template;
    std::iter::from_fn(move || {
        let (_, after) = rest.split_once('{')?;
        let (name, tail) = after.split_once('}')?;
        rest = tail;
        Some(name)
    })
}

/// What is wrong with the braces, if anything is.
pub(crate) fn fault(template: &str) -> Option<Fault> {
    let mut opened: Option<usize> = None;
    for (at, byte) in template.bytes().enumerate() {
        match (byte, opened) {
            (b'{', None) => opened = Some(at),
            (b'{', Some(_)) => return Some(Fault::Nested),
            (b'}', None) => return Some(Fault::Unbalanced),
            (b'}', Some(open)) if open + 1 == at => return Some(Fault::Nameless),
            (b'}', Some(_)) => opened = None,
            _ => {}
        }
    }
    opened.map(|_| Fault::Unbalanced)
}

/// The template with a text in the place of each name and its braces.
pub(crate) fn filled<'v>(template: &str, value: impl Fn(&str) -> &'v str) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        text.extend([before, value(name)]);
        rest = tail;
    }
    text + rest
}

impl Fault {
    /// Why there is no telling which parameters a path has, where there isn't.
    pub(crate) fn leaves_no_names(self) -> Option<&'static str> {
        match self {
            Fault::Unbalanced => None,
            Fault::Nameless => Some("there is no name between the braces of its path"),
            Fault::Nested => Some("its path has braces within braces"),
        }
    }
}

/// What a path's own query says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InQuery<'p> {
    Nowhere,
    /// It has this value.
    Fixed(&'p str),
    /// Its value is to be filled in: `?name={name}`.
    Asked,
}

impl OperationEntry {
    /// What stands of its path, and the query that is part of it.
    fn sent(&self) -> (&str, &str) {
        let sent = self.path.split_once('#').map_or(self.path.as_str(), |(sent, _)| sent);
        sent.split_once('?').unwrap_or((sent, ""))
    }

    /// What the query that its path ends with says of a query parameter.
    pub(crate) fn in_query_of_path(&self, name: &str) -> InQuery<'_> {
        let pairs = self.sent().1.split('&').filter_map(|pair| pair.split_once('='));
        let mut values = pairs.filter(|(key, _)| percent_decode(key) == name).map(|(_, value)| value);
        match values.next() {
            None => InQuery::Nowhere,
            Some(value) if !value.contains('{') => InQuery::Fixed(value),
            Some(value) => {
                let asked = value.strip_prefix('{').and_then(|value| value.strip_suffix('}'));
                let is_path_parameter = self.path_parameters().any(|(known, _)| known == name);
                if asked == Some(name) && !is_path_parameter { InQuery::Asked } else { InQuery::Nowhere }
            }
        }
    }

    /// The names of its path that no parameter is declared for, each once. What follows a `#` is never sent.
    pub(crate) fn undeclared(&self) -> Vec<&str> {
        let sent = self.path.split_once('#').map_or(self.path.as_str(), |(sent, _)| sent);
        if !sent.contains('{') {
            return Vec::new();
        }
        let mut known: HashSet<&str> = self.path_parameters().map(|(name, _)| name).collect();
        let queried = self.query_parameters().filter(|name| self.in_query_of_path(name) == InQuery::Asked);
        known.extend(queried);
        names(sent).filter(|name| known.insert(name)).list()
    }

    /// Whether a name stands in the query that its path ends with, and not before.
    pub(crate) fn is_in_query(&self, name: &str) -> bool {
        let (path, query) = self.sent();
        names(query).any(|other| other == name) && names(path).all(|other| other != name)
    }

    /// The names of its `in: path` parameters that its path has no place for, with their numbers among its parameters.
    pub(crate) fn unused(&self) -> Vec<(&str, usize)> {
        if self.path_parameters().next().is_none() {
            return Vec::new();
        }
        let named: HashSet<&str> = names(&self.path).collect();
        self.path_parameters().filter(|(name, _)| !named.contains(name)).list()
    }

    fn query_parameters(&self) -> impl Iterator<Item = &str> {
        self.operation.parameters.iter().filter_map(|parameter| match parameter.as_item()? {
            openapiv3::Parameter::Query { parameter_data, .. } => Some(parameter_data.name.as_str()),
            _ => None,
        })
    }

    /// The names of its `in: path` parameters, with their numbers among its parameters.
    fn path_parameters(&self) -> impl Iterator<Item = (&str, usize)> {
        self.operation.parameters.iter().enumerate().filter_map(|(number, parameter)| match parameter.as_item()? {
            openapiv3::Parameter::Path { parameter_data, .. } => Some((parameter_data.name.as_str(), number)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_between_braces() {
        assert_eq!(names("/a/{id}/{b}.{c}{d}").collect::<Vec<_>>(), ["id", "b", "c", "d"]);
        assert_eq!(names("/a/{id}/{open").collect::<Vec<_>>(), ["id"]);
        assert_eq!(names("/a").count(), 0);
    }

    #[test]
    fn names_are_filled_in() {
        let value = |name: &str| if name == "id" { "1" } else { "x" };
        assert_eq!(filled("/a/{id}/{b}.{id}/{open", value), "/a/1/x.1/{open");
    }

    #[test]
    fn faults_of_braces() {
        assert_eq!(fault("/a/{id}/{b}.{c}{d}?x={e}#f"), None);
        assert_eq!(fault("/b/{open"), Some(Fault::Unbalanced));
        assert_eq!(fault("/b/open}"), Some(Fault::Unbalanced));
        assert_eq!(fault("/b/{}"), Some(Fault::Nameless));
        assert_eq!(fault("/b/{{id}}"), Some(Fault::Nested));
    }
}
