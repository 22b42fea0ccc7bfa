//! Real browsers for the people of a story: headless Chromium, driven by `tests/browser/driver.mjs`.

use serde_json::{Value, json};

use super::process::Helper;

/// The browsers of everybody in one story.
pub struct Browsers {
    driver: Helper,
}

/// What somebody sees.
#[derive(Clone, Debug)]
pub struct View {
    /// The path with its parameters.
    pub url: String,
    /// Everything they read.
    pub text: String,
    /// The messages of the error summary.
    pub errors: Vec<String>,
}

/// What came out of the printer.
#[derive(Clone, Debug)]
pub struct Paper {
    /// How many pages.
    pub pages: usize,
    /// Where each letter's address stands: its upper edge, its lower edge and its left edge, millimetres from the
    /// upper left corner of the paper.
    pub windows: Vec<[f64; 3]>,
}

impl Browsers {
    /// Browsers for the service at `address`, with scripts or without; pictures of pages go to
    /// `target/screenshots/FOLDER`.
    pub fn start(address: &str, javascript: bool, folder: &str) -> Self {
        let javascript = if javascript { "on" } else { "off" };
        let pictures = format!("target/screenshots/{folder}");
        std::fs::remove_dir_all(crate::house_rules::root().join(&pictures)).ok();
        let driver = Helper::start(
            "node",
            &["tests/browser/driver.mjs", address, javascript, &pictures],
        );
        Self { driver }
    }

    /// `who` opens a path or a full link; a new name is a new browser.
    pub async fn open(&mut self, who: &str, url: &str) -> View {
        self.view(json!({"do": "goto", "who": who, "url": url})).await
    }

    /// `who` follows a link and waits until all of it is there; a file is not kept.
    pub async fn visit(&mut self, who: &str, url: &str) {
        self.ask(json!({"do": "visit", "who": who, "url": url})).await;
    }

    /// `who` clicks a link.
    pub async fn click(&mut self, who: &str, words: &str) -> View {
        self.view(json!({"do": "click", "who": who, "words": words}))
            .await
    }

    /// `who` fills in fields and presses a button; no error may come of it.
    pub async fn press(&mut self, who: &str, words: &str, fields: &[(&str, &str)]) -> View {
        let view = self
            .view(json!({"do": "press", "who": who, "words": words, "fields": fields}))
            .await;
        assert!(
            view.errors.is_empty(),
            "{who} presses {words:?} and reads {:?} on {}",
            view.errors,
            view.url
        );
        view
    }

    /// `who` types into the form of a button without pressing it, and reads what a script says of it.
    pub async fn type_only(&mut self, who: &str, words: &str, fields: &[(&str, &str)]) -> View {
        self.view(json!({"do": "type", "who": who, "words": words, "fields": fields}))
            .await
    }

    /// `who` presses a button that must be refused with an error summary, in each language of the page; then
    /// the page stands there as before.
    pub async fn wrong(&mut self, who: &str, words: &str, fields: &[(&str, &str)]) -> View {
        let view = self
            .view(json!({"do": "wrong", "who": who, "words": words, "fields": fields}))
            .await;
        assert!(
            !view.errors.is_empty(),
            "{who} presses {words:?} and nothing is refused on {}",
            view.url
        );
        view
    }

    /// Gives `who` a screen of `width` by `height` pixels.
    pub async fn size(&mut self, who: &str, width: u32, height: u32) {
        self.ask(json!({"do": "size", "who": who, "width": width, "height": height}))
            .await;
    }

    /// Signs `who` in with a session that the story has begun.
    pub async fn sign_in(&mut self, who: &str, session: &str) {
        self.ask(json!({"do": "session", "who": who, "token": session}))
            .await;
    }

    /// Prints the page that `who` sees on A4, as `picture`.
    pub async fn paper(&mut self, who: &str, picture: &str) -> Paper {
        let answer = self
            .ask(json!({"do": "paper", "who": who, "picture": picture}))
            .await;
        Paper {
            pages: serde_json::from_value(answer["pages"].clone()).expect("a number"),
            windows: serde_json::from_value(answer["windows"].clone()).expect("three lengths each"),
        }
    }

    /// Where the lower edge of the link or button with these words is, in pixels below the upper edge of a screen
    /// that nobody has scrolled. A picture of that screen is kept as `picture`.
    pub async fn lower_edge(&mut self, who: &str, words: &str, picture: &str) -> f64 {
        let answer = self
            .ask(json!({"do": "place", "who": who, "words": words, "picture": picture}))
            .await;
        assert_eq!(answer["scrolled"], 0, "nobody has scrolled");
        let edge = |name: &str| answer["box"][name].as_f64();
        let (top, height) = edge("y").zip(edge("height")).expect("it is on the page");
        assert!(top >= 0.0, "{words:?} is above the screen");
        top + height
    }

    /// The text of an element that `who` sees.
    pub async fn read(&mut self, who: &str, selector: &str) -> String {
        self.view(json!({"do": "read", "who": who, "selector": selector}))
            .await
            .text
    }

    /// Closes all browsers and fails with everything that was wrong on any page. Tells which pages were seen.
    pub async fn end(mut self) -> Vec<String> {
        let answer = self.ask(json!({"do": "end"})).await;
        let problems = texts(&answer["problems"]);
        assert!(
            problems.is_empty(),
            "on the pages of the story:\n  {}",
            problems.join("\n  ")
        );
        texts(&answer["seen"])
    }

    async fn view(&mut self, command: Value) -> View {
        let answer = self.ask(command).await;
        let text = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
        View {
            url: text("url"),
            text: text("text"),
            errors: texts(&answer["errors"]),
        }
    }

    async fn ask(&mut self, command: Value) -> Value {
        self.driver.tell(&command);
        let answer = self.driver.hear().await;
        assert!(
            answer["ok"] == true,
            "{command}: {}",
            answer["error"].as_str().unwrap_or_default()
        );
        answer
    }
}

impl View {
    /// Fails unless these words are on the page.
    #[track_caller]
    pub fn must_say(&self, words: &str) -> &Self {
        let plain = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            plain.contains(words),
            "{} does not say {words:?}:\n{}",
            self.url,
            self.text
        );
        self
    }
}

fn texts(list: &Value) -> Vec<String> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}
