//! Calls PowerDNS' authoritative server: zones and their records, metadata, keys, the search, its settings.

#[path = "../../tally.rs"]
mod tally;

use std::process::ExitCode;

use client::runtime::ErrorKind;
use client::types::*;
use client::{Client, security};
use tally::Tally;

const SERVER: &str = "localhost";
const ZONE: &str = "example.org.";

fn main() -> ExitCode {
    let server = std::env::args().nth(1).expect("the server's URL");
    let client = Client::builder().server(server.as_str()).credential(security::API_KEY_HEADER, "secret").build();
    let mut tally = Tally::default();
    servers(&client, &mut tally);
    zones(&client, &mut tally);
    records(&client, &mut tally);
    metadata(&client, &mut tally);
    cryptokeys(&client, &mut tally);
    tsig_keys(&client, &mut tally);
    let gone = client.zones().delete(SERVER, ZONE).send_blocking();
    tally.gives("delete a zone", gone, |()| true);
    // The server says so in plain text, where the document has an error in JSON.
    tally.refused("read it after that", client.zones().list_zone(SERVER, ZONE).send_blocking(), 404);
    let stranger = Client::with_server(server.as_str());
    tally.refused("without a key", stranger.servers().list_servers().send_blocking(), 401);
    tally.end()
}

fn servers(client: &Client, tally: &mut Tally) {
    let api = client.servers();
    tally.gives(
        "list servers",
        api.list_servers().send_blocking(),
        |servers| matches!(servers.as_slice(), [server] if server.id.as_deref() == Some(SERVER)),
    );
    tally.gives("read one", api.list_server(SERVER).send_blocking(), |server| {
        server.daemon_type.as_deref() == Some("authoritative") && server.r#type.as_deref() == Some("Server")
    });
    tally.refused("read none", api.list_server("none").send_blocking(), 404);
    let flushed = api.cache_flush_by_name(SERVER, "www.example.org.").send_blocking();
    tally.gives("flush a name", flushed, |flushed| flushed.result.is_some());
    let refusal = api.cache_flush_by_name(SERVER, "no dot").send_blocking();
    let refusal = tally.refused("flush a wrong name", refusal, 422);
    declared(tally, refusal.and_then(|refusal| refusal.into_declared().ok()));
    tally.gives("settings", client.config().get(SERVER).send_blocking(), |settings| {
        let found = settings.iter().find(|setting| setting.name.as_deref() == Some("launch"));
        settings.len() > 100 && found.is_some_and(|setting| setting.value.as_deref() == Some("gsqlite3"))
    });
    let one = client.stats().get(SERVER).statistic("uptime").send_blocking();
    tally.gives("a statistic", one, |statistics| statistics.len() == 1);
    let all = client.stats().get(SERVER).includerings(false).send_blocking();
    tally.gives("statistics", all, |statistics| statistics.len() > 50);
    let none = client.stats().get(SERVER).statistic("none").send_blocking();
    tally.refused("no statistic", none, 422);
}

/// Counts whether an error is what the document declares.
fn declared(tally: &mut Tally, error: Option<Error>) {
    let said = error.map(|error| error.error).filter(|text| !text.is_empty());
    tally.count("what is said of it", said.ok_or_else(|| "nothing".to_owned()));
}

fn zones(client: &Client, tally: &mut Tally) {
    let api = client.zones();
    tally.gives("no zones", api.list_zones(SERVER).send_blocking(), Vec::is_empty);
    let new = Zone::new().name(ZONE).kind(ZoneKind::Native).nameservers(vec!["ns1.example.org.".to_owned()]);
    tally.gives("create a zone", api.create(SERVER, new.clone()).send_blocking(), |zone| {
        zone.id.as_deref() == Some(ZONE)
            && zone.kind == Some(ZoneKind::Native)
            && zone.dnssec == Some(false)
            && zone.rrsets.as_ref().is_some_and(|sets| sets.iter().any(|set| set.r#type == "SOA"))
    });
    let refusal = tally.refused("create it again", api.create(SERVER, new).send_blocking(), 409);
    tally.count(
        "what it is",
        match refusal.map(|refusal| matches!(refusal.kind(), ErrorKind::Undeclared)) {
            Some(true) => Ok(()),
            other => Err(format!("{other:?}")),
        },
    );
    let wrong = Zone::new().name("no dot").kind(ZoneKind::Native);
    let refusal = tally.refused("create one of a wrong name", api.create(SERVER, wrong).send_blocking(), 422);
    declared(tally, refusal.and_then(|refusal| refusal.into_declared().ok()));
    let file = "other.example. 60 IN SOA ns. h. 1 2 3 4 5\nother.example. 60 IN NS ns.\n\"";
    let broken = Zone::new().name("other.example.").kind(ZoneKind::Native).zone(file);
    tally.refused("create one of a broken file", api.create(SERVER, broken).send_blocking(), 422);
    let other = Zone::new().name("2/8.other.example.").kind(ZoneKind::Master).account("a & b");
    let created = tally.gives("create another", api.create(SERVER, other).rrsets(false).send_blocking(), |zone| {
        zone.account.as_deref() == Some("a & b") && zone.rrsets.is_none()
    });
    // Its id has `=2F` for the slash, and so has to be sent as it is.
    let id = created.and_then(|zone| zone.id).unwrap_or_default();
    tally.gives("read it", api.list_zone(SERVER, id.as_str()).rrsets(false).send_blocking(), |zone| {
        zone.name.as_deref() == Some("2/8.other.example.")
    });
    tally.gives("list", api.list_zones(SERVER).dnssec(false).send_blocking(), |zones| zones.len() == 2);
    tally.gives(
        "list by name",
        api.list_zones(SERVER).zone(ZONE).send_blocking(),
        |zones| matches!(zones.as_slice(), [zone] if zone.name.as_deref() == Some(ZONE)),
    );
    tally.gives("list none", api.list_zones(SERVER).zone("none.").send_blocking(), Vec::is_empty);
    let update = api.put(SERVER, ZONE, Zone::new().kind(ZoneKind::Master).account("x")).send_blocking();
    tally.gives("update it", update, |()| true);
    tally.gives("read it again", api.list_zone(SERVER, ZONE).send_blocking(), |zone| {
        zone.kind == Some(ZoneKind::Master) && zone.account.as_deref() == Some("x")
    });
    tally.gives("delete another", api.delete(SERVER, id).send_blocking(), |()| true);
}

fn set(name: &str, kind: &str, change: &str, contents: &[&str]) -> RrSet {
    RrSet::new(name, kind, 300, contents.iter().map(|content| Record::new(*content)).collect()).changetype(change)
}

fn records(client: &Client, tally: &mut Tally) {
    let api = client.zones();
    let text = r#""ä \"quoted\" \\ 100%""#;
    let changes = vec![
        set("www.example.org.", "A", "REPLACE", &["192.0.2.1", "192.0.2.2"]),
        set("example.org.", "TXT", "REPLACE", &[text])
            .comments(vec![Comment::new().content("é").account("jane").modified_at(1_700_000_000)]),
    ];
    let patched = api.patch(SERVER, ZONE, Zone::new().rrsets(changes)).send_blocking();
    tally.gives("add records", patched, |()| true);
    let read = api.list_zone(SERVER, ZONE).rrset_name("www.example.org.").rrset_type("A").send_blocking();
    tally.gives("read records of a name", read, |zone| {
        // Comments of other names come with them.
        let set = zone.rrsets.iter().flatten().find(|set| !set.records.is_empty());
        set.is_some_and(|set| {
            let mut records = set.records.iter();
            set.ttl == 300
                && set.records.len() == 2
                && records.all(|record| record.content.starts_with("192.0.2.") && record.disabled == Some(false))
        })
    });
    tally.gives("read a comment", api.list_zone(SERVER, ZONE).send_blocking(), |zone| {
        let set = zone.rrsets.iter().flatten().find(|set| set.r#type == "TXT");
        let comment = set.and_then(|set| set.comments.as_ref()).and_then(|comments| comments.first());
        comment.is_some_and(|comment| {
            comment.content.as_deref() == Some("é") && comment.modified_at == Some(1_700_000_000)
        })
    });
    let wrong = Zone::new().rrsets(vec![set("www.example.org.", "A", "REPLACE", &["nowhere"])]);
    let refusal = tally.refused("add a wrong record", api.patch(SERVER, ZONE, wrong).send_blocking(), 422);
    declared(tally, refusal.and_then(|refusal| refusal.into_declared().ok()));
    tally.gives("export", api.axfr_export_zone(SERVER, ZONE).send_blocking(), |export| {
        export.zone.contains("www.example.org.\t300\tIN\tA\t192.0.2.1\n")
    });
    let found = client.search().data(SERVER, "www*", 10).object_type("record").send_blocking();
    tally.gives("search", found, |found| {
        found.len() == 2 && found.iter().all(|one| one.zone.as_deref() == Some(ZONE) && one.ttl == Some(300))
    });
    let gone = Zone::new().rrsets(vec![set("www.example.org.", "A", "DELETE", &[])]);
    tally.gives("delete records", api.patch(SERVER, ZONE, gone).send_blocking(), |()| true);
    let read = api.list_zone(SERVER, ZONE).rrset_name("www.example.org.").send_blocking();
    tally.gives("read them after that", read, |zone| zone.rrsets.iter().flatten().all(|set| set.records.is_empty()));
}

fn metadata(client: &Client, tally: &mut Tally) {
    let api = client.zonemetadata();
    let new = Metadata::new().kind("ALLOW-AXFR-FROM").metadata(vec!["192.0.2.0/24".to_owned(), "::1".to_owned()]);
    tally.gives("create metadata", api.create_metadata(SERVER, ZONE, new).send_blocking(), |_| true);
    tally.gives("read it", api.get_metadata(SERVER, ZONE, "ALLOW-AXFR-FROM").send_blocking(), |metadata| {
        metadata.metadata.as_ref().is_some_and(|values| values.len() == 2)
    });
    let update = Metadata::new().metadata(vec!["::2".to_owned()]);
    let updated = api.modify_metadata(SERVER, ZONE, "ALLOW-AXFR-FROM", update).send_blocking();
    tally.gives("update it", updated, |metadata| metadata.metadata.as_deref() == Some(&["::2".to_owned()]));
    tally.gives("list", api.list_metadata(SERVER, ZONE).send_blocking(), |all| {
        all.iter().any(|one| one.kind.as_deref() == Some("ALLOW-AXFR-FROM"))
    });
    tally.gives("delete it", api.delete_metadata(SERVER, ZONE, "ALLOW-AXFR-FROM").send_blocking(), |_| true);
    tally.gives("read it after that", api.get_metadata(SERVER, ZONE, "ALLOW-AXFR-FROM").send_blocking(), |metadata| {
        metadata.metadata.as_ref().is_none_or(Vec::is_empty)
    });
}

fn cryptokeys(client: &Client, tally: &mut Tally) {
    let api = client.zonecryptokey();
    let new = Cryptokey::new().keytype(CryptokeyKeytype::Csk).active(true).algorithm("ecdsap256sha256");
    let Some(key) = tally.gives("create a key", api.create_cryptokey(SERVER, ZONE, new).send_blocking(), |key| {
        key.active == Some(true) && key.bits == Some(256) && key.ds.as_ref().is_some_and(|ds| !ds.is_empty())
    }) else {
        return;
    };
    let id = key.id.map(|id| id.to_string()).unwrap_or_default();
    tally.gives("read it", api.get_cryptokey(SERVER, ZONE, id.as_str()).send_blocking(), |read| {
        read.dnskey == key.dnskey && read.keytype == Some(CryptokeyKeytype::Csk) && read.privatekey.is_some()
    });
    let off = api.modify_cryptokey(SERVER, ZONE, id.as_str(), Cryptokey::new().active(false)).send_blocking();
    tally.gives("put it off", off, |()| true);
    tally.gives(
        "list",
        api.list_cryptokeys(SERVER, ZONE).send_blocking(),
        |keys| matches!(keys.as_slice(), [key] if key.active == Some(false)),
    );
    tally.gives("delete it", api.delete_cryptokey(SERVER, ZONE, id.as_str()).send_blocking(), |()| true);
    tally.gives("list none", api.list_cryptokeys(SERVER, ZONE).send_blocking(), Vec::is_empty);
}

fn tsig_keys(client: &Client, tally: &mut Tally) {
    let api = client.tsigkey();
    let new = TsigKeyRequest::new().name("key").algorithm("none");
    tally.refused("create a key of no algorithm", api.create(SERVER, new).send_blocking(), 400);
    let new = TsigKeyRequest::new().name("key").algorithm("hmac-sha256").key("c2VjcmV0IQ==");
    let created = api.create(SERVER, new).send_blocking();
    tally.gives("create a key", created, |key| {
        key.name.as_deref() == Some("key") && key.key.as_deref() == Some("c2VjcmV0IQ==") && key.id.is_some()
    });
    let update = TsigKeyRequest::new().algorithm("hmac-sha512");
    tally.gives("update it", api.put(SERVER, "key.", update).send_blocking(), |key| {
        key.algorithm.as_deref() == Some("hmac-sha512")
    });
    tally.gives("list", api.list(SERVER).send_blocking(), |keys| {
        !keys.is_empty() && keys.iter().all(|key| key.key.as_deref().is_none_or(str::is_empty))
    });
    tally.gives("delete it", api.delete(SERVER, "key.").send_blocking(), |()| true);
    tally.refused("read it after that", api.get(SERVER, "key.").send_blocking(), 404);
}
