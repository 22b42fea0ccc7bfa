//! What every story stands on: a world with its own database, its own time, its own served Alongside, and
//! visitors who use it as people do.
//!
//! ```ignore
//! stories!(a_visitor_reads_the_first_page);
//!
//! async fn a_visitor_reads_the_first_page(world: &World) {
//!     let mut visitor = world.visitor();
//!     let page = visitor.get("/").await;
//!     assert_eq!(page.status, 200);
//! }
//! ```
//!
//! `stories!` makes two tests of each function: `NAME::sqlite` and `NAME::postgres`.

pub mod calendar;
pub mod chromium;
pub mod digest;
pub mod faulty;
pub mod html;
pub mod letters;
pub mod notify;
pub mod people;
pub mod postgres;
pub mod process;
pub mod routes;
pub mod smtp;
pub mod visitor;
pub mod world;

pub use visitor::Visitor;
pub use world::{Store, World};

/// Tells each story on SQLite and on PostgreSQL.
macro_rules! stories {
    ($($name:ident),+ $(,)?) => {
        $(
            mod $name {
                #[test]
                fn sqlite() {
                    crate::support::tell($crate::support::Store::Sqlite, super::$name);
                }

                #[test]
                fn postgres() {
                    crate::support::tell($crate::support::Store::Postgres, super::$name);
                }
            }
        )+
    };
}
pub(crate) use stories;

/// Tells one story in a new world on that store.
pub fn tell(on: Store, story: impl AsyncFnOnce(&World)) {
    tell_with(on, |_| (), story);
}

/// The same in a world whose settings `change` has touched.
pub fn tell_with(
    on: Store,
    change: impl FnOnce(&mut alongside::config::Config),
    story: impl AsyncFnOnce(&World),
) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(async {
            let world = World::begin_with(on, change).await;
            story(&world).await;
            world.end().await;
        });
}
