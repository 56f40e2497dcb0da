//! Values of the unions that real documents have, changed at random: what a validator that shares nothing with oasmith
//! accepts must be read by generated code, and come back with all that the best of the accepted variants knows.

mod change;
mod find;
mod judge;
mod program;
mod sample;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::corpus::document;
use crate::outcome::Outcome;
use crate::random::Random;
use find::Union;
use judge::Judge;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A directory as `corpus` takes it.
    directory: PathBuf,
    /// Only the documents whose names have this in them. May be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// How many changed values there are in all.
    #[arg(long, default_value_t = 2_000)]
    count: usize,
    /// How many unions they are of, at most.
    #[arg(long, default_value_t = 100)]
    unions: usize,
    /// Another seed gives other unions and other changes.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where code is generated and compiled.
    #[arg(long, value_name = "DIR", default_value = "target/conformance-unions")]
    out: PathBuf,
}

/// A changed value that the validator accepts.
struct Question {
    /// The number of its union.
    union: usize,
    value: Value,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let documents = document::find(&arguments.directory, &arguments.only)?;
    fs::create_dir_all(&arguments.out)?;
    let out = arguments.out.canonicalize()?;
    let mut all: Vec<Union> = documents.iter().flat_map(find::unions).collect();
    println!("{} unions of objects in {} documents", all.len(), documents.len());
    let mut random = Random::new(arguments.seed, 0);
    while all.len() > arguments.unions {
        all.swap_remove(random.below(all.len()));
    }
    let program = program::Program::write(&out, &mut all)?;
    let judges: Vec<Judge> = all.iter().filter_map(Judge::of).collect();
    let (mut questions, mut refused) = (Vec::new(), 0);
    for number in 0..arguments.count {
        let mut random = Random::new(arguments.seed, 1 + number as u64);
        let union = number.checked_rem(judges.len()).unwrap_or_default();
        let Some(judge) = judges.get(union) else { break };
        let value = change::changed(judge, &mut random);
        if judge.accepts(&value) {
            questions.push(Question { union, value });
        } else {
            refused += 1;
        }
    }
    let asked: Vec<(&Union, &Value)> =
        questions.iter().filter_map(|question| Some((judges.get(question.union)?.union, &question.value))).collect();
    let answers = program.run(&asked)?;
    let mut failures: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (question, answer) in questions.iter().zip(&answers) {
        let Some(judge) = judges.get(question.union) else { continue };
        if let Some(problem) = judge.problem(&question.value, answer) {
            failures.entry(&judge.union.name).or_default().push(format!("{problem}: {}", question.value));
        }
    }
    let failed: usize = failures.values().map(Vec::len).sum();
    println!(
        "{} values of {} unions: {refused} refused by the validator, {} accepted, {failed} of these failed",
        questions.len() + refused,
        judges.len(),
        questions.len(),
    );
    for (name, problems) in &failures {
        println!("\n{name}: {}", problems.len());
        problems.iter().take(3).for_each(|problem| println!("  {}", problem.chars().take(600).collect::<String>()));
    }
    Ok(failures.is_empty() && !questions.is_empty())
}
