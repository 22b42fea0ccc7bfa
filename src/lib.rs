//! Alongside finds the people whose lived experience and skills a public service needs, and brings both to
//! one table. This page is the map; the README walks through it.
//!
//! Every noun of the product is a module with three kinds of file: `noun.rs` (types and rules: no SQL, no HTTP),
//! `noun/records.rs` (the only SQL) and `noun/pages.rs` (addresses, handlers, views).
//!
//! | modules | what they are for |
//! |---|---|
//! | [`app`], [`config`], [`demo`], [`check`] | the service as a whole: addresses, workers, settings, a county to try it with |
//! | [`pages`] | the pages, by audience; older pages are still beside their nouns |
//! | [`web`], [`frontend`], [`site`] | what every page needs: visits, forms, errors, templates and words |
//! | [`account`], [`organisation`], [`steward`] | who can sign in, who may host, what needs a person today |
//! | [`citizen`], [`badge`], [`area`] | what a person declares; the catalogue; places and distances |
//! | [`opportunity`] | what hosts ask, and how people find it |
//! | [`matching`] | who fits what, and why; the index that follows the database |
//! | [`equality`] | what people choose to say so that a group looks like its place; who is missing |
//! | [`invitation`], [`draw`], [`group`] | who is asked, what they answer, who takes part and how that is drawn |
//! | [`digest`] | a letter about what is open, for those who want one |
//! | [`outbox`], [`mail`], [`post`], [`calm`] | letters, how they leave, by email, on paper or by telephone, and when their readers rest |
//! | [`returned`] | letters that came back, complaints, and what follows from them |
//! | [`waiting`], [`note`] | what waits for officers and stewards, in their menu and by email; what stewards should know |
//! | [`pass`] | what a browser may do for a short while without signing in |
//! | [`supporter`] | who may help a person, and drafts that wait for that person's yes |
//! | [`audit`] | who read what about whom |
//! | [`database`], [`moment`], [`text`], [`table`], [`turn`] | one SQL text on two drivers; the clock; the forms of text; tables as people bring them; turns for work that keeps a processor busy |
//!
//! Arrows run down: `main` → `app` → `*/pages` → `web`; nouns → `database`, `moment`. `tests/it/house_rules.rs` holds
//! the whole table of arrows and fails on any other, on SQL outside of records, and on the real clock outside of
//! `moment.rs`. The README states the invariants.

pub mod account;
pub mod app;
pub mod area;
pub mod audit;
pub mod badge;
pub mod calm;
pub mod check;
pub mod citizen;
pub mod config;
pub mod database;
pub mod demo;
pub mod digest;
pub mod draw;
pub mod equality;
pub mod frontend;
pub mod group;
pub mod invitation;
pub mod mail;
pub mod matching;
pub mod moment;
pub mod note;
pub mod opportunity;
pub mod organisation;
pub mod outbox;
pub mod pages;
pub mod pass;
pub mod post;
pub mod returned;
pub mod site;
pub mod steward;
pub mod supporter;
pub mod table;
pub mod text;
pub mod turn;
pub mod waiting;
pub mod web;
