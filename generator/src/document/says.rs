//! What a schema says, by kinds of keywords: whoever asks whether it says nothing else goes by them.

/// Kinds of keywords.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Says(u32);

impl Says {
    /// Prose, samples and what else means nothing for which values are allowed.
    pub(crate) const ANNOTATIONS: Says = Says(1);
    /// The schema `false`.
    pub(crate) const NEVER: Says = Says(1 << 1);
    pub(crate) const REFERENCE: Says = Says(1 << 2);
    pub(crate) const TYPES: Says = Says(1 << 3);
    /// That there may be `null`.
    pub(crate) const NULL: Says = Says(1 << 4);
    pub(crate) const FORMAT: Says = Says(1 << 5);
    /// `contentEncoding`.
    pub(crate) const ENCODING: Says = Says(1 << 6);
    /// `contentMediaType`, `contentSchema`.
    pub(crate) const CONTENT: Says = Says(1 << 7);
    /// `enum`, `const`.
    pub(crate) const VALUES: Says = Says(1 << 8);
    pub(crate) const PROPERTIES: Says = Says(1 << 9);
    pub(crate) const REQUIRED: Says = Says(1 << 10);
    /// What properties may hold that have no name of their own, or that there are none.
    pub(crate) const OTHER_PROPERTIES: Says = Says(1 << 11);
    pub(crate) const ITEMS: Says = Says(1 << 12);
    /// How large a value is, or what it looks like.
    pub(crate) const SIZES: Says = Says(1 << 13);
    /// What is no shape and no size: `not`, `if`, `contains` and the like.
    pub(crate) const CONDITIONS: Says = Says(1 << 14);
    pub(crate) const ALL_OF: Says = Says(1 << 15);
    /// `anyOf`, `oneOf`.
    pub(crate) const ALTERNATIVES: Says = Says(1 << 16);
    pub(crate) const DISCRIMINATOR: Says = Says(1 << 17);

    /// The kinds of which something is said.
    pub(crate) fn of(kinds: &[(Says, bool)]) -> Says {
        kinds.iter().filter(|(_, is_said)| *is_said).fold(Says(0), |says, (kind, _)| says.with(*kind))
    }

    /// Whether something of these is said.
    pub(crate) const fn any(self, of: Says) -> bool {
        self.0 & of.0 != 0
    }

    /// Whether nothing else is said.
    pub(crate) const fn only(self, these: Says) -> bool {
        self.0 & !these.0 == 0
    }

    /// These and those.
    pub(crate) const fn with(self, others: Says) -> Says {
        Says(self.0 | others.0)
    }
}
