//! The Design System's own examples come out of our templates as its makers published them.

use alongside::frontend::{Frontend, Language};
use serde_json::Value;

use super::{none, sources};
use crate::support::html::canonical;

#[test]
fn every_example_of_every_component_renders_as_published() {
    let frontend = Frontend::load().expect("the frontend loads");
    let (mut wrong, mut count) = (Vec::new(), 0);
    for file in sources("frontend/dist/fixtures", ".json") {
        let component: Value = serde_json::from_str(&file.text).expect("JSON");
        let name = component["component"].as_str().expect("a name");
        let template = format!(
            "{{% from \"govuk_frontend_jinja/components/{name}/macro.html\" import {0} %}}{{{{ {0}(params) }}}}",
            macro_name(name)
        );
        for example in component["fixtures"].as_array().expect("examples") {
            count += 1;
            let context = serde_json::json!({"params": example["options"]});
            let made = frontend.render_text(Language::English, &template, &context);
            let made = made.unwrap_or_else(|error| format!("{error:#}"));
            if canonical(&made) != canonical(example["html"].as_str().expect("HTML")) {
                wrong.push(format!("{name}: {}\n{made}", example["name"]));
            }
        }
    }
    none("an example that comes out differently", &wrong);
    assert!(count > 600, "only {count} examples were found");
}

/// `character-count` → `govukCharacterCount`.
fn macro_name(component: &str) -> String {
    let words = component
        .split('-')
        .map(|word| word[..1].to_uppercase() + &word[1..]);
    format!("govuk{}", words.collect::<String>())
}
