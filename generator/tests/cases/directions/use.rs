use oasmith_runtime::{HttpResponse, Operation, Response, StatusCode, json};

use super::directions::types::{Address, Team, User, UserRequest};
use super::directions::users::CreateUser;

// support: Schemas | `readOnly` and `writeOnly` | yes
#[test]
fn each_direction_has_what_belongs_to_it() {
    let request = CreateUser::new(
        UserRequest::new("Jane", "s3cret").address(Address::new("Bern")).manager(UserRequest::new("Joe", "x")),
    );
    let expected =
        r#"{"name":"Jane","password":"s3cret","manager":{"name":"Joe","password":"x"},"address":{"city":"Bern"}}"#;
    assert_eq!(json::to_string(&request.body).unwrap(), expected);
    let answer = HttpResponse::json(StatusCode::CREATED, r#"{"id":"u-1","name":"Jane","address":{"city":"Bern"}}"#);
    let user: User = CreateUser::decode(Response::to::<CreateUser>(answer)).unwrap();
    assert_eq!((user.id.as_str(), user.name.as_str(), user.address), ("u-1", "Jane", Some(Address::new("Bern"))));
}

#[test]
fn a_type_of_one_direction_keeps_its_name() {
    let team = Team::new(vec![UserRequest::new("Jane", "s3cret")]);
    assert_eq!(json::to_string(&team).unwrap(), r#"{"members":[{"name":"Jane","password":"s3cret"}]}"#);
}
