//! Calls Alertmanager: alerts and their groups, silences, receivers, its status.

#[path = "../../tally.rs"]
mod tally;

use std::process::ExitCode;

use client::Client;
use client::runtime::chrono::{DateTime, FixedOffset};
use client::runtime::{Map, uuid::Uuid};
use client::types::*;
use tally::Tally;

fn main() -> ExitCode {
    let client = Client::with_server(std::env::args().nth(1).expect("the server's URL").as_str());
    let mut tally = Tally::default();
    status(&client, &mut tally);
    alerts(&client, &mut tally);
    silences(&client, &mut tally);
    tally.end()
}

fn labels(pairs: &[(&str, &str)]) -> Map<String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a date")
}

/// The values of the label `alertname`, in order.
fn names(alerts: &[GettableAlert]) -> Vec<&str> {
    let mut names: Vec<&str> =
        alerts.iter().filter_map(|alert| alert.labels.get("alertname")).map(String::as_str).collect();
    names.sort_unstable();
    names
}

fn filter(matchers: &[&str]) -> Vec<String> {
    matchers.iter().map(|matcher| (*matcher).to_owned()).collect()
}

fn status(client: &Client, tally: &mut Tally) {
    tally.gives("the status", client.general().get_status().send_blocking(), |status| {
        status.cluster.status == ClusterStatusValue::Disabled
            && status.config.original.contains("receiver")
            && !status.version_info.version.is_empty()
            && status.uptime > moment("2024-01-01T00:00:00Z")
    });
    tally.gives("receivers", client.receiver().get().send_blocking(), |receivers| {
        receivers.iter().map(|receiver| receiver.name.as_str()).eq(["nobody", "team ä"])
    });
}

fn alerts(client: &Client, tally: &mut Tally) {
    let api = client.alert();
    tally.gives("no alerts", api.get().send_blocking(), Vec::is_empty);
    let starts = moment("2024-02-29T12:00:00.5+02:00");
    let disk = PostableAlert::new(labels(&[("alertname", "Disk"), ("host", "a b&c"), ("team", "ä")]))
        .annotations(labels(&[("text", "90 % \"full\"\n")]))
        .starts_at(starts)
        .ends_at(moment("2099-01-01T00:00:00Z"))
        .generator_url("http://prometheus.example/graph?g0.expr=up%20%3D%3D%200");
    let load =
        PostableAlert::new(labels(&[("alertname", "Load"), ("host", "d")])).ends_at(moment("2099-01-01T00:00:00Z"));
    tally.gives("post alerts", api.post(vec![disk, load]).send_blocking(), |_| true);
    tally.gives("post none", api.post(vec![]).send_blocking(), |_| true);
    tally.gives("list", api.get().send_blocking(), |alerts| names(alerts) == ["Disk", "Load"]);
    let one = api.get().filter(filter(&[r#"host="a b&c""#, r#"team=~"ä|ö""#])).send_blocking();
    tally.gives("filter", one, |alerts| {
        let [alert] = alerts.as_slice() else { return false };
        alert.starts_at == starts
            && alert.ends_at == moment("2099-01-01T00:00:00Z")
            && alert.annotations.get("text").is_some_and(|text| text == "90 % \"full\"\n")
            && alert.generator_url.as_deref().is_some_and(|url| url.ends_with("up%20%3D%3D%200"))
            && alert.labels.len() == 3
            && !alert.fingerprint.is_empty()
    });
    let others = api.get().filter(filter(&[r#"alertname!="Disk""#])).active(true).send_blocking();
    tally.gives("filter by what is not", others, |alerts| names(alerts) == ["Load"]);
    let team = api.get().receiver("team ä").send_blocking();
    tally.gives("filter by receiver", team, |alerts| names(alerts) == ["Disk"]);
    tally.gives("active no, silenced yes", api.get().active(false).silenced(true).send_blocking(), |alerts| {
        alerts.iter().all(|alert| alert.status.state != AlertStatusState::Active)
    });
    let refusal = tally.refused("a filter that is none", api.get().filter(filter(&["{"])).send_blocking(), 400);
    said(tally, refusal.and_then(|refusal| refusal.into_declared().ok()));
    let nameless = api.post(vec![PostableAlert::new(Map::new())]).send_blocking();
    let refusal = tally.refused("an alert without labels", nameless, 400);
    said(tally, refusal.and_then(|refusal| refusal.into_declared().ok()));
    groups(client, tally);
}

/// Counts whether a declared error says something.
fn said(tally: &mut Tally, error: Option<String>) {
    tally.count("what is said of it", error.filter(|text| !text.is_empty()).ok_or_else(|| "nothing".to_owned()));
}

fn groups(client: &Client, tally: &mut Tally) {
    let api = client.alertgroup();
    // Alerts are sorted into groups a moment after they came.
    let mut all = api.get().send_blocking();
    for _ in 0..50 {
        if all.as_ref().is_ok_and(|groups| groups.len() == 2) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
        all = api.get().send_blocking();
    }
    tally.gives("groups", all, |groups| groups.iter().map(|group| group.alerts.len()).eq([1, 1]));
    let team = api.get().receiver("team ä").active(true).inhibited(false).send_blocking();
    tally.gives("groups of a receiver", team, |groups| {
        matches!(groups.as_slice(), [group] if group.receiver.name == "team ä" && names(&group.alerts) == ["Disk"]
            && group.labels == labels(&[("alertname", "Disk")]))
    });
}

fn silences(client: &Client, tally: &mut Tally) {
    let api = client.silence();
    tally.gives("no silences", api.get_silences().send_blocking(), Vec::is_empty);
    let (starts, ends) = (moment("2024-02-29T00:00:00Z"), moment("2099-01-01T01:00:00+01:00"));
    let new = |comment: &str| {
        let matchers = vec![Matcher::new(false, "alertname", "Disk"), Matcher::new(true, "host", "a.*").is_equal(true)];
        PostableSilence::new(comment, "jane", ends, matchers, starts)
    };
    let created = tally.gives("create a silence", api.post(new("ä")).send_blocking(), |created| {
        created.silence_id.is_some()
    });
    let id = created.and_then(|created| created.silence_id).and_then(|id| id.parse::<Uuid>().ok());
    let Some(id) = tally.count("its id", id.ok_or_else(|| "no UUID".to_owned())) else { return };
    let read = tally.gives("read it", api.get_silence(id).send_blocking(), |silence| {
        silence.id == id.to_string()
            && silence.comment == "ä"
            && silence.created_by == "jane"
            && silence.ends_at == ends
            && silence.status.state == SilenceStatusState::Active
            && matches!(silence.matchers.as_slice(), [one, other] if !one.is_regex && other.is_regex && other.value == "a.*")
    });
    // It begins no earlier than it was made; one that begins at another time would be a new one.
    let Some(read) = read else { return };
    let later = PostableSilence::new("later", "jane", ends, read.matchers, read.starts_at).id(id.to_string());
    let update = api.post(later).send_blocking();
    tally.gives("update it", update, |updated| updated.silence_id.as_deref() == Some(id.to_string().as_str()));
    tally.gives("read it again", api.get_silence(id).send_blocking(), |silence| silence.comment == "later");
    let filtered = api.get_silences().filter(filter(&[r#"alertname="Disk""#])).send_blocking();
    tally.gives("filter", filtered, |silences| matches!(silences.as_slice(), [one] if one.id == id.to_string()));
    let none = api.get_silences().filter(filter(&[r#"alertname="Load""#])).send_blocking();
    tally.gives("filter to none", none, Vec::is_empty);
    let silenced = client.alert().get().active(false).silenced(true).send_blocking();
    tally.gives("the alert is silenced", silenced, |alerts| {
        matches!(alerts.as_slice(), [alert] if alert.status.state == AlertStatusState::Suppressed
            && alert.status.silenced_by == [id.to_string()])
    });
    // A silence that ends before it begins, one without matchers, and one that is not there.
    let backwards = PostableSilence::new("c", "b", starts, vec![Matcher::new(false, "a", "b")], ends);
    let refusal = tally.refused("a silence backwards", api.post(backwards).send_blocking(), 400);
    tally.count(
        "what is said of it",
        refusal.and_then(|refusal| refusal.text().map(|text| text.into_owned())).ok_or_else(|| "nothing".to_owned()),
    );
    let empty = api.post(PostableSilence::new("c", "b", ends, vec![], starts)).send_blocking();
    tally.count(
        "a silence of nothing",
        match empty {
            Err(failure) if failure.violations().len() == 1 => Ok(()),
            other => Err(format!("{other:?}")),
        },
    );
    let absent = tally.refused("a silence that is not there", api.get_silence(Uuid::nil()).send_blocking(), 404);
    tally.count(
        "what it is",
        match absent.as_ref().and_then(|failure| failure.declared()) {
            // What the enum is called depends on whether the server's version declares the same for a deletion.
            Some(error) if format!("{error:?}") == "NotFound" => Ok(()),
            other => Err(format!("{other:?}")),
        },
    );
    tally.gives("delete it", api.delete(id).send_blocking(), |_| true);
    tally.gives("it is expired", api.get_silence(id).send_blocking(), |silence| {
        silence.status.state == SilenceStatusState::Expired
    });
    tally.refused("delete none", api.delete(Uuid::nil()).send_blocking(), 500);
}
