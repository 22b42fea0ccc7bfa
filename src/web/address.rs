//! The network address of a visitor, as far as trusted proxies tell it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

use crate::config::Server;

/// The visitor's address: the other end of the connection; when that is a proxy we trust, the nearest address in
/// `X-Forwarded-For` that is none. What cannot be read there ends the search at the last proxy: whatever stands
/// before it, anybody may have written.
pub(super) fn of_visitor(server: &Server, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let mut nearest = peer.to_canonical();
    let lines = headers.get_all("x-forwarded-for").iter().rev();
    let hops = lines.flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    for hop in hops {
        if !server.trusts(nearest) {
            break;
        }
        let Some(address) = std::str::from_utf8(hop).ok().and_then(parse) else {
            break;
        };
        nearest = address;
    }
    nearest
}

/// An address as proxies write it: with or without a port, a zone, brackets or quotes.
fn parse(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let hop = hop
        .strip_prefix('"')
        .and_then(|hop| hop.strip_suffix('"'))
        .unwrap_or(hop);
    if let Some(rest) = hop.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        if !port.is_empty() {
            port.strip_prefix(':')?.parse::<u16>().ok()?;
        }
        return Some(IpAddr::V6(parse_v6(address)?).to_canonical());
    }
    if let Ok(SocketAddr::V4(address)) = hop.parse() {
        return Some(IpAddr::V4(*address.ip()));
    }
    let v4 = hop.parse::<Ipv4Addr>().map(IpAddr::V4).ok();
    v4.or_else(|| Some(IpAddr::V6(parse_v6(hop)?).to_canonical()))
}

fn parse_v6(text: &str) -> Option<Ipv6Addr> {
    let (address, zone) = text.split_once('%').unwrap_or((text, "0"));
    let fits = !zone.is_empty() && zone.bytes().all(|byte| byte.is_ascii_graphic());
    address.parse().ok().filter(|_| fits)
}

/// One customer of a network provider: an IPv4 address, or the /64 of an IPv6 address.
#[must_use]
pub fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => first_bits(address, 64),
    }
}

/// The network an address belongs to (/24, /64): one household or library, not one device.
#[must_use]
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}")
        }
        IpAddr::V6(address) => first_bits(address, 64).to_string(),
    }
}

/// The site that an IPv6 address belongs to (/48), which may have 65,536 networks of its own.
#[must_use]
pub fn site(address: IpAddr) -> Option<String> {
    match address.to_canonical() {
        IpAddr::V4(_) => None,
        IpAddr::V6(address) => Some(format!("{}/48", first_bits(address, 48))),
    }
}

fn first_bits(address: Ipv6Addr, bits: u32) -> IpAddr {
    let mask = u128::MAX << (128 - bits);
    IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & mask))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(peer: &str, lines: &[&[u8]]) -> String {
        let mut server = Server::default();
        for network in ["127.0.0.1", "10.0.0.0/8", "2001:db8:f::/48"] {
            server.trusted_proxies.push(network.parse().expect("a network"));
        }
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("X-Forwarded-For", line.to_vec().try_into().expect("a value"));
        }
        of_visitor(&server, peer.parse().expect("an address"), &headers).to_string()
    }

    #[test]
    fn an_address_is_read_in_every_way_proxies_write_it() {
        for (hop, expected) in [
            ("203.0.113.9", "203.0.113.9"),
            ("203.0.113.9:5123", "203.0.113.9"),
            (" \t203.0.113.9:1 ", "203.0.113.9"),
            ("\"203.0.113.9:5123\"", "203.0.113.9"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("[::FFFF:203.0.113.9]:443", "203.0.113.9"),
            ("2001:DB8::A", "2001:db8::a"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("\"[2001:db8::1]:443\"", "2001:db8::1"),
            ("fe80::1%eth0", "fe80::1"),
            ("[fe80::1%25eth0]:80", "fe80::1"),
        ] {
            assert_eq!(visitor("127.0.0.1", &[hop.as_bytes()]), expected, "{hop:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_ends_the_walk_at_the_last_proxy() {
        for hop in [
            "unknown",
            "_hidden",
            "",
            " ",
            "203.0.113",
            "203.0.113.9:",
            "203.0.113.9:99999",
            "203.0.113.9:x",
            "010.0.0.1",
            "[2001:db8::1",
            "2001:db8::1]:1",
            "[2001:db8::1]x",
            "[203.0.113.9]:5",
            "for=203.0.113.9",
            "fe80::1%",
            "203.0.113.9/24",
            "\"203.0.113.9",
        ] {
            let line = format!("198.51.100.7, {hop}");
            assert_eq!(visitor("127.0.0.1", &[line.as_bytes()]), "127.0.0.1", "{hop:?}");
            let line = format!("198.51.100.7, {hop}, 10.1.2.3:80");
            assert_eq!(
                visitor("::ffff:127.0.0.1", &[line.as_bytes()]),
                "10.1.2.3",
                "{hop:?}"
            );
        }
        assert_eq!(visitor("127.0.0.1", &[b"198.51.100.7, \xff"]), "127.0.0.1");
    }

    #[test]
    fn only_what_a_trusted_proxy_wrote_is_believed() {
        assert_eq!(visitor("198.51.100.1", &[b"203.0.113.9"]), "198.51.100.1");
        assert_eq!(visitor("10.7.7.7", &[b"192.0.2.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(
            visitor("10.7.7.7", &[b"192.0.2.1", b"203.0.113.9"]),
            "203.0.113.9"
        );
        let hops: &[&[u8]] = &[b"192.0.2.1, 203.0.113.9", b"2001:db8:f:1::1, 10.0.0.2"];
        assert_eq!(visitor("127.0.0.1", hops), "203.0.113.9");
        assert_eq!(
            visitor("127.0.0.1", &[b"10.0.0.9, 10.0.0.2"]),
            "10.0.0.9",
            "all are ours"
        );
        assert_eq!(visitor("127.0.0.1", &[]), "127.0.0.1");
    }

    #[test]
    fn addresses_are_counted_by_networks() {
        let of = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(of("::ffff:203.0.113.9"), of("203.0.113.77"));
        assert_ne!(of("::ffff:203.0.113.9"), of("::ffff:203.0.114.9"));
        assert_eq!(of("2001:db8:0:1::1"), of("2001:db8:0:1:ffff::1"));
        assert_ne!(of("2001:db8:0:1::1"), of("2001:db8:0:2::1"));
        let of = |text: &str| site(text.parse().expect("an address"));
        assert_eq!(of("2001:db8:0:1::1"), of("2001:db8:0:2::1"));
        assert_ne!(of("2001:db8:0:1::1"), of("2001:db8:1:1::1"));
        assert_eq!(of("::ffff:203.0.113.9"), None);
    }
}
