//! YAML to [`Metadata`](crate::document::Metadata).
