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
    WrongEncoding "wrong-encoding" "The file is text in UTF-16 or UTF-32."
    CompressedFile "compressed-file" "The file is compressed."
    BinaryFile "binary-file" "The file is not text."
    JsonComments "json-comments" "The file is JSON with comments, which JSON does not have."
    SeveralDocuments "several-documents" "The file holds more than one YAML document."
    MergeConflict "merge-conflict" "The file has the markers of a merge that was not finished."
    UnfilledTemplate "unfilled-template" "The file is a template whose places were not filled in."
    LfsPointer "lfs-pointer" "The file is a pointer of Git LFS, and not what it stands for."
    HtmlDocument "html-document" "The file is an HTML page."
    OtherFormat "other-format" "The file is in another format than OpenAPI, which is named."
    AliasCycle "alias-cycle" "A YAML alias stands inside of what it stands for."
    InvalidEscape "invalid-escape" "A JSON string holds half a surrogate pair; U+FFFD stands in for it."
    TooDeep "too-deep" "Values are nested deeper than the limit."
    TooLarge "too-large" "Aliases or merge keys make the document far larger than its text."
    DuplicateKey "duplicate-key" "A mapping has a key twice; the last one holds."
    InvalidMerge "invalid-merge" "A `<<` key merges something that is not a mapping; nothing is merged."
    IgnoredTag "ignored-tag" "A YAML tag of no meaning to OpenAPI is ignored."

    // the document
    NotOpenapi "not-openapi" "The file is not an OpenAPI document."
    UnsupportedVersion "unsupported-version" "The document's version of OpenAPI is not supported, or none."
    WrongType "wrong-type" "A value is not of the kind that OpenAPI asks for at its place, and is left out."
    MissingField "missing-field" "A field that OpenAPI requires is absent."
    MisspelledField "misspelled-field" "A field is almost one that OpenAPI knows, and is not read."
    MisplacedField "misplaced-field" "A field stands in an object that has none such, but belongs to one around or inside it."
    OtherVersion "other-version" "A field belongs to another version of OpenAPI than the document's."
    UnknownField "unknown-field" "An object has a field that OpenAPI does not define, and that is no extension."
    NoOperations "no-operations" "The document has no operations, so that there are types at the most."
    InvalidPath "invalid-path" "A path does not start with `/`, and is left out, or its braces are not as they should be."
    InvalidMethod "invalid-method" "A method is none that HTTP or OpenAPI has at its place, and is left out."
    InvalidStatus "invalid-status" "A response's key is no status code of HTTP, no range and not `default`, or it is there twice."
    UnknownType "unknown-type" "A schema's `type` is not one of JSON Schema's, and is ignored."
    UncheckedPattern "unchecked-pattern" "A pattern is written in a syntax that is not checked; it is documented only."
    InvalidPattern "invalid-pattern" "A pattern is no regular expression, or one that means something else."
    UndeclaredParameter "undeclared-parameter" "A path has a parameter that is not declared; it is a required `String`."
    UnusedParameter "unused-parameter" "A parameter is declared for a path that has no place for it, and is left out."
    EquivalentPaths "equivalent-paths" "Two paths differ in nothing but the names of their parameters."
    DuplicateOperationId "duplicate-operation-id" "Several operations have the same operationId."
    NoResponses "no-responses" "An operation declares no response; any 2xx is a success without a body."
    NoSuccess "no-success" "An operation declares failures alone; any 2xx is a success without a body."
    InvalidServer "invalid-server" "A server's URL is none, or has variables that are not declared; calls to it fail."
    InvalidMediaType "invalid-media-type" "A media type is none, and its content is bytes, or it is there twice."
    AmbiguousContent "ambiguous-content" "A parameter or header says in several ways what it holds; one of them is taken."
    EmptyKeyword "empty-keyword" "A keyword of a schema lists nothing."
    InvalidDefault "invalid-default" "A default is none of the values that are allowed."
    MismatchedValue "mismatched-value" "A value of `enum` or `const` is not allowed beside it."
    DuplicateValue "duplicate-value" "An `enum` has a value more than once."
    InvalidBound "invalid-bound" "A bound is one that no value can be held to."
    ContradictoryBounds "contradictory-bounds" "The bounds of a schema leave no value between them."
    UnsatisfiableSchema "unsatisfiable-schema" "The parts of a schema contradict each other, so that no value meets them all."
    ForbiddenProperty "forbidden-property" "A part of a schema forbids properties that another one defines."
    IdenticalAlternatives "identical-alternatives" "A `oneOf` has the same alternative twice."
    UndefinedRequired "undefined-required" "A property is required, and not defined."
    UndefinedDiscriminator "undefined-discriminator" "A discriminator names a property that is not defined."
    UnsupportedParameter "unsupported-parameter" "A parameter can't be sent as it is declared."
    UndefinedEncoding "undefined-encoding" "A form's encoding is of a property that is not defined, and is not used."
    UndefinedStyle "undefined-style" "A parameter's style is not defined for its value; it is sent as most servers take it."
    DuplicateParameter "duplicate-parameter" "A list holds a parameter twice; the first one holds."
    UnsupportedSecurityScheme "unsupported-security-scheme" "A security scheme's type is not one that oasmith can serve."
    UndeclaredScope "undeclared-scope" "An operation asks for a scope that its security scheme does not declare."
    ComponentName "component-name" "Components have names that OpenAPI does not allow."
    LookAlikeName "look-alike-name" "A name has a letter of another script that passes for one of ASCII."
    InvalidUri "invalid-uri" "The document's `$self` is no URI reference, and is not used."
    IgnoredField "ignored-field" "A field has no effect at its place or with its value."
    IgnoredWebhook "ignored-webhook" "A webhook's payload can't be read by generated code."
    IgnoredCallback "ignored-callback" "A callback is left out, or its payload can't be read by generated code."
    SkippedOperation "skipped-operation" "An operation can't be generated faithfully, and is left out."

    WithheldCredential "withheld-credential" "An operation's own server gets no credential unless the client is told to send it there."
    UnsupportedMediaType "unsupported-media-type" "A media type is not generated beside another one."
    OtherSpelling "other-spelling" "A value is not spelled as its format is, which therefore becomes no type in the document."
    LargeEnumeration "large-enumeration" "An enumeration has too many values to be an enum, and is a plain string or number."
    MultipliedSchema "multiplied-schema" "A schema repeats and multiplies what others say beyond measure, and is any JSON value."
    NestedTooDeep "nested-too-deep" "Too many lists and maps hold one another, and are any JSON value."
    ShortenedProse "shortened-prose" "A description, default or example is repeated so often that it is shortened."
    NumberedName "numbered-name" "A name ends with a number, which alone tells it from another one."
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
    SplitType "split-type" "A schema becomes two types, for a setting changes it in answers and not in requests."
    LeftOutTypes "left-out-types" "Types that hold files are left out, where types are emitted without a client."
    ImpossibleDerive "impossible-derive" "A type can't have the trait that is asked for it."
    FileInTheWay "file-in-the-way" "A file that oasmith did not write stands where one is to be written."
    EditedManifest "edited-manifest" "An emitted manifest that was edited is left as it is, and lacks what the code needs."
    NoRuntime "no-runtime" "The folder that the runtime is to be taken from does not hold it."
    InvalidRoot "invalid-root" "The root is no folder, or the document is not in it."
    InvalidLock "invalid-lock" "A line of the lock of names can't be read."
    ConflictingLock "conflicting-lock" "The lock of names says something in two ways."
    StaleLock "stale-lock" "The document has names that the lock does not, or lacks some that it has."
    UnknownSelection "unknown-selection" "An operation or tag that is asked for is not in the document."

    // references
    DanglingReference "dangling-reference" "A reference leads nowhere."
    WrongComponent "wrong-component" "A reference leads to an object of another kind than belongs where it stands."
    ReferenceCycle "reference-cycle" "References lead back to themselves."
    ControlCharacter "control-character" "A reference, a URL or a setting holds a control character."
    OutsideRoot "outside-root" "A reference or a symbolic link leads out of the folder that the document's files are in."
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
