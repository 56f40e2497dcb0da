//! What a single call sends beside what the document has.

use std::fmt;

use super::media_type::MediaType;
use super::percent::{Reserved, encode_into};
use super::{Body, form};
use crate::codec::{Value, json};

/// What a single call sends beside what the document has.
#[derive(Clone, Default)]
pub(super) struct Extra {
    /// The names and values of the query, encoded.
    query: Vec<(String, String)>,
    members: Vec<(String, Value)>,
}

impl Extra {
    pub(super) fn query(&mut self, name: &str, value: &str) {
        let encoded = |text| {
            let mut encoded = String::new();
            encode_into(&mut encoded, text, Reserved::Escaped);
            encoded
        };
        self.query.push((encoded(name), encoded(value)));
    }

    pub(super) fn member(&mut self, name: &str, value: Value) {
        self.members.push((name.to_owned(), value));
    }

    /// These, and others behind them.
    pub(super) fn merge(&mut self, others: Self) {
        self.query.extend(others.query);
        self.members.extend(others.members);
    }

    /// Puts them into a query and a body.
    ///
    /// # Errors
    ///
    /// That the body has no place for them.
    pub(super) fn put_into(&self, query: &mut String, body: &mut Option<Body>) -> Result<(), String> {
        for (name, value) in &self.query {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(&format!("{name}={value}"));
        }
        if !self.members.is_empty() {
            let extended = body.as_ref().and_then(|body| self.extended(body));
            let extended =
                extended.ok_or("the call has members for a body that is neither an object in JSON nor a form")?;
            *body = Some(extended);
        }
        Ok(())
    }

    /// The body with the members in it; those that it has already are replaced in JSON, and stand behind in a form.
    fn extended(&self, body: &Body) -> Option<Body> {
        let bytes = body.bytes()?;
        let media_type = MediaType::parse(body.content_type())?;
        let content_type = body.content_type().to_owned();
        if media_type.is_json() {
            let Ok(Value::Object(mut object)) = json::from_slice(&bytes) else { return None };
            for (name, value) in &self.members {
                object.insert(name.clone(), value.clone());
            }
            return Some(Body::new(content_type, json::to_vec(&object).ok()?));
        }
        if !media_type.is_named_by(&["application/x-www-form-urlencoded"]) {
            return None;
        }
        let mut text = String::from_utf8(bytes.to_vec()).ok()?;
        let more = form::to_string(&self.members.iter().cloned().collect::<crate::codec::Object>(), &[]).ok()?;
        if !text.is_empty() && !more.is_empty() {
            text.push('&');
        }
        Some(Body::new(content_type, text + &more))
    }
}

/// Shows names alone: the values may be secret.
impl fmt::Debug for Extra {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.query.iter().map(|(name, _)| name).chain(self.members.iter().map(|(name, _)| name));
        formatter.debug_set().entries(names).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_in_a_form_behind_others_or_alone() {
        let extended = |text: &'static str, members: &[(&str, &str)]| {
            let mut extra = Extra::default();
            members.iter().for_each(|(name, value)| extra.member(name, Value::from(*value)));
            let mut body = Some(Body::new("application/x-www-form-urlencoded", text));
            extra.put_into(&mut String::new(), &mut body).unwrap();
            String::from_utf8(body.unwrap().bytes().unwrap().to_vec()).unwrap()
        };
        assert_eq!(extended("a=b", &[("c", "d e"), ("f", "")]), "a=b&c=d+e&f=");
        assert_eq!(extended("", &[("c", "d")]), "c=d");
        assert_eq!(extended("a=b", &[]), "a=b");
    }
}
