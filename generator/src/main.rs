//! The command-line program.

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut generator = oasmith::Generator::new(&arguments[0]).module(&arguments[1]);
    for operation in &arguments[2..] {
        generator = generator.operation(operation);
    }
    match generator.run() {
        Ok(report) => {
            eprint!("{}", report.diagnostics);
            println!("generated {} operations, {} types; skipped {}", report.operations, report.types, report.skipped);
        }
        Err(failure) => {
            eprintln!("{failure}");
            std::process::exit(1);
        }
    }
}
