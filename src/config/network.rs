//! A network: one address, or all that begin with the same bits.

use std::{net::IpAddr, str::FromStr};

use ipnet::IpNet;
use serde::Deserialize;

/// A network such as `10.0.0.0/8`, `2001:db8::/32`, or a single address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network(IpNet);

/// A text that is no network.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is neither an address, like 10.0.0.1, nor a network, like 10.0.0.0/8")]
pub struct NotANetwork(String);

impl Network {
    /// Whether `address` belongs to it. An IPv4 address inside an IPv6 one is that IPv4 address.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(address.to_canonical().into())
    }
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let wrong = || NotANetwork(text.to_owned());
        if let Ok(address) = text.trim().parse::<IpAddr>() {
            return Ok(address.into());
        }
        let network: IpNet = text.trim().parse().map_err(|_| wrong())?;
        let (address, bits) = (network.addr().to_canonical(), network.prefix_len());
        // ::ffff:10.0.0.0/104 is 10.0.0.0/8.
        let mapped = network.addr() != address;
        let bits = if mapped { bits.checked_sub(96) } else { Some(bits) };
        IpNet::new(address, bits.ok_or_else(wrong)?)
            .map(Self)
            .map_err(|_| wrong())
    }
}

impl TryFrom<String> for Network {
    type Error = NotANetwork;

    fn try_from(text: String) -> Result<Self, NotANetwork> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_networks_are_read() {
        for (network, inside, outside) in [
            ("10.0.0.1", "10.0.0.1", "10.0.0.2"),
            (" 10.0.0.0/8 ", "::ffff:10.200.0.1", "11.0.0.1"),
            ("::ffff:10.0.0.0/104", "10.200.0.1", "11.0.0.1"),
            ("::ffff:10.0.0.1", "10.0.0.1", "10.0.0.2"),
            ("2001:DB8::/32", "2001:db8:ffff::1", "2001:db9::1"),
            ("0.0.0.0/0", "203.0.113.9", "::1"),
        ] {
            let network: Network = network.parse().expect("a network");
            let address = |text: &str| text.parse().expect("an address");
            assert!(network.contains(address(inside)), "{network:?} {inside}");
            assert!(!network.contains(address(outside)), "{network:?} {outside}");
        }
        for wrong in [
            "",
            "proxy",
            "10.0.0",
            "10.0.0.0/33",
            "10.0.0.0/",
            "::ffff:10.0.0.0/64",
            "10.0.0.1:80",
        ] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong:?}");
        }
    }
}
