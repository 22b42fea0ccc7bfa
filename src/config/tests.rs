//! Stories of the configuration.

use super::*;

fn with(pairs: &[(&str, &str)]) -> anyhow::Result<Config> {
    Config::read(None, |name| {
        pairs
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn the_example_parses_and_names_every_section() {
    let example: Config = toml::from_str(EXAMPLE).expect("the example parses");
    assert_eq!(example.server.listen, Server::default().listen);
    assert_eq!(example.mail.hold_minutes, Mail::default().hold_minutes);
    for (_, section, key) in VARIABLES {
        assert!(
            EXAMPLE.contains(&format!("[{section}]")),
            "{section} is not in the example"
        );
        assert!(
            EXAMPLE.contains(&format!("{key} = ")),
            "{key} is not in the example"
        );
    }
}

#[test]
fn a_production_start_with_unsafe_settings_names_each() {
    let error = with(&[("ALONGSIDE_PRODUCTION", "true")])
        .expect_err("refused")
        .to_string();
    for name in ["server.base_url", "mail.transport", "mail.from", "operator.email"] {
        assert!(error.contains(name), "{name} is missing in {error}");
    }
}

#[test]
fn a_secret_file_wins_and_debug_does_not_print_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("password");
    std::fs::write(&path, "s3cret-word\n").expect("written");
    let config = with(&[("ALONGSIDE_SMTP_PASSWORD_FILE", path.to_str().expect("utf-8"))])
        .expect("the configuration reads");
    assert_eq!(
        config
            .mail
            .smtp
            .password
            .as_ref()
            .expect("a password")
            .expose_secret(),
        "s3cret-word"
    );
    assert!(!format!("{config:?}").contains("s3cret-word"));
}

#[test]
fn a_setting_that_does_not_parse_is_named() {
    let error = format!(
        "{:#}",
        with(&[("ALONGSIDE_SMTP_PORT", "many")]).expect_err("refused")
    );
    assert!(error.contains("ALONGSIDE_SMTP_PORT"), "{error}");
}
