//! Stories: what people do with Alongside, told on real databases.

mod support;

mod browser;
mod house_rules;
mod http;

mod world;
