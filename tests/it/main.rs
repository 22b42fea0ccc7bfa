//! Stories: what people do with Alongside, told on real databases.

mod accounts;
mod opportunity;
mod support;

mod browser;
mod citizen;
mod house_rules;
mod http;
mod invitation;

mod matching;
mod world;
