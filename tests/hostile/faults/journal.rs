//! Runs that are killed, and what their journals promise.

use std::os::unix::process::ExitStatusExt;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use super::{both, kit, pair, run, said, say, settles};
use crate::attack::{limited, watched};

/// Kills spread over a run.
const KILLS: u32 = 16;

#[test]
fn a_run_that_is_killed_at_any_moment_tears_nothing() {
    let pairs = [pair("ebb"), pair("flow")];
    let began = Instant::now();
    pair("ebb");
    let takes = began.elapsed();
    let signals = [("KILL", None), ("INT", Some(130)), ("TERM", Some(143)), ("HUP", Some(129))];
    for ((signal, code), at) in signals.into_iter().cycle().zip(0..KILLS) {
        let kit = kit("ebb");
        run(kit.path(), &["build"]);
        say(&kit, "flow");
        let mut child = Command::new(env!("CARGO_BIN_EXE_platemark"))
            .arg("build")
            .current_dir(kit.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(takes * at / KILLS);
        let id = child.id().to_string();
        Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap();
        let ended = child.wait().unwrap();
        let fault = format!("{signal} after {:?}", takes * at / KILLS);
        // It may be told before it listens, or after it has ended.
        assert!(ended.signal().is_some() || [Some(0), code].contains(&ended.code()), "{fault}");
        if code.is_some() && ended.code() == code {
            let left = kit.names("output");
            assert_eq!(left, ["tide.epub", "tide.pdf"], "{fault}: something is left at once");
        }
        settles(&kit, &pairs, &fault);
    }
}

#[test]
fn a_signal_that_is_let_pass_ends_nothing() {
    let kit = kit("ebb");
    // As `nohup` does; a run that is told before it listens and one that is told later.
    for told in ["kill -HUP $$", "(sleep 0.05; kill -HUP $$) &"] {
        let ended = watched(limited(kit.path(), &format!("trap '' HUP; {told}"), &["build"]));
        assert_eq!(ended.status.code(), Some(0), "{told}: {}", said(&ended));
    }
}

#[test]
fn a_run_that_was_killed_between_two_names_is_finished_by_any_command() {
    let (old, new) = (pair("ebb"), pair("flow"));
    let commands: [&[&str]; 3] = [
        &["check", "output/tide.epub"],
        &["build", "--dump", "tags"],
        &["print", "--output", "output"],
    ];
    for command in commands {
        let kit = kit("ebb");
        // The PDF has got its name, the EPUB has not.
        kit.write("output/tide.pdf", &new[0]);
        kit.write("output/tide.epub", &old[1]);
        kit.write("output/.tide.epub.99-0.platemark", &new[1]);
        let journal = ".tide.pdf.99-0.platemark\n.tide.epub.99-0.platemark\n";
        let journal = format!("{journal}all of these are complete\n");
        kit.write("output/.platemark.journal", journal.as_bytes());
        let ended = run(kit.path(), command);
        assert!(matches!(ended.status.code(), Some(0 | 1)), "{command:?}: {}", said(&ended));
        assert!(both(&kit) == new, "{command:?}: the pair is whole and new");
        let left = kit.names("output");
        assert!(left.iter().all(|name| !name.starts_with('.')), "{command:?}: {left:?}");
    }
}

#[test]
fn a_journal_that_was_not_finished_moves_nothing() {
    let (old, new) = (pair("ebb"), pair("flow"));
    let kit = kit("ebb");
    kit.write("output/tide.pdf", &old[0]);
    kit.write("output/tide.epub", &old[1]);
    kit.write("output/.tide.pdf.99-0.platemark", &new[0]);
    kit.write("output/.tide.epub.99-0.platemark", &new[1]);
    kit.write("output/.platemark.journal", b".tide.pdf.99-0.platemark\n.tide.ep");
    settles(&kit, &[old], "half a journal");
}

#[test]
fn a_forged_journal_leads_nowhere() {
    let pairs = [pair("ebb")];
    let kit = kit("ebb");
    kit.write("secret", b"old");
    kit.write(".secret.1-0.platemark", b"forged");
    kit.write("output/tide.pdf", &pairs[0][0]);
    kit.write("output/tide.epub", &pairs[0][1]);
    let journal = "../.secret.1-0.platemark\n.../secret.1-0.platemark\n.\u{0}.1-0.platemark\n\
                   all of these are complete\n";
    kit.write("output/.platemark.journal", journal.as_bytes());
    settles(&kit, &pairs, "a forged journal");
    assert_eq!(kit.read("secret"), b"old", "nothing outside the folder has moved");
}

#[test]
fn two_runs_into_one_folder_do_not_mix_their_books() {
    let pairs = [pair("ebb"), pair("flow")];
    let (one, other) = (kit("ebb"), kit("flow"));
    for round in 0..6 {
        let folder = one.path().join("output");
        let mut runs = [one.path(), other.path()].map(|kit| {
            Command::new(env!("CARGO_BIN_EXE_platemark"))
                .args(["build", "--output"])
                .arg(&folder)
                .current_dir(kit)
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        });
        for run in &mut runs {
            assert!(run.wait().unwrap().success(), "both end well");
        }
        settles(&one, &pairs, &format!("round {round}"));
    }
}
