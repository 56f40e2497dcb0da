//! Generates the client into `OUT_DIR`.

fn main() {
    oasmith::Generator::new("spec/openapi.yaml").build();
}
