//! Photographs that are open at a time: a bound on the sum of their memory.
//!
//! Whoever opens a photograph waits until there is room for it beside those that are open, so
//! that two large ones are never decoded at once, whatever the number of threads. A thread
//! has one open at a time; else two could wait for each other for ever.

use std::ops::Deref;
use std::sync::{Condvar, Mutex, PoisonError};

/// The memory that open photographs share.
#[derive(Debug)]
pub struct Room {
    whole: u64,
    taken: Mutex<u64>,
    left: Condvar,
}

impl Room {
    /// Room for so many bytes.
    #[must_use]
    pub fn new(bytes: u64) -> Room {
        Room { whole: bytes, taken: Mutex::new(0), left: Condvar::new() }
    }

    /// Waits until there is room for so many bytes; whoever wants more than all waits for all.
    #[must_use]
    pub fn enter(&self, bytes: u64) -> Place<'_> {
        let bytes = bytes.min(self.whole);
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |taken: &mut u64| self.whole - bytes < *taken;
        let waited = self.left.wait_while(taken, full);
        *waited.unwrap_or_else(PoisonError::into_inner) += bytes;
        Place { room: self, bytes }
    }
}

/// Room that somebody has, until this is dropped.
#[derive(Debug)]
pub struct Place<'a> {
    room: &'a Room,
    bytes: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        *self.room.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.room.left.notify_all();
    }
}

/// The bytes of a photograph's file, and the room for what is made of them.
#[derive(Debug)]
pub struct Opened<'a> {
    bytes: Vec<u8>,
    place: Option<Place<'a>>,
}

impl<'a> Opened<'a> {
    /// A file that was read at a place.
    #[must_use]
    pub fn at(place: Place<'a>, bytes: Vec<u8>) -> Opened<'a> {
        Opened { bytes, place: Some(place) }
    }

    /// Other bytes at the same place.
    #[must_use]
    pub fn with(self, bytes: Vec<u8>) -> Opened<'a> {
        Opened { bytes, ..self }
    }

    /// Lets go of the file, but not of its place: what was made of it is still there.
    #[must_use]
    pub fn into_place(self) -> Option<Place<'a>> {
        self.place
    }
}

impl From<Vec<u8>> for Opened<'_> {
    /// Bytes that take no room.
    fn from(bytes: Vec<u8>) -> Self {
        Opened { bytes, place: None }
    }
}

impl Deref for Opened<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::thread;

    use super::*;

    #[test]
    fn what_is_open_at_a_time_fits_into_the_room() {
        let (room, open, most) = (Room::new(100), AtomicU64::new(0), AtomicU64::new(0));
        let work = |bytes: u64| {
            for _ in 0..200 {
                let place = room.enter(bytes);
                let sum = open.fetch_add(bytes, Ordering::SeqCst) + bytes;
                most.fetch_max(sum, Ordering::SeqCst);
                open.fetch_sub(bytes, Ordering::SeqCst);
                drop(place);
            }
        };
        let work = &work;
        thread::scope(|scope| {
            for bytes in [30, 60, 90, 100] {
                scope.spawn(move || work(bytes));
            }
        });
        let most = most.into_inner();
        assert!((100..=100).contains(&most), "{most} bytes were open at a time");
    }

    #[test]
    fn one_that_is_larger_than_the_room_has_it_alone() {
        let room = Room::new(100);
        drop(room.enter(1_000));
        let _small = room.enter(10);
        assert_eq!(room.enter(90).bytes, 90, "there is room for another");
    }
}
