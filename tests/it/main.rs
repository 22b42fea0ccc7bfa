//! Stories: what people do with Alongside, told on real databases.

mod accounts;
mod browser;
mod calm;
mod care_cases;
mod citizen;
mod crash;
mod demo;
mod equality;
mod feasible;
mod fuzz;
mod hostile;
mod house_rules;
mod http;
mod invitation;
mod leaks;
mod matching;
mod meaning;
mod nodes;
mod notify;
mod opportunity;
mod outbox;
mod post;
mod search;
mod support;
mod supporter;
mod world;
