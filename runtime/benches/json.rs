//! Reading and writing JSON, against serde's derive and serde_json on the same types, side by side in one run:
//!
//! ```text
//! cargo bench -p oasmith-runtime --bench json
//! ```
//!
//! A part of a document's name after `--` measures that one only. Prints the median time of each side and how many times as fast as derive ours is.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, unreachable_pub)]

mod json {
    pub mod documents;
    pub mod types;
}

use std::hint::black_box;
use std::time::{Duration, Instant};

use json::documents;
use json::types::{derived, ours};
use oasmith_runtime::codec::{Decode, Encode, json as codec_json};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn main() {
    println!("{:<28} {:>12} {:>12} {:>12} {:>8} {:>8}", "", "derive", "runtime", "adapter", "runtime", "adapter");
    compare::<derived::Login, ours::Login>("login response", &documents::login());
    compare::<Vec<derived::Record>, Vec<ours::Record>>("flat records", &documents::records());
    compare::<Vec<derived::Node>, Vec<ours::Node>>("tagged unions, tag first", &documents::unions(true));
    compare::<Vec<derived::Node>, Vec<ours::Node>>("tagged unions, tag last", &documents::unions(false));
    compare::<Vec<derived::Action>, Vec<ours::Action>>("optional constant", &documents::actions());
    compare::<Vec<derived::Event>, Vec<ours::Event>>("overlapping, untagged", &documents::events());
    compare::<Vec<derived::Filter>, Vec<ours::Filter>>("recursive, untagged", &documents::filters());
}

/// Measures decoding and encoding of one document.
fn compare<D, O>(name: &str, text: &[u8])
where
    D: DeserializeOwned + Serialize,
    O: Decode + Encode + DeserializeOwned + Serialize,
{
    if std::env::args().skip(1).any(|wanted| !wanted.starts_with('-') && !name.contains(&wanted)) {
        return;
    }
    let derived: D = serde_json::from_slice(text).unwrap();
    let ours: O = codec_json::from_slice(text).unwrap();
    let same = serde_json::to_value(&derived).unwrap();
    assert_eq!(serde_json::from_slice::<serde_json::Value>(&codec_json::to_vec(&ours).unwrap()).unwrap(), same);

    report(
        &format!("{name}, decode"),
        medians([
            &mut || drop(black_box(serde_json::from_slice::<D>(black_box(text)).unwrap())),
            &mut || drop(black_box(codec_json::from_slice::<O>(black_box(text)).unwrap())),
            &mut || drop(black_box(serde_json::from_slice::<O>(black_box(text)).unwrap())),
        ]),
    );
    report(
        &format!("{name}, encode"),
        medians([
            &mut || drop(black_box(serde_json::to_vec(black_box(&derived)).unwrap())),
            &mut || drop(black_box(codec_json::to_vec(black_box(&ours)).unwrap())),
            &mut || drop(black_box(serde_json::to_vec(black_box(&ours)).unwrap())),
        ]),
    );
}

/// The median time of each contender, which take turns, so that a slow moment of the machine hits all of them.
fn medians(mut contenders: [&mut dyn FnMut(); 3]) -> [f64; 3] {
    let started = Instant::now();
    contenders[0]();
    let batch = (2_000_000 / started.elapsed().as_nanos().max(1)).clamp(1, 100_000);
    let mut times: [Vec<f64>; 3] = Default::default();
    let until = Instant::now() + Duration::from_secs(3);
    while Instant::now() < until || times[0].len() < 15 {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let started = Instant::now();
            (0..batch).for_each(|_| contender());
            times.push(started.elapsed().as_nanos() as f64 / batch as f64);
        }
    }
    times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    })
}

fn report(name: &str, [derive, runtime, adapter]: [f64; 3]) {
    let time = |nanos: f64| if nanos < 1e4 { format!("{nanos:.0} ns") } else { format!("{:.0} µs", nanos / 1e3) };
    println!(
        "{name:<32} {:>10} {:>12} {:>12} {:>8.2} {:>8.2}",
        time(derive),
        time(runtime),
        time(adapter),
        derive / runtime,
        derive / adapter,
    );
}
