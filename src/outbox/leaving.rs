//! Whether a letter may leave: asked when it is claimed, and once more when its last line would go.

pub mod records;
