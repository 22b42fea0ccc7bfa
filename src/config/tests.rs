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

#[test]
fn the_lines_of_the_example_that_are_switched_off_parse_as_well() {
    let on: String = EXAMPLE
        .lines()
        .map(|line| {
            let setting = line.strip_prefix("# ").filter(|rest| {
                let name = rest.split(" = ").next().unwrap_or_default();
                rest.contains(" = ") && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            });
            setting.unwrap_or(line).to_owned() + "\n"
        })
        .collect();
    let whole: Config = toml::from_str(&on).expect("it parses");
    assert!(whole.mail.bounces.is_some() && whole.mail.smtp.ca_file.is_some());
}

#[test]
fn a_lease_is_longer_than_everything_one_letter_can_take() {
    let mut mail = Mail::default();
    mail.check().expect("the defaults fit together");
    mail.lease_seconds = 60 + 3 * 30 + 600;
    let error = mail.check().expect_err("as long is not longer").to_string();
    assert!(error.contains("mail.lease_seconds"), "{error}");
    mail.lease_seconds += 1;
    mail.check().expect("longer by a second");
}

#[test]
fn letters_travel_unprotected_only_to_this_machine() {
    let to = |host: &str| {
        with(&[
            ("ALONGSIDE_MAIL_TRANSPORT", "smtp"),
            ("ALONGSIDE_SMTP_SECURITY", "none"),
            ("ALONGSIDE_SMTP_HOST", host),
        ])
    };
    assert!(to("localhost").is_ok() && to("127.0.0.1").is_ok());
    let error = to("mail.council.example").expect_err("refused").to_string();
    assert!(error.contains("mail.smtp.security"), "{error}");
}

#[test]
fn settings_of_mail_that_make_no_sense_are_named() {
    for (name, text, setting) in [
        ("ALONGSIDE_MAIL_WORKERS", "0", "mail.workers"),
        ("ALONGSIDE_MAIL_PER_MINUTE", "-1", "mail.per_minute"),
        ("ALONGSIDE_MAIL_BOUNCES", "bounces", "mail.bounces"),
    ] {
        let error = with(&[(name, text)]).expect_err("refused").to_string();
        assert!(error.contains(setting), "{error}");
    }
}
