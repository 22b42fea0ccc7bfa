//! A person with a plain browser: reads pages, follows links, fills in forms and presses buttons.

use std::sync::Arc;

use reqwest::{Client, Url, cookie::Jar, redirect::Policy};

use super::html::{self, Element};

/// A browser of its own, with its cookies and the page it shows.
pub struct Visitor {
    client: Client,
    address: String,
    /// The page it shows.
    pub page: Page,
}

/// A page as it arrived.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The path that was asked for, with its parameters.
    pub path: String,
    /// The status.
    pub status: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The other headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub html: String,
}

impl Visitor {
    /// A visitor of the service at `address`, signed in by the session `token` when there is one.
    pub fn new(address: &str, token: Option<&str>) -> Self {
        let jar = Jar::default();
        if let Some(token) = token {
            let url: Url = address.parse().expect("an address");
            jar.add_cookie_str(&format!("alongside=s{token}; Path=/"), &url);
        }
        let client = Client::builder()
            .cookie_provider(Arc::new(jar))
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .expect("a client");
        Self {
            client,
            address: address.to_owned(),
            page: Page::default(),
        }
    }

    /// Asks for a path of the service, or a full link of a letter. Redirects are not followed.
    pub async fn get(&mut self, path: &str) -> Page {
        let request = self.client.get(self.url(path));
        self.show(path, request).await
    }

    /// Posts these fields and nothing else but the form token of the page it shows (of `/` when it shows
    /// none). Redirects are not followed.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        if self.page.token().is_none() {
            self.get("/safe").await;
        }
        let token = self.page.token().unwrap_or_default();
        let mut all = vec![("token", token.as_str())];
        all.extend_from_slice(fields);
        self.post_bare(path, &all).await
    }

    /// Posts exactly these fields: no token is added.
    pub async fn post_bare(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.client.post(self.url(path)).form(fields);
        self.show(path, request).await
    }

    /// Sends any request as this visitor; the page it shows stays.
    pub async fn send(
        &self,
        method: reqwest::Method,
        path: &str,
        headers: &[(&'static str, &str)],
        body: &str,
    ) -> Page {
        let mut request = self.client.request(method, self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        arrive(path, request.body(body.to_owned())).await
    }

    /// Follows redirects until a page comes.
    pub async fn follow(&mut self) -> Page {
        for _ in 0..10 {
            let Some(location) = self.page.location.clone() else {
                return self.page.clone();
            };
            self.get(&location).await;
        }
        panic!("too many redirects: {}", self.page.path);
    }

    /// Opens a path and follows redirects.
    pub async fn open(&mut self, path: &str) -> Page {
        self.get(path).await;
        self.follow().await
    }

    /// Clicks the first link whose text contains `words`, and follows redirects.
    pub async fn click(&mut self, words: &str) -> Page {
        let href = self.page.link(words);
        self.open(&href).await
    }

    /// Fills in the form that has the button `button` as a person would: what the page filled in already
    /// stays (hidden fields too) unless `fields` names it; several values for one name tick several boxes;
    /// an empty value unticks. Presses the button and follows redirects.
    pub async fn press(&mut self, button: &str, fields: &[(&str, &str)]) -> Page {
        let form = self.page.form(button);
        for (name, _) in fields {
            assert!(
                form.names.iter().any(|known| known == name),
                "the form with {button:?} on {} has no field {name:?}, only {:?}",
                self.page.path,
                form.names
            );
        }
        let mut all: Vec<(String, String)> = form.filled;
        all.retain(|(name, _)| !fields.iter().any(|(changed, _)| changed == name));
        all.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        all.extend(form.pressed);
        let action = if form.action.is_empty() {
            self.page.path.clone()
        } else {
            form.action
        };
        let request = if form.method == "post" {
            self.client.post(self.url(&action)).form(&all)
        } else {
            let path = action.split('?').next().unwrap_or_default().to_owned();
            let query = form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&all)
                .finish();
            self.client.get(self.url(&format!("{path}?{query}")))
        };
        self.show(&action, request).await;
        self.follow().await
    }

    fn url(&self, path: &str) -> String {
        if path.starts_with("http") {
            return path.to_owned();
        }
        if path.starts_with('?') {
            let here = self.page.path.split('?').next().unwrap_or_default();
            return format!("{}{here}{path}", self.address);
        }
        assert!(
            path.starts_with('/'),
            "not a path of ours: {path:?} on {}",
            self.page.path
        );
        format!("{}{path}", self.address)
    }

    async fn show(&mut self, path: &str, request: reqwest::RequestBuilder) -> Page {
        self.page = arrive(path, request).await;
        assert!(
            self.page.status < 500 || self.page.status == 503,
            "{path} failed with {}: {}",
            self.page.status,
            self.page.text()
        );
        self.page.clone()
    }
}

async fn arrive(path: &str, request: reqwest::RequestBuilder) -> Page {
    let response = request
        .send()
        .await
        .unwrap_or_else(|error| panic!("{path}: {error:?}"));
    let headers: Vec<(String, String)> = response
        .headers()
        .iter()
        .map(|(name, value)| {
            (
                name.as_str().to_owned(),
                value.to_str().unwrap_or_default().to_owned(),
            )
        })
        .collect();
    let url = response.url().clone();
    Page {
        path: url
            .query()
            .map_or(url.path().to_owned(), |query| format!("{}?{query}", url.path())),
        status: response.status().as_u16(),
        location: headers
            .iter()
            .find(|(name, _)| name == "location")
            .map(|(_, value)| value.clone()),
        headers,
        html: response
            .text()
            .await
            .unwrap_or_else(|error| panic!("{path}: {error:?}")),
    }
}

/// A form as a person finds it.
struct Form {
    action: String,
    method: String,
    names: Vec<String>,
    filled: Vec<(String, String)>,
    pressed: Option<(String, String)>,
}

impl Page {
    /// What people read, white space as single blanks.
    pub fn text(&self) -> String {
        html::text(&self.html)
    }

    /// Whether people read these words on it.
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// Fails unless people read these words on it.
    #[track_caller]
    pub fn must_say(&self, words: &str) -> &Self {
        assert!(
            self.says(words),
            "{} ({}) does not say {words:?}:\n{}",
            self.path,
            self.status,
            self.text()
        );
        self
    }

    /// The main heading.
    pub fn heading(&self) -> String {
        let element = html::elements(&self.html)
            .into_iter()
            .find(|element| element.name == "h1");
        element.map_or(String::new(), |element| element.text)
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every link: its text and where it leads.
    pub fn links(&self) -> Vec<(String, String)> {
        html::elements(&self.html)
            .into_iter()
            .filter(|element| element.name == "a")
            .filter_map(|element| Some((element.text.clone(), element.get("href")?.to_owned())))
            .collect()
    }

    /// Where the first link whose text contains `words` leads.
    #[track_caller]
    pub fn link(&self, words: &str) -> String {
        let links = self.links();
        let found = links.iter().find(|(text, _)| text == words);
        let found = found.or_else(|| links.iter().find(|(text, _)| text.contains(words)));
        found.map_or_else(
            || panic!("no link {words:?} on {} among {links:?}", self.path),
            |(_, href)| href.clone(),
        )
    }

    /// The form token of the page.
    pub fn token(&self) -> Option<String> {
        self.value("token")
    }

    /// What a field of any form on the page is filled with.
    pub fn value(&self, name: &str) -> Option<String> {
        html::elements(&self.html)
            .into_iter()
            .find(|element| element.get("name") == Some(name))
            .map(|element| {
                if element.name == "textarea" {
                    element.text
                } else {
                    element.get("value").unwrap_or_default().to_owned()
                }
            })
    }

    /// The messages of the error summary.
    pub fn errors(&self) -> Vec<String> {
        let summary = self
            .html
            .split("govuk-error-summary__list")
            .nth(1)
            .unwrap_or_default();
        let list = summary.split_once('>').map_or("", |(_, rest)| rest);
        let list = list.split("</ul>").next().unwrap_or_default();
        list.split("</li>")
            .map(html::text)
            .filter(|text| !text.is_empty())
            .collect()
    }

    #[track_caller]
    fn form(&self, button: &str) -> Form {
        let elements = html::elements(&self.html);
        let is_button = |element: &Element| {
            element.name == "button" || (element.name == "input" && element.get("type") == Some("submit"))
        };
        let words = |element: &Element| {
            if element.name == "button" {
                element.text.clone()
            } else {
                element.get("value").unwrap_or_default().to_owned()
            }
        };
        let buttons: Vec<(usize, String)> = elements
            .iter()
            .enumerate()
            .filter(|(_, element)| is_button(element))
            .map(|(index, element)| (index, words(element)))
            .collect();
        let found = buttons.iter().find(|(_, text)| text == button);
        let found = found.or_else(|| buttons.iter().find(|(_, text)| text.contains(button)));
        let (pressed, _) = found.unwrap_or_else(|| {
            panic!(
                "no button {button:?} on {} ({}) among {buttons:?}:\n{}",
                self.path,
                self.status,
                self.text()
            )
        });
        let start = elements[..*pressed]
            .iter()
            .rposition(|element| element.name == "form")
            .unwrap_or_else(|| panic!("the button {button:?} on {} is in no form", self.path));
        let form = &elements[start];
        let inside: Vec<&Element> = elements[start + 1..]
            .iter()
            .take_while(|element| element.start < form.end)
            .collect();
        let (names, filled) = html::fields(&inside);
        let pressed = &elements[*pressed];
        Form {
            action: form.get("action").unwrap_or_default().to_owned(),
            method: form.get("method").unwrap_or("get").to_ascii_lowercase(),
            names,
            filled,
            pressed: pressed.get("name").map(|name| {
                (
                    name.to_owned(),
                    pressed.get("value").unwrap_or_default().to_owned(),
                )
            }),
        }
    }
}
