//! The styles of parameters, and of what forms hold.

/// How the parts of a parameter are joined (OpenAPI 3.1.2, section "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `blue,black`: for paths and headers.
    Simple,
    /// `.blue,black`: for paths.
    Label,
    /// `;color=blue,black`: for paths.
    Matrix,
    /// `color=blue&color=black`: for queries and cookies.
    Form,
    /// `color=blue%20black`: for queries; without the name for paths and headers.
    SpaceDelimited,
    /// `color=blue%09black`: Swagger 2.0's `tsv`, as [`Style::SpaceDelimited`].
    TabDelimited,
    /// `color=blue%7Cblack`: as [`Style::SpaceDelimited`].
    PipeDelimited,
    /// `color%5BR%5D=100`: for queries.
    DeepObject,
    /// `color=blue; color=black`, not escaped: for cookies.
    Cookie,
    /// The value as JSON, where the document describes the parameter by `content`: for every place.
    Json,
}
