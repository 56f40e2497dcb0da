//! What is said where a rule is broken.

use std::borrow::Cow;
use std::fmt;

use crate::codec::bounds::{self, shortened, shortened_path, visible};
use crate::codec::{DecodeError, Rule};

/// A rule that a value does not keep.
///
/// Its display is `orgId: must have at least 1 character, has 0`, without the first part at the root. It has at most some
/// 1,200 characters, as that of a [`DecodeError`].
///
/// ```
/// use oasmith_runtime::{Rule, codec, record};
///
/// #[derive(Clone, PartialEq)]
/// struct Pet {
///     name: String,
/// }
///
/// record! { Pet { name: "name" required [MinLength(1)] } }
///
/// let violations = codec::check(&Pet { name: String::new() }, &[]);
/// assert_eq!(violations[0].path(), "/name");
/// assert_eq!(violations[0].rule(), Some(Rule::MinLength(1)));
/// assert_eq!(violations[0].to_string(), "name: must have at least 1 character, has 0");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    path: Vec<String>,
    rule: Option<Rule>,
    message: String,
}

impl Violation {
    /// A violation found elsewhere: at `path`, the segments from the outside in.
    #[must_use]
    pub fn new(path: Vec<String>, rule: Option<Rule>, message: String) -> Self {
        let message = match shortened(&message, bounds::MESSAGE) {
            Cow::Borrowed(_) => message,
            Cow::Owned(cut) => cut,
        };
        Self { path, rule, message }
    }

    /// Where the value stands, as a JSON Pointer; empty at the root.
    #[must_use]
    pub fn path(&self) -> String {
        let escaped = self.path.iter().map(|segment| segment.replace('~', "~0").replace('/', "~1"));
        escaped.fold(String::new(), |path, segment| path + "/" + &segment)
    }

    /// The rule; `None` where the document does not list the value of an enum or the tag of a union.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        self.rule
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The violation, seen from where `outer` leads to it.
    pub(super) fn inside(mut self, outer: &[String]) -> Self {
        let mut path = outer.to_vec();
        path.append(&mut self.path);
        Self { path, ..self }
    }

    /// Makes it the violation as it is seen from one step further outside.
    pub(super) fn step_out(&mut self, segment: &dyn fmt::Display) {
        self.path.insert(0, segment.to_string());
    }

    /// The violation, seen from so many steps further inside.
    pub(super) fn below(&self, steps: usize) -> Self {
        Self { path: self.path.get(steps..).unwrap_or_default().to_vec(), ..self.clone() }
    }

    pub(crate) fn into_fault(self) -> DecodeError {
        self.path.iter().rev().fold(DecodeError::new(self.message), |fault, segment| fault.at_name(segment))
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", visible(&shortened_path(&self.path.join("/"))))?;
        }
        f.write_str(&visible(&self.message))
    }
}

impl std::error::Error for Violation {}
