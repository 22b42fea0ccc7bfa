//! Alongside finds the people whose lived experience and skills a public service needs, and brings both to
//! one table. This page is the map; the README walks through it.

pub mod account;
pub mod app;
pub mod area;
pub mod audit;
pub mod badge;
pub mod check;
pub mod citizen;
pub mod config;
pub mod database;
pub mod demo;
pub mod frontend;
pub mod group;
pub mod invitation;
pub mod mail;
pub mod matching;
pub mod moment;
pub mod opportunity;
pub mod organisation;
pub mod outbox;
pub mod site;
pub mod steward;
pub mod web;
