use oasmith_runtime::Operation;

use super::operation_ids::{Client, action, charges, flows, jobs, owners, users, vets};

/// What frameworks put into ids is left out where the rest tells operations of a group apart, and so is the tag.
#[test]
fn operations_are_called_what_their_authors_called_them() {
    let client = Client::with_server("http://localhost");
    let _ = (client.flows().read_flow("1"), client.flows().read_flows());
    let _ = (client.owners().find_all(), client.vets().find_all());
    let _ = (client.vets().put_save(), client.vets().post_save());
    let _ = (client.users().list(), client.action().post_amend());
    let _ = (client.charges().get_charges(), client.charges().post());
    let paths = [flows::ReadFlow::META.path, owners::FindAll::META.path, vets::FindAll::META.path];
    assert_eq!(paths, ["/flows/{id}", "/owners", "/vets"]);
    let _ = (action::ActionPostAmend::new(), charges::PostCharges::new());
}

#[test]
fn an_exact_name_goes_before_one_that_is_made_shorter() {
    let client = Client::with_server("http://localhost");
    let _ = (client.users().create(), client.users().users_create());
    assert_eq!(users::Create::META.method, "PUT");
    assert_eq!(users::UsersCreate::META.method, "POST");
}

#[test]
fn path_items_among_the_components_name_operations() {
    let client = Client::with_server("http://localhost");
    let _ = (client.jobs().get_job_state("1"), client.jobs().get_health(), client.jobs().get_old_health());
    assert_eq!(jobs::GetJobState::META.path, "/jobs/{id}/details/state");
}

#[test]
fn a_group_that_ids_say_twice_is_not_said_by_methods() {
    let client = Client::with_server("http://localhost");
    let _ = (client.plan_sets().get_accounts_by_account("1"), client.plan_sets().get_by_plan("1"));
}
