use oasmith_runtime::json;

use super::renames::Client;
use super::renames::stock::SkusPage;
use super::renames::types::{Account, Sku, User, UserState};

#[test]
fn what_the_stars_of_a_pattern_take_is_kept() {
    let user = User::new(true, false, "7");
    assert!(user.admin && user.ecommerce_id == "7");
    let text = r#"{"is_admin":true,"is_open":false,"eCommerceID":"7","state":"STATE_ON"}"#;
    assert_eq!(json::from_str::<User>(text).unwrap().state, Some(UserState::On));
    let client = Client::with_server("http://localhost");
    let _ = (client.users().fetch_users_get("1"), client.users().remove("1"));
    let _ = Account::new();
}

#[test]
fn prefixes_and_words_are_the_users() {
    let client = Client::with_server("http://localhost");
    let _ = client.stock().see_skus();
    let page = SkusPage::new(true, false);
    assert!(page.list.is_none() && page.is_last && !page.has_more);
    assert_eq!(Sku::new(vec!["a".to_owned()]).psp_references, ["a"]);
}
