//! Holds oasmith against real documents, real servers and public test suites.
//!
//! ```text
//! cargo run --release -p conformance -- corpus DIR
//! cargo run --release -p conformance -- examples DIR
//! cargo run --release -p conformance -- calls DIR
//! cargo run --release -p conformance -- mutate DIR
//! cargo run --release -p conformance -- diagnostics DIR
//! cargo run --release -p conformance -- names DIR
//! cargo run --release -p conformance -- same BEFORE AFTER
//! cargo run --release -p conformance -- shuffle DIR
//! cargo run --release -p conformance -- schema-suite DIR
//! cargo run --release -p conformance -- servers [NAME]...
//! cargo run --release -p conformance -- browser
//! cargo run --release -p conformance --features judge -- unions DIR
//! ```

mod browser;
mod calls;
mod cargo;
mod corpus;
mod diagnostics;
mod examples;
mod measure;
mod mutate;
mod names;
mod outcome;
mod random;
mod same;
mod servers;
mod shuffle;
mod suite;
#[cfg(feature = "judge")]
mod unions;

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
#[command(about, version)]
enum Arguments {
    /// Generate the client of every document of a directory, compile it with warnings denied, and print a table.
    Corpus(corpus::Arguments),
    /// Read every example that the documents of a directory give of bodies with generated code, and list those that
    /// can't be read.
    Examples(examples::Arguments),
    /// Call operations of real documents over loopback, answered with the documents' own examples.
    Calls(calls::Arguments),
    /// Generate documents that are made from those of a directory by changing them at random, and list those on which
    /// the generator panics, crashes, or takes too long or too much memory; with `--hostile`, those whose text acts.
    Mutate(mutate::Arguments),
    #[command(hide = true)]
    MutateWorker(mutate::Worker),
    /// Count what the generator says of the documents of a directory by its codes, and show some of each.
    Diagnostics(diagnostics::Arguments),
    #[command(hide = true)]
    TellOne(diagnostics::TellOne),
    /// Count what names of the clients of a directory's documents a person would not have chosen, and which types say the
    /// same as others.
    Names(names::Arguments),
    /// Compare the code that two runs emitted, names and documentation left out of account.
    Same(same::Arguments),
    /// Put the documents of a directory in other orders, and list those whose clients have other names then.
    Shuffle(shuffle::Arguments),
    #[command(hide = true)]
    HostileScript(mutate::Script),
    /// Generate the code of every schema of the JSON Schema Test Suite, have it decode the instances, and print a table.
    SchemaSuite(suite::Arguments),
    /// Start real servers on loopback, generate their clients, and call them; one that is not installed is skipped.
    Servers(servers::Arguments),
    /// Compile the runtime for WebAssembly, have a browser call a loopback server with it, and tell what became of each call;
    /// skipped where there is no Chromium.
    Browser(browser::Arguments),
    /// Change values of the unions of real documents at random, and list those that a validator accepts and generated code
    /// can't read, or reads and writes with less than the best variant knows.
    #[cfg(feature = "judge")]
    Unions(unions::Arguments),
    #[command(hide = true)]
    GenerateOne(corpus::GenerateOne),
}

fn main() -> ExitCode {
    // Called by Cargo in the place of rustc.
    if let Some(status) = measure::as_rustc_wrapper() {
        return status;
    }
    let ended = match Arguments::parse() {
        Arguments::Corpus(arguments) => corpus::run(&arguments),
        Arguments::Examples(arguments) => examples::run(&arguments),
        Arguments::Calls(arguments) => calls::run(&arguments),
        Arguments::Mutate(arguments) => mutate::run(&arguments),
        Arguments::MutateWorker(arguments) => mutate::work(&arguments),
        Arguments::Diagnostics(arguments) => diagnostics::run(&arguments),
        Arguments::TellOne(arguments) => diagnostics::tell_one(&arguments),
        Arguments::HostileScript(arguments) => mutate::script(&arguments),
        Arguments::Names(arguments) => names::run(&arguments),
        Arguments::Same(arguments) => same::run(&arguments),
        Arguments::Shuffle(arguments) => shuffle::run(&arguments),
        Arguments::SchemaSuite(arguments) => suite::run(&arguments),
        Arguments::Servers(arguments) => servers::run(&arguments),
        Arguments::Browser(arguments) => browser::run(&arguments),
        #[cfg(feature = "judge")]
        Arguments::Unions(arguments) => unions::run(&arguments),
        Arguments::GenerateOne(arguments) => corpus::generate_one(&arguments),
    };
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
