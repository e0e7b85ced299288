//! Small sums over galleys that the solver asks for: rows of a stack, rows from an element to
//! the first place where a page may end, penalties. Galleys come in, numbers go out; it knows
//! no page.

use super::{Element, Form, Galley, NEVER, Stack};

/// A break where none should be, where there is no other way.
pub(super) const FORCED: i64 = 100_000;

/// What it costs to end a page before the strip with this number.
pub(super) fn penalty(form: &Form, end: usize) -> i64 {
    match form.strips[end - 1].penalty {
        NEVER => FORCED,
        penalty => i64::from(penalty),
    }
}

/// Rows from the start of each element to the first place where a page may end.
pub(super) fn needs(galley: &Galley) -> Vec<u16> {
    let mut needs = vec![0; galley.elements.len()];
    let mut after = 0;
    for (index, element) in galley.elements.iter().enumerate().rev() {
        if let Element::Text(stack) = element {
            let need = |form: &Form| {
                let mut half_rows = 0;
                for (number, strip) in form.strips.iter().enumerate() {
                    half_rows += u16::from(if number == 0 { strip.first } else { strip.height });
                    if strip.penalty != NEVER {
                        return half_rows.div_ceil(2);
                    }
                }
                let gap = if after == 0 { 0 } else { u16::from(stack.after) };
                half_rows.div_ceil(2) + gap + after
            };
            after = stack.forms.iter().map(need).min().unwrap_or(0);
            needs[index] = after;
        } else if matches!(element, Element::Break) {
            after = 0;
        }
    }
    needs
}

pub(super) fn stack_rows(stack: &Stack) -> u32 {
    let half_rows = |form: &Form| form.strips.iter().map(|strip| u32::from(strip.height)).sum();
    u32::from(stack.before) + stack.forms.first().map_or(0, half_rows).div_ceil(2)
}

pub(super) fn grown(rows: u16, longer: i8) -> u16 {
    rows.saturating_add_signed(i16::from(longer))
}

pub(super) fn last_index<T>(list: &[T]) -> u32 {
    u32::try_from(list.len() - 1).expect("a chapter has under 2^32 steps")
}

pub(super) fn wide(value: usize) -> u32 {
    u32::try_from(value).expect("a chapter has under 2^32 elements")
}

pub(super) fn small(value: usize) -> u8 {
    u8::try_from(value).unwrap_or(u8::MAX)
}
