//! A code that a person typed: read off a page, heard on the telephone.
//!
//! What was typed and the codes of the ledger come in; a [`Code`] goes out, or what is wrong
//! with it and what may have been meant. It never says whose that one is: a slip of the finger
//! must accuse nobody.

use super::Failure;
use crate::base::distance;
use crate::copies::Code;

/// Slips that a code may have and still be recognised.
const MOST_SLIPS: usize = 2;

/// Reads a code as a person typed it.
pub(super) fn read<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Result<Code, Failure> {
    typed.parse().map_err(|why| {
        let shown: String = typed.chars().take(40).collect();
        let mut message = format!(
            "`{shown}` is no code: {why}; codes look like `K7Q2M-9XR4Z`, in large or small letters"
        );
        if let Some(near) = similar(typed, known) {
            message.push_str(&format!(
                "; the ledger has one code that is much like it, {near}: look again, and if it is \
                 the one, type it"
            ));
        }
        Failure::Machine(message)
    })
}

/// The one code of the ledger that is like what was typed; none if several are as much alike.
fn similar<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = |code: &str| {
        let letters = code.chars().filter(char::is_ascii_alphanumeric);
        letters.map(|c| c.to_ascii_uppercase()).collect::<String>()
    };
    let typed = plain(typed);
    let (mut least, mut found) = (MOST_SLIPS + 1, Vec::new());
    for code in known {
        let slips = distance(&typed, &plain(code));
        if slips < least {
            (least, found) = (slips, Vec::new());
        }
        if slips == least && slips <= MOST_SLIPS {
            found.push(code);
        }
    }
    if let [one] = found[..] { Some(one) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(typed: &str, known: &[&str]) -> String {
        match read(typed, known.iter().copied()) {
            Err(Failure::Machine(message)) => message,
            other => panic!("{typed} was read: {other:?}"),
        }
    }

    #[test]
    fn a_slip_is_told_and_the_one_code_that_is_like_it() {
        let known = ["K7Q2M-9XR4Z", "AAAAA-AAAAA"];
        assert!(read("k7q2m 9xr4z", known).is_ok(), "the example is a code");
        insta::assert_snapshot!(message("K7Q2M-9XR4", &known), @"`K7Q2M-9XR4` is no code: a code has ten characters; codes look like `K7Q2M-9XR4Z`, in large or small letters; the ledger has one code that is much like it, K7Q2M-9XR4Z: look again, and if it is the one, type it");
        let two = ["K7Q2M-9XR4Z", "K7Q2M-9XR45"];
        assert!(!message("K7Q2M-9XR44", &two).contains("much like"), "two are like it");
        assert!(!message("ZZZZZ-ZZZZ1", &known).contains("much like"), "nothing is like it");
    }
}
