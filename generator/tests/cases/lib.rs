//! The code that the cases expect, and its uses.

// What rustc warns of in letters and texts that are not what they seem.
#![deny(uncommon_codepoints, confusable_idents, mixed_script_confusables)]
#![deny(text_direction_codepoint_in_comment, text_direction_codepoint_in_literal)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing))]

// One module for each folder, and one for its uses: `build.rs` finds them.
include!(concat!(env!("OUT_DIR"), "/cases.rs"));

#[path = "settings/money.rs"]
pub mod settings_money;

#[cfg(test)]
#[path = "../../../examples/loopback/mod.rs"]
mod loopback;
#[cfg(test)]
mod ready;
#[cfg(test)]
mod wire;

// support: Output | An example that compiles for each operation | yes
#[cfg(test)]
#[test]
fn the_examples_of_documentation_compile() {
    // That this compiles is the test; that they are found is the rest of it.
    const { assert!(EXAMPLES > 100) }
}

/// The README's snippets, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;

/// The snippets of the chapter on SDKs, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/sdk.md")]
pub struct Sdk;

/// The snippets of the chapter on servers that stray, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/ways-out.md")]
pub struct WaysOut;
