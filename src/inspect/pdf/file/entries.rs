//! Entries of dictionaries, with what their references lead to.
//!
//! A dictionary and a key come in; a value of the wanted kind goes out, or nothing.

use std::borrow::Cow;

use super::{Dict, File, MAX_HOPS, Object, Stream, text};

impl File<'_> {
    /// The object that another stands for: itself, or what the reference leads to.
    pub(in crate::inspect::pdf) fn resolve<'o>(&self, object: &'o Object) -> Cow<'o, Object> {
        let Object::Ref(id) = object else { return Cow::Borrowed(object) };
        let mut id = *id;
        for _ in 0..MAX_HOPS {
            match self.get(id) {
                Object::Ref(next) => id = next,
                object => return Cow::Owned(object),
            }
        }
        Cow::Owned(Object::Null)
    }

    /// An entry of a dictionary, resolved.
    pub(in crate::inspect::pdf) fn value<'d>(&self, dict: &'d Dict, key: &[u8]) -> Cow<'d, Object> {
        self.resolve(dict.get(key))
    }

    pub(in crate::inspect::pdf) fn dict(&self, dict: &Dict, key: &[u8]) -> Option<Dict> {
        match self.value(dict, key).into_owned() {
            Object::Dict(dict) => Some(dict),
            Object::Stream(stream) => Some(stream.dict),
            _ => None,
        }
    }

    pub(in crate::inspect::pdf) fn stream(&self, dict: &Dict, key: &[u8]) -> Option<Stream> {
        match self.value(dict, key).into_owned() {
            Object::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    pub(in crate::inspect::pdf) fn array(&self, dict: &Dict, key: &[u8]) -> Option<Vec<Object>> {
        match self.value(dict, key).into_owned() {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    pub(in crate::inspect::pdf) fn name(&self, dict: &Dict, key: &[u8]) -> Option<Vec<u8>> {
        self.value(dict, key).as_name().map(<[u8]>::to_vec)
    }

    pub(in crate::inspect::pdf) fn int(&self, dict: &Dict, key: &[u8]) -> Option<i64> {
        self.value(dict, key).as_int()
    }

    pub(in crate::inspect::pdf) fn number(&self, dict: &Dict, key: &[u8]) -> Option<f64> {
        self.value(dict, key).as_number()
    }

    pub(in crate::inspect::pdf) fn is_true(&self, dict: &Dict, key: &[u8]) -> bool {
        *self.value(dict, key) == Object::Bool(true)
    }

    /// A text string (ISO 32000-1, 7.9.2.2).
    pub(in crate::inspect::pdf) fn text(&self, dict: &Dict, key: &[u8]) -> Option<String> {
        self.value(dict, key).as_bytes().map(text)
    }
}
