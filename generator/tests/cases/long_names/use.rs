use oasmith_runtime::Operation;

use super::long_names::types::{
    All, DeviceAndroidPaymentMethodOptionsByProvider, DeviceAssuranceSignalsAnswer, Project, StartSettings,
    StopSettings, Task, Team, V1Pod, V1Scale, V1beta1Scale,
};
use super::long_names::{Client, files, shield_information_barriers as barriers};

/// An id that is the method and the path says less than the summary, or than the path with its parameters.
#[test]
fn ids_that_are_paths_are_no_names() {
    let client = Client::with_server("http://localhost");
    let _ = (client.files().list_tasks("1"), client.files().post_tasks_by_file_id("1"));
    assert_eq!(files::PostFilesTasksByFileId::META.method, "POST");
}

/// The module says the group.
#[test]
fn types_with_long_names_leave_out_their_group() {
    let barrier = barriers::ChangeStatusOfOrganizationRequest {
        status: barriers::ChangeStatusOfOrganizationRequestStatus::Draft,
        reason: "new".to_owned(),
    };
    let client = Client::with_server("http://localhost");
    let _ = client.shield_information_barriers().change_status_of_organization("1", barrier);
    let _ = |answer: barriers::ChangeStatusOfOrganizationResponse| answer.id;
    let _ = |answer: barriers::ListShieldInformationBarriersResponse| answer.count;
}

/// What is a path of packages is called by the end that no other has.
#[test]
fn levels_that_others_do_not_need_are_left_out() {
    let _ = |all: All| -> (Option<Project>, Option<Team>, Option<V1Pod>) { (all.project, all.team, all.pod) };
    let _ = |all: All| -> (Option<V1Scale>, Option<V1beta1Scale>) { (all.scale, all.old_scale) };
    let _ = |all: All| -> (Option<StartSettings>, Option<StopSettings>) { (all.start, all.stop) };
    let _ = |task: Task| task.task;
}

/// What is said twice in a long name is said once, in types and in variants.
#[test]
fn long_names_say_nothing_twice() {
    let by_provider = DeviceAndroidPaymentMethodOptionsByProvider { provider: "bank".to_owned() };
    assert_eq!(by_provider, DeviceAndroidPaymentMethodOptionsByProvider::new("bank"));
    let _ = |answer: DeviceAssuranceSignalsAnswer| match answer {
        DeviceAssuranceSignalsAnswer::AnyOfTheFirstProvider(answer) => answer.first,
        DeviceAssuranceSignalsAnswer::Refusal(refusal) => refusal.refusal,
    };
}
