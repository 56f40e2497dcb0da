use oasmith_runtime::{Operation, json};

use super::letters::pet::{GetPet, GetPetErrorByStatus, GetPetOutputByStatus};
use super::letters::star::PostSignsMinus;
use super::letters::types::{
    Grosse, GrosseStem, GrosseUnit, Underscore, UnderscoreStar, UnderscoreValue, 用户, 用户状态,
};
use super::letters::{Client, Server};
use super::wire::Wire;

// support: Schemas | Names in any letters, or without any | yes
#[test]
fn wire_names_are_exact_in_whatever_letters() {
    let text = concat!(
        r#"{"unit":"µg/m3","stem":"ｐｅａｌ","naïve":true,"naive":false,"#,
        r#""имя":"a","сору":"b","copy":"c","α":1.5}"#
    );
    let read: Grosse = json::from_str(text).unwrap();
    assert_eq!(read.unit, Some(GrosseUnit::MicrogM3));
    assert_eq!(read.stem, Some(GrosseStem::PealValue));
    assert_eq!((read.naive, read.naive_2), (Some(false), Some(true)));
    assert_eq!((read.soru.as_deref(), read.copy.as_deref()), (Some("b"), Some("c")));
    assert_eq!((read.imia.as_deref(), read.alpha), (Some("a"), Some(1.5)));
    let units = [(GrosseUnit::M2, "m²"), (GrosseUnit::M3, "m³"), (GrosseUnit::KOhm, "kΩ"), (GrosseUnit::C, "°C")];
    for (value, text) in units {
        assert_eq!(value.as_str(), text);
    }
    let user: 用户 = json::from_str(r#"{"姓名":"李","状态":"启用"}"#).unwrap();
    assert_eq!((user.姓名.as_str(), user.状态), ("李", Some(用户状态::启用)));
    // Of two names that look the same, one is spelled by sound.
    let user: 用户 = json::from_str(r#"{"姓名":"李","カメラ台":"a","力メラ台":"b"}"#).unwrap();
    assert_eq!((user.カメラ台.as_deref(), user.li_mera_tai.as_deref()), (Some("a"), Some("b")));
}

#[test]
fn names_without_letters_are_told_apart() {
    let value = Underscore::new().underscore(UnderscoreValue::A).star(UnderscoreStar::Plus).empty("e").symbol("s");
    assert_eq!(json::to_string(&value).unwrap(), r#"{"_":"a","*":"+","":"e","🦀":"s"}"#);
    let signs = [(PostSignsMinus::Less, "<"), (PostSignsMinus::LessEqual, "<="), (PostSignsMinus::LessEqualValue, "≤")];
    for (value, text) in signs {
        assert_eq!(value.as_str(), text);
    }
}

#[test]
fn an_enum_of_answers_is_not_another_operation() {
    fn is_of<O: Operation<Output = GetPetOutputByStatus, Error = GetPetErrorByStatus>>(_: O) {}
    is_of(GetPet::new());
}

#[tokio::test]
async fn a_tag_can_have_the_name_of_a_crate() {
    let wire = Wire::new();
    let client = Client::with_server(wire.url());
    client.oasmith_runtime().core().await.unwrap();
    assert!(wire.last().starts_with("GET /runtime HTTP/1.1\r\n"));
    assert_eq!(Server::default().url(), "https://letters.example");
}
