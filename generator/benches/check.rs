//! What checking an emitted crate costs: `cargo check` of the whole Dfns API, its dependencies being built.
//!
//! ```text
//! cargo bench -p oasmith --bench check
//! ```

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, unreachable_pub)]

mod measure;

use measure::{cargo, cost, document, empty_folder, folder, heading, lock, report, repository};
use oasmith::Generator;

const NAME: &str = "measured-dfns";

fn main() {
    let Some(document) = document("dfns-1.578.2.yaml") else { return };
    let (package, target) = (empty_folder("package"), folder("package-target"));
    let generator = Generator::new(document).package(&package, NAME).runtime_path(repository().join("runtime"));
    let generated = generator.run().unwrap_or_else(|failure| panic!("{failure}"));
    println!("{} operations, {} types", generated.operations, generated.types);
    lock(&package);

    heading("`cargo check` of the emitted crate, 5 runs");
    for (name, incremental, limit) in
        [("by default", None, "5 s, 500 MB"), ("CARGO_INCREMENTAL=1, the first time", Some("1"), "")]
    {
        let mut check = cargo(&package, &target, &["check", "--offline"]);
        if let Some(incremental) = incremental {
            check.env("CARGO_INCREMENTAL", incremental);
        }
        cost(&check);
        report(name, limit, 5, || {
            cost(&cargo(&package, &target, &["clean", "--offline", "--package", NAME]));
            cost(&check)
        });
    }
}
