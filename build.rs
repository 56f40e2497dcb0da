//! Generates the client in `generated/` from the bundled document.

fn main() {
    // Without the feature the committed code is compiled as it is, and no generator is built.
    #[cfg(feature = "regenerate")]
    oasmith::Generator::new("spec/openapi.yaml").operation("POST /auth/login/code").library("generated").build();
}
