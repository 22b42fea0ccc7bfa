//! Ids and closed lists as both databases store them.

/// Defines a UUIDv7 newtype for the id of one noun.
#[macro_export]
macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new id that sorts by the moment it was made.
            #[must_use]
            pub fn new(now: $crate::moment::Moment) -> Self {
                let seconds = u64::try_from(now.0).unwrap_or(0);
                Self(uuid::Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, seconds, 0)))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    };
}

/// Defines a closed list whose members are stored, posted and printed as slugs.
#[macro_export]
macro_rules! slugs {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $slug:literal),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
        #[sqlx(type_name = "text")]
        $visibility enum $name {
            $($(#[$variant_meta])* #[sqlx(rename = $slug)] $variant),+
        }

        impl $name {
            /// Every member, in the order people see them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// How it is stored, posted and printed.
            #[must_use]
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug),+ }
            }

            /// The member with this slug.
            #[must_use]
            pub fn parse(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|member| member.slug() == slug)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.slug())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let slug = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                Self::parse(&slug).ok_or_else(|| {
                    serde::de::Error::custom(format_args!("unknown {} {slug:?}", stringify!($name)))
                })
            }
        }
    };
}

/// A list of slugs as JSON text, the way columns hold them.
#[must_use]
pub fn slug_list<T: serde::Serialize>(slugs: &[T]) -> String {
    serde_json::to_string(slugs).unwrap_or_else(|_| "[]".into())
}

/// Reads a column made by [`slug_list`]; slugs that this version does not know are left out.
#[must_use]
pub fn parse_slugs<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    let values: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    values
        .into_iter()
        .filter_map(|value| serde_json::from_value(value).ok())
        .collect()
}
