//! How generated code becomes part of a crate.

/// Includes the code that a build script generated into `OUT_DIR`: as the whole of a crate, or in a module of a program.
///
/// ```ignore
/// mod api {
///     oasmith_runtime::include_client!();
/// }
/// ```
#[macro_export]
macro_rules! include_client {
    () => {
        include!(concat!(env!("OUT_DIR"), "/client/mod.rs"));
    };
}
