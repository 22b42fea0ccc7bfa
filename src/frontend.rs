//! What people read: pages, letters and words, as `frontend/` holds them and `make assets` completes them.
//!
//! There is one template environment per language, so that `t("key")` means the same in a page and in an
//! imported macro. In a release build everything is inside the binary; in development files are read as they are.

use std::{collections::HashMap, sync::Arc};

use anyhow::{Context, anyhow};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::civil;
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value,
    value::{Kwargs, Serde, ValueKind},
};
use rust_embed::RustEmbed;

use crate::moment::Moment;

#[derive(RustEmbed)]
#[folder = "frontend/"]
#[include = "pages/**/*.html"]
#[include = "letters/**/*"]
#[include = "locales/**/*.ftl"]
struct Sources;

/// What the build step made: styles, scripts, and the Design System's macros.
#[derive(RustEmbed)]
#[folder = "frontend/dist/"]
#[include = "assets/**/*"]
#[include = "macros/**/*"]
struct Built;

crate::slugs! {
    /// A language that people read.
    pub enum Language {
        /// English.
        English = "en",
        /// Welsh.
        Welsh = "cy",
    }
}

impl Language {
    /// What stands at the end of a letter's link, so that its page opens in the language of the letter, also in a
    /// browser that never saw us.
    #[must_use]
    pub fn of_page(self) -> &'static str {
        match self {
            Self::English => "",
            Self::Welsh => "?lang=cy",
        }
    }
}

/// Templates and words in every language; cheap to clone.
#[derive(Clone)]
pub struct Frontend {
    words: Arc<HashMap<Language, Words>>,
    environments: Arc<HashMap<Language, Environment<'static>>>,
}

/// A file that the build step made, ready to be served.
pub struct Asset {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Changes with its content.
    pub tag: String,
    /// Its media type.
    pub media_type: &'static str,
}

/// The words of one language.
#[derive(Clone)]
struct Words(Arc<FluentBundle<FluentResource>>);

impl Frontend {
    /// Reads all words and prepares the environments.
    ///
    /// # Errors
    /// When a locale file does not parse, or one key stands in two files.
    pub fn load() -> anyhow::Result<Self> {
        let mut words = HashMap::new();
        let mut environments = HashMap::new();
        for &language in Language::ALL {
            let spoken = Words::load(language)?;
            environments.insert(language, environment(language, spoken.clone()));
            words.insert(language, spoken);
        }
        Ok(Self {
            words: Arc::new(words),
            environments: Arc::new(environments),
        })
    }

    /// The text of a key.
    ///
    /// # Panics
    /// In development, when the key is missing: a story notices at once. A release shows the key instead.
    #[must_use]
    pub fn text(&self, language: Language, key: &str) -> String {
        self.text_with(language, key, &[])
    }

    /// The text of a key with arguments.
    #[must_use]
    pub fn text_with(&self, language: Language, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in arguments {
            values.set(*name, value.clone());
        }
        self.words[&language].text(key, &values)
    }

    /// Whether there is a text for this key.
    #[must_use]
    pub fn has(&self, language: Language, key: &str) -> bool {
        self.words[&language].0.has_message(key)
    }

    /// Renders the template `name`, `pages/home.html` for example.
    ///
    /// # Errors
    /// When there is no such template or it fails; the chain says where.
    pub fn render(
        &self,
        language: Language,
        name: &str,
        context: &serde_json::Value,
    ) -> anyhow::Result<String> {
        let environment = &self.environments[&language];
        let template = environment
            .get_template(name)
            .map_err(|error| anyhow!("{error:#}"))?;
        template
            .render(Value::from(Serde(context)))
            .map_err(|error| anyhow!("{error:#}"))
            .with_context(|| format!("rendering {name}"))
    }

    /// Renders a template given as text, the way pages are rendered.
    ///
    /// # Errors
    /// When it does not parse or fails; the chain says where.
    pub fn render_text(
        &self,
        language: Language,
        text: &str,
        context: &serde_json::Value,
    ) -> anyhow::Result<String> {
        self.environments[&language]
            .render_named_str("text.html", text, Value::from(Serde(context)))
            .map_err(|error| anyhow!("{error:#}"))
    }

    /// A file below `/assets/`.
    #[must_use]
    pub fn asset(path: &str) -> Option<Asset> {
        let file = Built::get(&format!("assets/{path}"))?;
        let media_type = match path.rsplit_once('.')?.1 {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "png" => "image/png",
            _ => return None,
        };
        let hash = file.metadata.sha256_hash();
        let tag = hash
            .iter()
            .take(8)
            .fold(String::new(), |tag, byte| format!("{tag}{byte:02x}"));
        Some(Asset {
            bytes: file.data.into_owned(),
            tag,
            media_type,
        })
    }
}

impl Words {
    fn load(language: Language) -> anyhow::Result<Self> {
        let mut bundle = FluentBundle::new_concurrent(vec![language.slug().parse()?]);
        // The marks that isolate an inserted text from right-to-left writing show up in plain-text letters.
        bundle.set_use_isolating(false);
        let folder = format!("locales/{}/", language.slug());
        for name in Sources::iter().filter(|name| name.starts_with(&folder)) {
            let file = Sources::get(&name).with_context(|| format!("{name} is not there"))?;
            let text =
                String::from_utf8(file.data.into_owned()).with_context(|| format!("{name} is not UTF-8"))?;
            let resource = FluentResource::try_new(text)
                .map_err(|(_, errors)| anyhow!("{name} does not parse: {errors:?}"))?;
            bundle
                .add_resource(resource)
                .map_err(|errors| anyhow!("{name} says again what another file says: {errors:?}"))?;
        }
        Ok(Self(Arc::new(bundle)))
    }

    fn text(&self, key: &str, arguments: &FluentArgs<'_>) -> String {
        let Some(pattern) = self.0.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "no text for the key {key:?}");
            tracing::error!(key, "a text is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.0.format_pattern(pattern, Some(arguments), &mut errors);
        debug_assert!(errors.is_empty(), "the text {key:?} does not format: {errors:?}");
        text.into_owned()
    }
}

fn environment(language: Language, words: Words) -> Environment<'static> {
    let mut environment = Environment::new();
    // An error would tell the log what a template was given: words of people.
    environment.set_debug(false);
    environment.set_loader(|name| Ok(source(name)));
    environment.set_auto_escape_callback(|name| {
        if std::path::Path::new(name)
            .extension()
            .is_some_and(|ending| ending == "txt")
        {
            AutoEscape::None
        } else {
            AutoEscape::Html
        }
    });
    // The Design System's macros ask for parameters that nobody gave.
    environment.set_undefined_behavior(UndefinedBehavior::Chainable);
    environment.set_unknown_method_callback(minijinja_contrib::pycompat::unknown_method_callback);
    environment.add_filter("length", length);
    environment.add_global("lang", language.slug());
    let days = words.clone();
    environment.add_filter("date", move |value: Value| date(&days, &value));
    let times = words.clone();
    environment.add_filter("datetime", move |value: i64| {
        let moment = Moment(value);
        let clock = moment.local().split_off(11);
        date(&times, &Value::from(value)).map(|day| format!("{day}, {clock}"))
    });
    let has = words.clone();
    environment.add_function("has_text", move |key: &str| has.0.has_message(key));
    environment.add_function("t", move |key: &str, named: Kwargs| {
        translate(&words, key, &named)
    });
    environment
}

/// The Design System's macros under their usual names, everything else from our own folders.
fn source(name: &str) -> Option<String> {
    let file = if name.starts_with("govuk_frontend_jinja/") {
        Built::get(&format!("macros/{name}"))
    } else if name.starts_with("letters/") || name.starts_with("pages/") {
        Sources::get(name)
    } else {
        Sources::get(&format!("pages/{name}"))
    };
    String::from_utf8(file?.data.into_owned()).ok()
}

fn translate(words: &Words, key: &str, named: &Kwargs) -> Result<String, Error> {
    if !words.0.has_message(key) {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("no text for the key {key:?}"),
        ));
    }
    let mut arguments = FluentArgs::new();
    for name in named.args() {
        let value: Value = named.get(name)?;
        match value.kind() {
            ValueKind::Number => arguments.set(name.to_owned(), f64::try_from(value).unwrap_or_default()),
            _ => arguments.set(name.to_owned(), value.to_string()),
        }
    }
    Ok(words.text(key, &arguments))
}

/// The number of items; 0 for nothing at all, which the Design System's macros count as well.
#[expect(clippy::needless_pass_by_value, reason = "the signature of a filter")]
fn length(value: Value) -> usize {
    value.len().unwrap_or(0)
}

/// `Tuesday 3 March 2026` for seconds, or for a day written `2026-03-03`.
fn date(words: &Words, value: &Value) -> Result<String, Error> {
    let day = match value.as_str() {
        Some(text) => text.parse::<civil::Date>().map_err(|error| {
            Error::new(
                ErrorKind::InvalidOperation,
                format!("{text:?} is not a day: {error}"),
            )
        })?,
        None => Moment(i64::try_from(value.clone())?).day(),
    };
    let none = FluentArgs::new();
    let weekday = words.text(
        &format!("weekday-{}", day.weekday().to_monday_one_offset()),
        &none,
    );
    let month = words.text(&format!("month-{}", day.month()), &none);
    Ok(format!("{weekday} {} {month} {}", day.day(), day.year()))
}
