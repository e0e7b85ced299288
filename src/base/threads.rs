//! Work side by side; where the machine has no thread to spare, one piece after the other.
//!
//! Closures come in, what they return goes out, in their order. It knows nothing of the work;
//! a panic goes on in the thread that waits.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, Scope, ScopedJoinHandle};

/// Does one thing here and another beside it.
pub fn both<A, B: Send>(here: impl FnOnce() -> A, beside: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let beside = Running::start(scope, beside);
        let here = here();
        (here, beside.end())
    })
}

/// Does all of these at once.
pub fn each<T: Send, F: FnOnce() -> T + Send>(tasks: impl IntoIterator<Item = F>) -> Vec<T> {
    thread::scope(|scope| {
        let running: Vec<_> = tasks.into_iter().map(|task| Running::start(scope, task)).collect();
        running.into_iter().map(Running::end).collect()
    })
}

enum Running<'scope, T> {
    Beside(ScopedJoinHandle<'scope, T>),
    /// There was no thread for it.
    Done(T),
}

impl<'scope, T: Send + 'scope> Running<'scope, T> {
    fn start<F: FnOnce() -> T + Send + 'scope>(
        scope: &'scope Scope<'scope, '_>,
        task: F,
    ) -> Running<'scope, T> {
        // A thread that cannot be had would take the task with it.
        let kept = Arc::new(Mutex::new(Some(task)));
        let taken = Arc::clone(&kept);
        match thread::Builder::new().spawn_scoped(scope, move || run(&taken)) {
            Ok(handle) => Running::Beside(handle),
            Err(_) => Running::Done(run(&kept)),
        }
    }

    fn end(self) -> T {
        match self {
            Running::Beside(handle) => {
                handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }
            Running::Done(done) => done,
        }
    }
}

fn run<T, F: FnOnce() -> T>(task: &Mutex<Option<F>>) -> T {
    let task = task.lock().unwrap_or_else(PoisonError::into_inner).take();
    task.expect("a task is run by its thread, or here if there is none")()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_tasks() {
        let squares = each((0..20).map(|number| move || number * number));
        assert_eq!(squares, (0..20).map(|number| number * number).collect::<Vec<_>>(), "in order");
        assert_eq!(both(|| 1, || "a"), (1, "a"), "each its own");
    }
}
