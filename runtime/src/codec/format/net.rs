//! Addresses of the internet: the formats `ipv4` and `ipv6`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::codec::{Decode, DecodeError, Encode, In, Out, Sink};

macro_rules! addresses {
    ($($Address:ident, $expected:literal;)*) => {$(
        impl Decode for $Address {
            fn decode(value: In<'_>) -> Result<Self, DecodeError> {
                let address = match &value {
                    In::Str(text) => text.parse().ok(),
                    _ => None,
                };
                address.ok_or_else(|| value.mismatch($expected))
            }
        }

        impl Encode for $Address {
            fn encode(&self, sink: &mut dyn Sink) -> Result<(), DecodeError> {
                sink.put(Out::Str(&self.to_string()))
            }
        }
    )*};
}

addresses! {
    Ipv4Addr, "an IPv4 address";
    Ipv6Addr, "an IPv6 address";
}
