use super::*;

/// Lengths of names, so that every line is broken at each of its places.
const LENGTHS: std::ops::Range<usize> = 1..110;

fn printed(code: &str) -> String {
    prettyplease::unparse(&syn::parse_str(code).unwrap_or_else(|error| panic!("{error}: {code}")))
}

/// Holds what is written of templates, in which `NAME` is a name of any length, against what `prettyplease` makes of it.
fn compare(templates: &[&str], write: impl Fn(&mut Lines, &str)) {
    for template in templates {
        for length in LENGTHS {
            let code = template.replace("NAME", &"n".repeat(length));
            let mut lines = Lines::default();
            write(&mut lines, &code);
            assert_eq!(lines.text, printed(&lines.text), "{template} with a name of {length}");
        }
    }
}

#[test]
fn statements_are_laid_out_as_prettyplease_does() {
    let statements = [
        "self.client.call(NAME::new(first, NAME))",
        "self.client.call(Operation::new())",
        "self.NAME.encode(request);",
        "body.encode(NAME, second);",
        "request.NAME(rt::ParamSpec::new(\"a \\\" b\").style(rt::Style::Form).explode(true), &self.NAME);",
        "request.query(rt::ParamSpec::new(\"filter\").rules(&[rt::Rule::MinLength(1), rt::Rule::Pattern(\"NAME\")]), &self.a);",
        "request.query(rt::ParamSpec::new(\"NAME\").rules(const { &[rt::Rule::Defined(&super::rules::A)] }), &self.a);",
        "request.json_as(\"NAME\", &self.body, &[rt::Rule::If { condition: &[], then: &[rt::Rule::Never] }]);",
        "request.json_as(\"a\", &self.body, const { &[rt::Rule::Defined(&super::rules::NAME)] });",
        "request.multipart_as(&self.body, &[rt::PartSpec::new(\"NAME\").headers(&[(\"a\", \"b\"), (\"c\", \"d\")])], &[]);",
        "request.query_form(rt::ParamSpec::new(\"q\"), &self.NAME, &[rt::ParamSpec::new(\"n\").style(rt::Style::Form)]);",
        "request.text(\"text/plain\", self.NAME.clone());",
        "rt::HeaderSpec::new(\"NAME\").list().read(self.0)",
        "self.operation = self.operation.NAME(NAME);",
        "self.NAME = Some(NAME.into());",
        "Self { NAME, second: second.into(), third: None }",
        "Self { NAME: Box::new(NAME) }",
        "Self { n, NAME }",
        "Self { NAME: n.into() }",
        "Self {}",
    ];
    compare(&statements, |lines, code| {
        lines.block("impl Type", &mut |lines| lines.block("fn method()", &mut |lines| lines.line(code)));
    });
}

#[test]
fn arms_are_laid_out_as_prettyplease_does() {
    let bodies = [
        "response.json()",
        "response.json_as(Output::NAME)",
        "response.items_as(rt::Framing::NAME, Output::NAME)",
        "response.error_empty_as(())",
        "rt::json::from_slice(NAME).map(Self::NAME)",
        "Ok(Self::NAME(body.clone()))",
        "request.json(body)",
        "\"NAME\"",
    ];
    let many: Vec<String> = (400..440).map(|status| status.to_string()).collect();
    let ranges = ["400..=499", "500..=599"].map(str::to_owned);
    compare(&bodies, |lines, body| {
        lines.block("impl Type", &mut |lines| {
            lines.block("fn method()", &mut |lines| {
                lines.block("match response.code()", &mut |lines| {
                    lines.arm(&["200".to_owned()], body);
                    for count in [2, 10, 15, 40] {
                        lines.arm(many.get(..count).unwrap(), body);
                    }
                    lines.arm(&ranges, body);
                    lines.arm(&["_".to_owned()], body);
                });
            });
        });
    });
}

#[test]
fn items_are_laid_out_as_prettyplease_does() {
    let heads = [
        "pub fn NAME(&self)",
        "pub fn name(&self, NAME: impl Into<String>, second: Vec<rt::Map<NAME>>) -> super::Call<'c, NAME>",
        "pub fn name(mut self, NAME: types::Pet) -> Self",
        "pub fn name(self) -> Result<Option<NAME>, rt::DecodeError>",
        "pub(super) fn encode(&self, NAME: &mut rt::Request)",
        "fn decode(NAME: rt::Response) -> rt::Outcome<Self>",
    ];
    compare(&heads, |lines, head| {
        lines.block("impl Type", &mut |lines| lines.block(head, &mut |lines| lines.line("self.run();")));
    });
    let constants = [
        "const META: rt::Meta = rt::Meta::new(\"NAME\", \"GET\", \"/things\");",
        "const META: rt::Meta = rt::Meta::new(\"a\", \"GET\", \"/NAME\").tags(&[\"NAME\", \"b\"]).accept(\"c\");",
        "const META: rt::Meta = rt::Meta::new(\"a\", \"GET\", \"/\")\
         .security(rt::Security::any_of(&[&[], &[security::NAME.required(), security::B.scopes(&[\"x\"])]]));",
        "const STREAM: rt::Meta = <Self as rt::Operation>::META.accept(\"NAME\").streams(&[(200, 299)]);",
        "type Output = rt::ItemStream<NAME>;",
        "type Headers<'h> = NAME<'h>;",
    ];
    compare(&constants, |lines, constant| lines.block("impl Type", &mut |lines| lines.line(constant)));
    let impls = ["impl NAME", "impl<'c> NAME<'c>", "impl rt::Operation for NAME", "impl super::Call<'_, NAME>"];
    compare(&impls, |lines, head| lines.block(head, &mut |lines| lines.line("type Output = ();")));
    let impls =
        ["impl From<NAME> for NAME", "impl<'h> From<&'h rt::HeaderMap> for NAME<'h>", "impl From<a::NAME> for N"];
    compare(&impls, |lines, head| lines.block(head, &mut |lines| lines.line("type Output = ();")));
    let structs = ["pub struct NAME<'c>", "pub struct NAME"];
    compare(&structs, |lines, head| {
        lines.block(head, &mut |lines| lines.line("pub(super) client: &'c super::Client,"))
    });
    let fields = ["pub NAME: rt::chrono::DateTime<rt::chrono::FixedOffset>,", "pub field: rt::Map<Vec<types::NAME>>,"];
    compare(&fields, |lines, field| {
        lines.block("pub struct Type", &mut |lines| {
            lines.deprecated(true);
            lines.line(field);
        });
    });
    compare(&["NAME(rt::Map<types::NAME>),"], |lines, variant| {
        lines.block("pub enum Type", &mut |lines| lines.line(variant))
    });
    compare(&["pub struct NAME<'h>(&'h rt::HeaderMap);"], |lines, item| lines.line(item));
}

#[test]
fn documentation_hides_nothing_and_ends_with_no_space() {
    let mut lines = Lines::default();
    lines.block("mod a", &mut |lines| {
        lines.docs(&["one \u{202E}two ".to_owned(), String::new(), "three".to_owned()]);
        lines.line("struct A;");
        lines.item();
        lines.line("struct B;");
    });
    lines.item();
    lines.block("struct C", &mut |_| {});
    assert_eq!(
        lines.text,
        "mod a {\n    /// one two\n    ///\n    /// three\n    struct A;\n\n    struct B;\n}\n\nstruct C {}\n"
    );
}
