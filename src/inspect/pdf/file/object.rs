//! The objects of a PDF (ISO 32000-1, 7.3), as they stand in the file.
//!
//! Plain data: nothing here follows a reference; [`super::File`] does.

/// The number of an indirect object. Generations are left out: a file has one object of each
/// number at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::inspect::pdf) struct Id(pub(in crate::inspect::pdf) u32);

/// One object.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::inspect::pdf) enum Object {
    /// Nothing; also what a reference to no object leads to.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Real(f64),
    /// Text or bytes.
    Str(Vec<u8>),
    /// A name, without its slash and with `#20` and the like resolved.
    Name(Vec<u8>),
    /// A list.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A dictionary with bytes.
    Stream(Stream),
    /// A reference to an indirect object.
    Ref(Id),
}

impl Object {
    pub(in crate::inspect::pdf) fn as_int(&self) -> Option<i64> {
        match self {
            Object::Int(value) => Some(*value),
            // Some writers give whole numbers a point.
            #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
            Object::Real(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
                Some(*value as i64)
            }
            _ => None,
        }
    }

    pub(in crate::inspect::pdf) fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "coordinates are small")]
            Object::Int(value) => Some(*value as f64),
            Object::Real(value) => Some(*value),
            _ => None,
        }
    }

    pub(in crate::inspect::pdf) fn as_name(&self) -> Option<&[u8]> {
        match self {
            Object::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(in crate::inspect::pdf) fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Object::Str(bytes) => Some(bytes),
            _ => None,
        }
    }

    pub(in crate::inspect::pdf) fn as_array(&self) -> Option<&[Object]> {
        match self {
            Object::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The dictionary, also that of a stream.
    pub(in crate::inspect::pdf) fn as_dict(&self) -> Option<&Dict> {
        match self {
            Object::Dict(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    pub(in crate::inspect::pdf) fn as_ref(&self) -> Option<Id> {
        match self {
            Object::Ref(id) => Some(*id),
            _ => None,
        }
    }
}

/// A dictionary. Its entries stand in the order of the file; of two with one key the last
/// counts, as most readers have it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::inspect::pdf) struct Dict(pub(in crate::inspect::pdf) Vec<(Vec<u8>, Object)>);

impl Dict {
    /// The entry as it stands; [`Object::Null`] where there is none.
    pub(in crate::inspect::pdf) fn get(&self, key: &[u8]) -> &Object {
        let found = self.0.iter().rev().find(|(name, _)| name == key);
        found.map_or(&Object::Null, |(_, value)| value)
    }

    /// Whether there is an entry.
    pub(in crate::inspect::pdf) fn has(&self, key: &[u8]) -> bool {
        *self.get(key) != Object::Null
    }
}

/// A stream: its dictionary, and where its bytes stand.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::inspect::pdf) struct Stream {
    /// The dictionary.
    pub(in crate::inspect::pdf) dict: Dict,
    /// Where the first byte stands in the file.
    pub(in crate::inspect::pdf) start: u64,
}
