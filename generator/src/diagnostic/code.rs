//! The diagnostics' codes: stable names that users may search for and tests may rely on.

use std::fmt;

/// Declares [`Code`] and its table from one list, so that no code goes without a name and a sentence.
macro_rules! codes {
    ($($variant:ident $name:literal $sentence:literal)*) => {
        /// What a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(crate) enum Code {
            $(#[doc = $sentence] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name, in kebab case.
            pub(crate) const fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)*
                }
            }

            /// What the code means, in a sentence.
            #[cfg(test)]
            pub(crate) const fn sentence(self) -> &'static str {
                match self {
                    $(Code::$variant => $sentence,)*
                }
            }
        }
    };
}

codes! {
    // reading the text
    UnreadableFile "unreadable-file" "The file can't be read, or is not UTF-8 text."
    InvalidSyntax "invalid-syntax" "The text is neither YAML nor JSON."
    InvalidEscape "invalid-escape" "A JSON string holds half a surrogate pair; U+FFFD stands in for it."
    TooDeep "too-deep" "Values are nested deeper than the limit."
    TooLarge "too-large" "Aliases or merge keys make the document far larger than its text."
    DuplicateKey "duplicate-key" "A mapping has a key twice; the last one holds."
    InvalidMerge "invalid-merge" "A `<<` key merges something that is not a mapping; nothing is merged."
    IgnoredTag "ignored-tag" "A YAML tag of no meaning to OpenAPI is ignored."

    // the document
    NotOpenapi "not-openapi" "The file is not an OpenAPI document."
    UnsupportedVersion "unsupported-version" "The document's version of OpenAPI is not supported."
    WrongType "wrong-type" "A value is not of the kind that OpenAPI asks for at its place, and is left out."
    MissingField "missing-field" "A field that OpenAPI requires is absent."
    MisspeltField "misspelt-field" "A field differs only in spelling from one that OpenAPI knows, and is not read."
    InvalidPath "invalid-path" "A path does not start with `/`, and is left out."
    InvalidStatus "invalid-status" "A response's key is no status code, range or `default`, and is left out."
    UnknownType "unknown-type" "A schema's `type` is not one of JSON Schema's, and is ignored."
    UncheckedPattern "unchecked-pattern" "A pattern is written in a syntax that is not checked; it is documented only."
    UnsupportedParameter "unsupported-parameter" "A parameter can't be sent as it is declared."
    UndefinedStyle "undefined-style" "A parameter's style is not defined for its value; it is sent as most servers take it."
    DuplicateParameter "duplicate-parameter" "A list holds a parameter twice; the first one holds."
    UnsupportedSecurityScheme "unsupported-security-scheme" "A security scheme's type is not one that oasmith can serve."
    IgnoredField "ignored-field" "A field has no effect at its place or with its value."
    IgnoredWebhook "ignored-webhook" "A webhook's payload can't be read by generated code."
    IgnoredCallback "ignored-callback" "A callback is left out, or its payload can't be read by generated code."
    SkippedOperation "skipped-operation" "An operation can't be generated faithfully, and is left out."

    UnsupportedMediaType "unsupported-media-type" "A media type is not generated beside another one."
    LargeEnumeration "large-enumeration" "An enumeration has too many values to be an enum, and is a plain string or number."
    MultipliedSchema "multiplied-schema" "A schema repeats and multiplies what others say beyond measure, and is any JSON value."
    NestedTooDeep "nested-too-deep" "Too many lists and maps hold one another, and are any JSON value."
    ShortenedProse "shortened-prose" "A description, default or example is repeated so often that it is shortened."
    InferredRequired "inferred-required" "A request body that does not say `required` is taken as required."

    // overlays
    NotOverlay "not-overlay" "The file is not an overlay."
    InvalidOverlay "invalid-overlay" "An action of an overlay can't be applied."
    InvalidJsonPath "invalid-json-path" "An expression is not JSONPath (RFC 9535)."
    UnmatchedTarget "unmatched-target" "An action of an overlay selects nothing in the document."

    // the request to the generator
    UnknownSetting "unknown-setting" "The file of settings has a key of no meaning."
    UnknownName "unknown-name" "The settings name something that is not in the document."
    InvalidName "invalid-name" "A name in the settings can't be used in Rust, or is taken."
    UnknownSelection "unknown-selection" "An operation or tag that is asked for is not in the document."

    // references
    DanglingReference "dangling-reference" "A reference leads nowhere."
    ReferenceCycle "reference-cycle" "References lead back to themselves."
    ExternalReference "external-reference" "A reference to another file or a URL is not followed."
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_kebab_case_and_unique() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        assert!(Code::ALL.iter().all(|code| code.sentence().ends_with('.')));
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
