//! The code that the cases expect, and its uses.

// What rustc warns of in letters and texts that are not what they seem.
#![deny(uncommon_codepoints, confusable_idents, mixed_script_confusables)]
#![deny(text_direction_codepoint_in_comment, text_direction_codepoint_in_literal)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing))]

#[path = "arrays/expected/mod.rs"]
pub mod arrays;
#[path = "bodies/expected/mod.rs"]
pub mod bodies;
#[path = "client_parameters/expected/mod.rs"]
pub mod client_parameters;
#[path = "contents/expected/mod.rs"]
pub mod contents;
#[path = "dates_jiff/expected/mod.rs"]
pub mod dates_jiff;
#[path = "dates_time/expected/mod.rs"]
pub mod dates_time;
#[path = "directions/expected/mod.rs"]
pub mod directions;
#[path = "formats/expected/mod.rs"]
pub mod formats;
#[path = "formats_as_text/expected/mod.rs"]
pub mod formats_as_text;
#[path = "forms/expected/mod.rs"]
pub mod forms;
#[path = "headers/expected/mod.rs"]
pub mod headers;
#[path = "hidden/expected/mod.rs"]
pub mod hidden;
#[path = "hostile/expected/mod.rs"]
pub mod hostile;
#[path = "incoming/expected/mod.rs"]
pub mod incoming;
#[path = "inheritance/expected/mod.rs"]
pub mod inheritance;
#[path = "letters/expected/mod.rs"]
pub mod letters;
#[path = "login/expected/mod.rs"]
pub mod login;
#[path = "login_operation_id/expected/mod.rs"]
pub mod login_operation_id;
#[path = "merge_patch/expected/mod.rs"]
pub mod merge_patch;
#[path = "methods/expected/mod.rs"]
pub mod methods;
#[path = "multipart/expected/mod.rs"]
pub mod multipart;
#[path = "named_alike/expected/mod.rs"]
pub mod named_alike;
#[path = "names/expected/mod.rs"]
pub mod names;
#[path = "nullable/expected/mod.rs"]
pub mod nullable;
#[path = "overlay/expected/mod.rs"]
pub mod overlay;
#[path = "parameters/expected/mod.rs"]
pub mod parameters;
#[path = "prose/expected/mod.rs"]
pub mod prose;
#[path = "recursive/expected/mod.rs"]
pub mod recursive;
#[path = "rules/expected/mod.rs"]
pub mod rules;
#[path = "same_summary/expected/mod.rs"]
pub mod same_summary;
#[path = "samples/expected/mod.rs"]
pub mod samples;
#[path = "security/expected/mod.rs"]
pub mod security;
#[path = "servers/expected/mod.rs"]
pub mod servers;
#[path = "settings/expected/mod.rs"]
pub mod settings;
#[path = "settings/money.rs"]
pub mod settings_money;
#[path = "several_files/expected/mod.rs"]
pub mod several_files;
#[path = "several_files_broken/expected/mod.rs"]
pub mod several_files_broken;
#[path = "statuses/expected/mod.rs"]
pub mod statuses;
#[path = "stream_items/expected/mod.rs"]
pub mod stream_items;
#[path = "streams/expected/mod.rs"]
pub mod streams;
#[path = "styles/expected/mod.rs"]
pub mod styles;
#[path = "swagger/expected/mod.rs"]
pub mod swagger;
#[path = "tagged_union/expected/mod.rs"]
pub mod tagged_union;
#[path = "twins/expected/mod.rs"]
pub mod twins;
#[path = "types_alone/expected/mod.rs"]
pub mod types_alone;
#[path = "undeclared_in_path/expected/mod.rs"]
pub mod undeclared_in_path;
#[path = "union_rules/expected/mod.rs"]
pub mod union_rules;
#[path = "untagged_union/expected/mod.rs"]
pub mod untagged_union;
#[path = "urls/expected/mod.rs"]
pub mod urls;

#[cfg(test)]
#[path = "../../../examples/loopback/mod.rs"]
mod loopback;
#[cfg(test)]
mod ready;
#[cfg(test)]
#[path = "arrays/use.rs"]
mod use_arrays;
#[cfg(test)]
#[path = "bodies/use.rs"]
mod use_bodies;
#[cfg(test)]
#[path = "client_parameters/use.rs"]
mod use_client_parameters;
#[cfg(test)]
#[path = "contents/use.rs"]
mod use_contents;
#[cfg(test)]
#[path = "dates_jiff/use.rs"]
mod use_dates_jiff;
#[cfg(test)]
#[path = "dates_time/use.rs"]
mod use_dates_time;
#[cfg(test)]
#[path = "directions/use.rs"]
mod use_directions;
#[cfg(test)]
#[path = "formats/use.rs"]
mod use_formats;
#[cfg(test)]
#[path = "formats_as_text/use.rs"]
mod use_formats_as_text;
#[cfg(test)]
#[path = "forms/use.rs"]
mod use_forms;
#[cfg(test)]
#[path = "headers/use.rs"]
mod use_headers;
#[cfg(test)]
#[path = "hidden/use.rs"]
mod use_hidden;
#[cfg(test)]
#[path = "incoming/use.rs"]
mod use_incoming;
#[cfg(test)]
#[path = "inheritance/use.rs"]
mod use_inheritance;
#[cfg(test)]
#[path = "letters/use.rs"]
mod use_letters;
#[cfg(test)]
#[path = "merge_patch/use.rs"]
mod use_merge_patch;
#[cfg(test)]
#[path = "methods/use.rs"]
mod use_methods;
#[cfg(test)]
#[path = "multipart/use.rs"]
mod use_multipart;
#[cfg(test)]
#[path = "named_alike/use.rs"]
mod use_named_alike;
#[cfg(test)]
#[path = "names/use.rs"]
mod use_names;
#[cfg(test)]
#[path = "nullable/use.rs"]
mod use_nullable;
#[cfg(test)]
#[path = "overlay/use.rs"]
mod use_overlay;
#[cfg(test)]
#[path = "parameters/use.rs"]
mod use_parameters;
#[cfg(test)]
#[path = "recursive/use.rs"]
mod use_recursive;
#[cfg(test)]
#[path = "rules/use.rs"]
mod use_rules;
#[cfg(test)]
#[path = "same_summary/use.rs"]
mod use_same_summary;
#[cfg(test)]
#[path = "samples/use.rs"]
mod use_samples;
#[cfg(test)]
#[path = "security/use.rs"]
mod use_security;
#[cfg(test)]
#[path = "servers/use.rs"]
mod use_servers;
#[cfg(test)]
#[path = "settings/use.rs"]
mod use_settings;
#[cfg(test)]
#[path = "several_files/use.rs"]
mod use_several_files;
#[cfg(test)]
#[path = "statuses/use.rs"]
mod use_statuses;
#[cfg(test)]
#[path = "stream_items/use.rs"]
mod use_stream_items;
#[cfg(test)]
#[path = "streams/use.rs"]
mod use_streams;
#[cfg(test)]
#[path = "styles/use.rs"]
mod use_styles;
#[cfg(test)]
#[path = "swagger/use.rs"]
mod use_swagger;
#[cfg(test)]
#[path = "tagged_union/use.rs"]
mod use_tagged_union;
#[cfg(test)]
#[path = "twins/use.rs"]
mod use_twins;
#[cfg(test)]
#[path = "types_alone/use.rs"]
mod use_types_alone;
#[cfg(test)]
#[path = "undeclared_in_path/use.rs"]
mod use_undeclared_in_path;
#[cfg(test)]
#[path = "union_rules/use.rs"]
mod use_union_rules;
#[cfg(test)]
#[path = "untagged_union/use.rs"]
mod use_untagged_union;
#[cfg(test)]
#[path = "urls/use.rs"]
mod use_urls;
#[cfg(test)]
mod wire;

/// The README's snippets, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
