//! Every address of the service, read from the sources, so that no story can forget a new one.

use crate::house_rules::{call, sources};

/// One address.
#[derive(Clone, Debug)]
pub struct Route {
    /// As it stands in the router: `/host/opportunity/{id}`.
    pub path: String,
    /// It can be read.
    pub get: bool,
    /// Forms are posted to it.
    pub post: bool,
}

/// All addresses, sorted.
pub fn routes() -> Vec<Route> {
    let mut found: Vec<Route> = Vec::new();
    for file in sources("src", ".rs") {
        let code = file.code();
        for (at, mark) in code.match_indices(".route(") {
            let call = call(&code[at + mark.len() - 1..]);
            let path = call[1..]
                .trim_start()
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next());
            let path =
                path.unwrap_or_else(|| panic!("{}: a route whose path is not a literal: {call}", file.path));
            let methods = call.split_once(',').map_or("", |(_, rest)| rest);
            let has = |method: &str| {
                methods
                    .match_indices(method)
                    .any(|(at, _)| !methods[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            };
            found.push(Route {
                path: path.to_owned(),
                get: has("get("),
                post: has("post("),
            });
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 20, "the routes were found");
    found
}

impl Route {
    /// The address with every parameter filled by `fill`, which is given the parameter's name.
    pub fn filled(&self, fill: impl Fn(&str) -> String) -> String {
        let mut path = String::new();
        let mut rest = self.path.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, next) = after.split_once('}').unwrap_or((after, ""));
            path.push_str(before);
            path.push_str(&fill(name.trim_start_matches('*')));
            rest = next;
        }
        path + rest
    }

    /// Other software posts here, with a proof of its own: mail software has the address itself, GOV.UK Notify a
    /// secret.
    pub fn has_its_own_proof(&self) -> bool {
        self.path.starts_with("/stop/") || self.path == "/notify/receipt"
    }
}
