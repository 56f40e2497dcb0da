//! Bodies in `application/x-www-form-urlencoded` (OpenAPI 3.1.2, sections 4.14.4 and 4.15.1; URL Standard, section 5).

use super::parameter::{ParamSpec, scalar_text};
use super::percent;
use crate::codec::{DecodeError, Encode, Out, Pairs, Sink, json};

/// The pairs of an object's properties, each as its encoding says.
///
/// A property without an encoding is written by what it is: a scalar as text, an array as a pair for each item, an
/// object as JSON. What is absent or `null` has no pair.
///
/// # Errors
///
/// That the value is no object, or that a property has no form such as its encoding asks for.
pub(super) fn to_string(value: &dyn Encode, encodings: &[ParamSpec]) -> Result<String, DecodeError> {
    let mut form = Form { encodings, text: String::new() };
    value.encode(&mut form)?;
    Ok(form.text)
}

/// Takes the object.
struct Form<'e> {
    encodings: &'e [ParamSpec],
    text: String,
}

impl Sink for Form<'_> {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        match value {
            Out::Record(spec, values, rest) => (spec, values, rest).each(&mut |key, value| self.property(key, value)),
            Out::Map(pairs) => pairs.each(&mut |key, value| self.property(key, value)),
            _ => Err(DecodeError::new("a form has to be an object")),
        }
    }
}

impl Form<'_> {
    fn property(&mut self, key: &str, value: &dyn Encode) -> Result<(), DecodeError> {
        if value.is_absent() {
            return Ok(());
        }
        let written = match self.encodings.iter().find(|encoding| encoding.name == key) {
            None => value.encode(&mut Usual { form: self, key, whole: value, is_item: false }),
            // A value with a media type is escaped as forms are, one with a style as in a query.
            Some(encoding) if encoding.is_json() => json::to_string(value).map(|json| self.pair(key, &json)),
            Some(encoding) => match encoding.in_query(value) {
                Ok(Some(pairs)) => {
                    self.separate();
                    self.text.push_str(&pairs);
                    Ok(())
                }
                Ok(None) => Ok(()),
                Err(problem) => Err(DecodeError::new(problem)),
            },
        };
        written.map_err(|fault| fault.at_name(key))
    }

    fn separate(&mut self) {
        if !self.text.is_empty() {
            self.text.push('&');
        }
    }

    fn pair(&mut self, key: &str, text: &str) {
        self.separate();
        percent::encode_form_into(&mut self.text, key);
        self.text.push('=');
        percent::encode_form_into(&mut self.text, text);
    }
}

/// Takes a property that has no encoding, or an item of it.
struct Usual<'a, 'e> {
    form: &'a mut Form<'e>,
    key: &'a str,
    whole: &'a dyn Encode,
    is_item: bool,
}

impl Sink for Usual<'_, '_> {
    fn put(&mut self, value: Out<'_>) -> Result<(), DecodeError> {
        match value {
            Out::Seq(items) if !self.is_item => items.each(&mut |item| {
                item.encode(&mut Usual { form: self.form, key: self.key, whole: item, is_item: true })
            }),
            Out::Seq(_) | Out::Map(_) | Out::Record(..) => {
                self.form.pair(self.key, &json::to_string(self.whole)?);
                Ok(())
            }
            scalar => {
                if let Some(text) = scalar_text(scalar)? {
                    self.form.pair(self.key, &text);
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Style;
    use crate::codec::Value;

    fn form(json: &str, encodings: &'static [ParamSpec]) -> Result<String, String> {
        let value: Value = json::from_str(json).unwrap();
        to_string(&value, encodings).map_err(|fault| fault.to_string())
    }

    #[test]
    fn a_property_without_an_encoding_is_written_by_what_it_is() {
        assert_eq!(form(r#"{"a":"x y","b":7,"c":true,"d":null,"e":""}"#, &[]).unwrap(), "a=x+y&b=7&c=true&e=");
        assert_eq!(form(r#"{"a":["x","y",1.5]}"#, &[]).unwrap(), "a=x&a=y&a=1.5");
        assert_eq!(form(r#"{"a":{"b":1}}"#, &[]).unwrap(), "a=%7B%22b%22%3A1%7D");
        assert_eq!(form(r#"{"a":[{"b":1},[2]]}"#, &[]).unwrap(), "a=%7B%22b%22%3A1%7D&a=%5B2%5D");
        assert_eq!(form("{}", &[]).unwrap(), "");
    }

    #[test]
    fn names_and_texts_are_escaped_as_forms_are() {
        assert_eq!(form(r#"{"a b&=":"~*-._+&=%ü\n"}"#, &[]).unwrap(), "a+b%26%3D=%7E*-._%2B%26%3D%25%C3%BC%0A");
    }

    #[test]
    fn an_encoding_decides_over_its_property() {
        const ENCODINGS: &[ParamSpec] = &[
            ParamSpec::new("csv").style(Style::Form).explode(false),
            ParamSpec::new("pipes").style(Style::PipeDelimited).explode(false),
            ParamSpec::new("json").style(Style::Json),
            ParamSpec::new("deep").style(Style::DeepObject),
        ];
        assert_eq!(form(r#"{"csv":["a","b c"]}"#, ENCODINGS).unwrap(), "csv=a,b%20c");
        assert_eq!(form(r#"{"pipes":["a","b"]}"#, ENCODINGS).unwrap(), "pipes=a%7Cb");
        assert_eq!(form(r#"{"json":"x y"}"#, ENCODINGS).unwrap(), "json=%22x+y%22");
        assert_eq!(
            form(r#"{"deep":{"a":{"b":1},"c":[{"d":2},3],"e":[],"f":null}}"#, ENCODINGS).unwrap(),
            "deep%5Ba%5D%5Bb%5D=1&deep%5Bc%5D%5B0%5D%5Bd%5D=2&deep%5Bc%5D%5B1%5D=3"
        );
        assert_eq!(form(r#"{"deep":"none"}"#, ENCODINGS).unwrap(), "deep=none");
    }

    #[test]
    fn what_has_no_form_is_refused() {
        assert_eq!(form("[1]", &[]).unwrap_err(), "a form has to be an object");
        const CSV: &[ParamSpec] = &[ParamSpec::new("csv").style(Style::Form).explode(false)];
        let problem = form(r#"{"csv":[[1]]}"#, CSV).unwrap_err();
        assert!(problem.starts_with("at /csv: "), "{problem}");
    }
}
