//! Calls Prefect's server: flows and their runs, variables, work pools, artifacts, automations, limits.

#[path = "../../tally.rs"]
mod tally;

use std::process::ExitCode;

use client::runtime::{Nullable, Operation, Outcome, chrono, uuid::Uuid};
use client::types::*;
use client::{Call, Client};
use tally::{Tally, made};

fn main() -> ExitCode {
    let client = Client::with_server(std::env::args().nth(1).expect("the server's URL").as_str());
    let mut tally = Tally::default();
    tally.gives("health", sent(client.root().health_check()), |health| *health);
    tally.gives("version", sent(client.admin().read_version()), |version| version.starts_with('3'));
    if let Some(flow) = flows(&client, &mut tally) {
        flow_runs(&client, &mut tally, flow);
        let gone = sent(client.flows().delete(flow));
        tally.gives("delete a flow", gone, |()| true);
        tally.refused("delete it again", sent(client.flows().delete(flow)), 404);
        tally.refused("read it after that", sent(client.flows().read_flow(flow)), 404);
    }
    variables(&client, &mut tally);
    work_pools(&client, &mut tally);
    artifacts(&client, &mut tally);
    automations(&client, &mut tally);
    limits(&client, &mut tally);
    tally.end()
}

/// Sends a call, again where the server says that its database is busy.
fn sent<O: Operation + Clone>(call: Call<'_, O>) -> Outcome<O> {
    for _ in 0..20 {
        match call.clone().send_blocking() {
            Err(failure) if failure.status().is_some_and(|status| status == 503) => {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            outcome => return outcome,
        }
    }
    call.send_blocking()
}

fn flows(client: &Client, tally: &mut Tally) -> Option<Uuid> {
    let api = client.flows();
    let new = FlowCreate::new("nightly ä").tags(vec!["a".to_owned(), "b".to_owned()]);
    let new = new.labels(made::<Nullable<_>>(r#"{"size":3,"big":false,"name":"x","part":0.5}"#));
    let made_flow = tally.gives("create a flow", sent(api.create(new)), |flow| {
        flow.name == "nightly ä"
            && flow.tags.as_ref().is_some_and(|tags| tags.len() == 2)
            && flow.created.is_some_and(|created| created.timestamp() > 1_700_000_000)
    })?;
    let id = made_flow.id;
    tally.gives("create another", sent(api.create(FlowCreate::new("hourly"))), |flow| flow.id != id);
    tally.gives("read it", sent(api.read_flow(id)), |flow| {
        flow.id == id && flow.name == made_flow.name && flow.tags == made_flow.tags && flow.labels == made_flow.labels
    });
    let named = sent(api.read_by_name("hourly").x_prefect_api_version("0.8.4"));
    tally.gives("read one by its name", named, |flow| flow.name == "hourly");
    tally.refused("read one by no name", sent(api.read_by_name("none")), 404);
    let all = sent(api.read_flows().body(made(r#"{"sort":"NAME_ASC"}"#)));
    tally.gives("list all", all, |flows| flows.iter().map(|flow| flow.name.as_str()).eq(["hourly", "nightly ä"]));
    tally.gives("list without a body", sent(api.read_flows()), |flows| flows.len() == 2);
    let tagged = r#"{"flows":{"operator":"and_","tags":{"all_":["b"]},"name":{"like_":"night"}},"limit":5,"offset":0}"#;
    let filtered = sent(api.read_flows().body(made(tagged)));
    tally.gives("filter by tags", filtered, |flows| matches!(flows.as_slice(), [flow] if flow.id == id));
    let untagged = r#"{"flows":{"tags":{"is_null_":true}}}"#;
    tally.gives("count", sent(api.count().body(made(untagged))), |count| *count == 1);
    let page = sent(api.paginate().body(made(r#"{"page":2,"limit":1,"sort":"NAME_DESC"}"#)));
    tally.gives("page", page, |page| page.page == 2 && page.pages == 2 && page.count == 2 && page.results.len() == 1);
    let update = sent(api.update(id, FlowUpdate::new().tags(vec!["c".to_owned()])));
    tally.gives("update it", update, |()| true);
    tally.gives("read it again", sent(api.read_flow(id)), |flow| {
        flow.tags.as_deref() == Some(&["c".to_owned()]) && flow.name == made_flow.name
    });
    tally.refused("update none", sent(api.update(Uuid::nil(), FlowUpdate::new())), 404);
    let wrong = sent(api.read_flows().header("x-prefect-api-version", "none"));
    tally.refused("call in no version", wrong, 400);
    let limit = sent(api.read_flows().body(made(r#"{"limit":-1}"#)));
    let refusal = tally.refused("list less than nothing", limit, 422);
    tally.count(
        "what is said of it",
        match refusal {
            Some(refusal) if refusal.text().is_some_and(|text| text.contains("Invalid limit")) => Ok(()),
            refusal => Err(format!("{refusal:?}")),
        },
    );
    Some(id)
}

fn flow_runs(client: &Client, tally: &mut Tally, flow: Uuid) {
    let api = client.flow_runs();
    let state = StateCreate::new(StateType::Scheduled).message("soon");
    let new = FlowRunCreate::new(flow).name("first").state(state).parameters(made(r#"{"n":1,"list":[null,"x"]}"#));
    let Some(run) = tally.gives("create a run", sent(api.create(new)), |run| {
        run.flow_id == flow
            && run.state_type == Some(StateType::Scheduled)
            && run.parameters.as_ref().is_some_and(|parameters| parameters.len() == 2)
    }) else {
        return;
    };
    tally.gives("read it", sent(api.read_flow_run(run.id)), |read| {
        read.name == run.name && read.state == run.state && read.total_run_time == run.total_run_time
    });
    let running = made(r#"{"state":{"type":"RUNNING","name":"Running"},"force":true}"#);
    let set = sent(api.set_flow_run_state(run.id, running));
    tally.gives("run it", set, |result| {
        matches!(result.status, SetStateStatus::Accept)
            && result.state.as_ref().is_some_and(|state| state.r#type == StateType::Running)
    });
    let filter = r#"{"flow_runs":{"state":{"type":{"any_":["RUNNING"]}}},"sort":"START_TIME_DESC"}"#;
    let runs = sent(api.read_flow_runs().body(made(filter)));
    tally.gives("filter by state", runs, |runs| matches!(runs.as_slice(), [one] if one.id == run.id));
    let none = r#"{"flow_runs":{"state":{"type":{"any_":["CRASHED"]}}}}"#;
    tally.gives("filter to none", sent(api.read_flow_runs().body(made(none))), Vec::is_empty);
    let update = sent(api.update(run.id, FlowRunUpdate::new().name("second")));
    tally.gives("update it", update, |()| true);
    tally.gives("read it again", sent(api.read_flow_run(run.id)), |run| run.name.as_deref() == Some("second"));
    let input = made(r#"{"key":"k-1","value":"{\"a\": 1}"}"#);
    tally.gives("give it input", sent(api.create_flow_run_input(run.id, input)), |_| true);
    tally.gives("read the input", sent(api.read_flow_run_input(run.id, "k-1")), |_| true);
    logs(client, tally, run.id);
    tally.gives("delete it", sent(api.delete(run.id)), |()| true);
    tally.refused("read it after that", sent(api.read_flow_run(run.id)), 404);
}

fn logs(client: &Client, tally: &mut Tally, run: Uuid) {
    let api = client.logs();
    let at = chrono::DateTime::parse_from_rfc3339("2024-02-29T12:00:00.123456+02:00").expect("a date");
    let logs = (0..3).map(|number| LogCreate::new("calls", 20 + number, format!("line {number}"), at).flow_run_id(run));
    tally.gives("write logs", sent(api.create(logs.collect())), |_| true);
    let filter =
        format!(r#"{{"logs":{{"flow_run_id":{{"any_":["{run}"]}},"level":{{"ge_":21}}}},"sort":"TIMESTAMP_ASC"}}"#);
    tally.gives("read logs", sent(api.read().body(made(&filter))), |logs| {
        logs.len() == 2 && logs.iter().all(|log| log.timestamp == at && log.flow_run_id == Some(run))
    });
}

fn variables(client: &Client, tally: &mut Tally) {
    let api = client.variables();
    // A value is any JSON.
    for (name, value) in [
        ("text", r#""x""#),
        ("integer", "9007199254740993"),
        ("number", "0.5"),
        ("boolean", "true"),
        ("object", r#"{"a":{"b":[1]}}"#),
        ("list", r#"[1,"a",null]"#),
    ] {
        let new: VariableCreate = made(&format!(r#"{{"name":"{name}","value":{value},"tags":["t"]}}"#));
        let given = new.value.clone();
        let created = sent(api.create(new));
        tally.gives("create a variable", created, |variable| variable.name == name && variable.value == given);
        let read = sent(api.read_by_name(name));
        tally.gives("read it", read, |variable| {
            let text = client::runtime::json::to_string(&variable.value);
            variable.value == given && text.is_ok_and(|text| text == value)
        });
    }
    tally.refused("create it again", sent(api.create(made(r#"{"name":"text","value":"y"}"#))), 409);
    let update = VariableUpdate::new().value(made::<VariableValue>(r#""y""#)).tags(vec![]);
    tally.gives("update it", sent(api.update_by_name("text", update)), |()| true);
    tally.gives("read it again", sent(api.read_by_name("text")), |variable| {
        variable.value == Some(made(r#""y""#)) && variable.tags.as_ref().is_some_and(Vec::is_empty)
    });
    let filter = r#"{"variables":{"name":{"any_":["list","object"]}},"sort":"NAME_ASC"}"#;
    tally.gives("filter", sent(api.read_variables().body(made(filter))), |variables| {
        variables.iter().map(|variable| variable.name.as_str()).eq(["list", "object"])
    });
    tally.gives("count", sent(api.count()), |count| *count == 6);
    tally.gives("delete it", sent(api.delete_by_name("text")), |()| true);
    tally.refused("delete it again", sent(api.delete_by_name("text")), 404);
    tally.refused("read it after that", sent(api.read_variable(Uuid::nil())), 404);
}

fn work_pools(client: &Client, tally: &mut Tally) {
    let api = client.work_pools();
    let new = WorkPoolCreate::new("pool 1").r#type("process").concurrency_limit(3).is_paused(true);
    tally.gives("create a pool", sent(api.create(new)), |pool| {
        pool.name == "pool 1" && pool.concurrency_limit == Some(3) && pool.is_paused == Some(true)
    });
    tally.refused("create it again", sent(api.create(WorkPoolCreate::new("pool 1"))), 409);
    // The document's pattern is held before anything is sent.
    let wrong = sent(api.create(WorkPoolCreate::new("a/b")));
    tally.count(
        "create one of a wrong name",
        match wrong {
            Err(failure) if failure.violations().len() == 1 => Ok(()),
            other => Err(format!("{other:?}")),
        },
    );
    // Null sets a limit aside; what is not named stays.
    let update = WorkPoolUpdate::new().concurrency_limit(Nullable::Null).description("d");
    tally.gives("update it", sent(api.update("pool 1", update)), |()| true);
    tally.gives("read it", sent(api.read_work_pool("pool 1")), |pool| {
        pool.concurrency_limit.is_none() && pool.description.as_deref() == Some("d") && pool.is_paused == Some(true)
    });
    let queue = sent(api.create_work_queue("pool 1", made(r#"{"name":"fast","priority":1}"#)));
    tally.gives("create a queue", queue, |queue| queue.name == "fast");
    tally.gives("read it", sent(api.read_work_queue("pool 1", "fast")), |queue| queue.name == "fast");
    let queues = sent(api.read_work_queues("pool 1"));
    tally.gives("list queues", queues, |queues| queues.len() == 2);
    let pools = sent(api.read_work_pools().body(made(r#"{"work_pools":{"type":{"any_":["process"]}}}"#)));
    tally.gives("filter pools", pools, |pools| pools.len() == 1);
    tally.gives("delete it", sent(api.delete("pool 1")), |()| true);
    tally.refused("read it after that", sent(api.read_work_pool("pool 1")), 404);
}

fn artifacts(client: &Client, tally: &mut Tally) {
    let api = client.artifacts();
    let new = made(r##"{"key":"report","type":"markdown","description":"# A","data":"text","metadata_":{"a":"b"}}"##);
    let Some(artifact) = tally.gives("create an artifact", sent(api.create(new)), |artifact| {
        artifact.key.as_deref() == Some("report") && artifact.data == Some(made(r#""text""#))
    }) else {
        return;
    };
    let again = made(r#"{"key":"report","type":"table","data":{"rows":[1]}}"#);
    tally.gives("create a newer one", sent(api.create(again)), |newer| newer.id != artifact.id);
    tally.gives("read the newest", sent(api.read_latest_artifact("report")), |latest| {
        latest.id != artifact.id && latest.data == Some(made(r#"{"rows":[1]}"#))
    });
    let filter = r#"{"artifacts":{"type":{"any_":["markdown"]}},"sort":"ID_DESC"}"#;
    let found = sent(api.read_artifacts().body(made(filter)));
    tally.gives("filter", found, |found| matches!(found.as_slice(), [one] if one.id == artifact.id));
    let Some(id) = artifact.id else { return };
    tally.gives("read it", sent(api.read_artifact(id)), |read| *read == artifact);
    tally.gives("delete it", sent(api.delete(id)), |()| true);
    tally.refused("delete it again", sent(api.delete(id)), 404);
}

/// Unions of triggers and of seventeen actions, each told by a constant that need not be there.
fn automations(client: &Client, tally: &mut Tally) {
    let api = client.automations();
    let event = EventTriggerInput::new(EventTriggerPosture::Reactive).threshold(2);
    let actions = vec![
        CancelFlowRun::new().into(),
        SuspendFlowRun::new().into(),
        DoNothing::new().into(),
        made(r#"{"type":"change-flow-run-state","name":"Late","state":"FAILED"}"#),
        made(r#"{"type":"pause-work-pool","source":"inferred"}"#),
    ];
    let new = AutomationCreate::new("watch", event.into(), actions);
    let Some(automation) = tally.gives("create an automation", sent(api.create(new)), |made| {
        matches!(made.trigger, AutomationTrigger::Event(_))
            && matches!(
                made.actions.as_slice(),
                [
                    AutomationAction::CancelFlowRun(_),
                    AutomationAction::SuspendFlowRun(_),
                    AutomationAction::DoNothing(_),
                    AutomationAction::ChangeFlowRunState(_),
                    AutomationAction::PauseWorkPool(_),
                ]
            )
    }) else {
        return;
    };
    tally.gives("read it", sent(api.read_automation(automation.id)), |read| {
        read.trigger == automation.trigger && read.actions == automation.actions
    });
    let nested = r#"{"name":"nested","actions":[{"type":"resume-flow-run"}],"trigger":{"type":"compound","require":"any","within":10,
        "triggers":[{"type":"sequence","within":5,"triggers":[{"type":"event","posture":"Reactive","expect":["a.*"]}]},
                    {"type":"event","posture":"Proactive","within":20,"match":{"k":["v","w"]}}]}}"#;
    let Some(compound) = tally.gives("create a nested one", sent(api.create(made(nested))), |made| {
        matches!(&made.trigger, AutomationTrigger::Compound(compound) if compound.triggers.len() == 2)
            && matches!(made.actions.as_slice(), [AutomationAction::ResumeFlowRun(_)])
    }) else {
        return;
    };
    let all = sent(api.read_automations().body(made(r#"{"sort":"NAME_ASC"}"#)));
    tally.gives("list", all, |all| all.len() == 2 && all.first() == Some(&compound));
    let patch = sent(api.patch(automation.id, made(r#"{"enabled":false}"#)));
    tally.gives("patch it", patch, |()| true);
    let read = sent(api.read_automation(automation.id));
    tally.gives("read it again", read, |read| read.enabled == Some(false) && read.actions == automation.actions);
    tally.gives("delete it", sent(api.delete(automation.id)), |()| true);
    tally.refused("read it after that", sent(api.read_automation(automation.id)), 404);
}

fn limits(client: &Client, tally: &mut Tally) {
    let api = client.concurrency_limits_v2();
    let new = made(r#"{"name":"db","limit":10,"slot_decay_per_second":0.25}"#);
    tally.gives("create a limit", sent(api.create_concurrency_limit(new)), |limit| limit.limit == 10);
    tally.gives("read it", sent(api.read_concurrency_limit("db")), |limit| {
        limit.name == "db" && limit.slot_decay_per_second == Some(0.25)
    });
    let update = sent(api.update_concurrency_limit("db", made(r#"{"active":false,"limit":3}"#)));
    tally.gives("update it", update, |()| true);
    tally.gives("read it again", sent(api.read_concurrency_limit("db")), |limit| {
        limit.limit == 3 && limit.active == Some(false)
    });
    tally.gives("delete it", sent(api.delete_concurrency_limit("db")), |()| true);
    tally.refused("read it after that", sent(api.read_concurrency_limit("db")), 404);
}
