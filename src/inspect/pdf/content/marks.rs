//! Marked content (ISO 32000-1, 14.6): which mark and which node the operators belong to.

use super::{Level, MAX_STATES, Mark, Operand, Run, Walk};
use crate::inspect::pdf::file::{Id, Token};

impl Walk<'_, '_> {
    pub(super) fn begin(&mut self, operands: &[Operand<'_>], run: &Run<'_>) {
        if MAX_STATES <= self.levels.len() {
            self.too_deep += 1;
            return;
        }
        let above = self.levels.last().copied().unwrap_or_default();
        let tag = operands.iter().find_map(Operand::name);
        let named;
        let properties = match operands {
            [_, Operand::Dict(dict)] => Some(dict),
            [_, Operand::Token(Token::Name(name))] => {
                let all = self.file.value(run.resources, b"Properties");
                named = all.as_dict().and_then(|all| self.file.dict(all, name));
                named.as_ref()
            }
            _ => None,
        };
        let mark = properties
            .and_then(|dict| self.file.int(dict, b"MCID"))
            .and_then(|mark| u32::try_from(mark).ok())
            .map(|mark| (self.owner(run.owner, mark), mark));
        if let Some(mark) = mark {
            let known = self.facts.marks.entry(mark).or_insert(Mark { begun: 0, start: None });
            known.begun = known.begun.saturating_add(1);
        }
        let is_marked = mark.is_some();
        let mark = mark.or(above.mark);
        self.levels.push(Level {
            is_wanted: mark.is_some_and(|mark| self.memory.texts.contains_key(&mark)),
            is_artifact: above.is_artifact || !is_marked && tag == Some(b"Artifact"),
            mark,
            has_text: above.has_text || properties.is_some_and(|dict| dict.has(b"ActualText")),
        });
    }

    /// Whose mark this is: that of the form, unless no element knows of it.
    pub(super) fn owner(&self, owner: Id, mark: u32) -> Id {
        let knows = |id: Id| {
            let claims = self.tree.and_then(|tree| tree.claims.get(&id));
            claims.is_some_and(|claims| claims.iter().any(|claim| claim.mark == mark))
        };
        if owner != self.page.id && !knows(owner) && knows(self.page.id) {
            self.page.id
        } else {
            owner
        }
    }
}
