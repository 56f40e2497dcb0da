//! Calls over real connections on the loopback interface: each test over each transport.

#![cfg(any(feature = "hyper", feature = "reqwest"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)] // Tests may fail by panicking.
#![allow(clippy::duplicate_mod, reason = "the same tests are for each transport")]

mod levels;
#[cfg(feature = "reqwest")]
mod own_client;
mod ping;
#[cfg(feature = "hyper")]
mod proxies;
mod reconnections;
#[path = "../sdk/example.rs"]
#[allow(dead_code, unreachable_pub)]
mod sdk;
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
mod tls;
#[cfg(all(feature = "native-tls", not(any(windows, target_vendor = "apple"))))]
mod tls_by_system;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tls_server;
#[cfg(all(feature = "hyper", unix))]
mod unix_socket;
mod wire;

#[cfg(feature = "hyper")]
#[path = "."]
mod by_hyper {
    fn transport() -> impl oasmith_runtime::Transport {
        oasmith_runtime::client::transport::Hyper::new()
    }

    mod answers;
    mod connections;
    mod credentials;
    mod faults;
    mod oauth;
    mod parameter_values;
    mod soak;
    mod streams;
    mod tower_layers;
    mod uploads;
}

#[cfg(feature = "reqwest")]
#[path = "."]
mod by_reqwest {
    fn transport() -> impl oasmith_runtime::Transport {
        oasmith_runtime::client::transport::Reqwest::new()
    }

    mod answers;
    mod connections;
    mod credentials;
    mod faults;
    mod oauth;
    mod parameter_values;
    mod soak;
    mod streams;
    mod tower_layers;
    mod uploads;
}
