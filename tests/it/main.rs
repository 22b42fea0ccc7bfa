//! Stories: what people do with Alongside, told on real databases.

mod support;

mod house_rules;
mod http;

mod world;
