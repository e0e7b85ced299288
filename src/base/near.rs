//! "Did you mean": the word that a misspelt one stands for.

/// The candidate nearest to `word`, if one is near enough to be meant.
///
/// Letter case does not count. Near enough is a third of the longer word's letters, at
/// least one; of equally near candidates the first wins.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.to_lowercase().chars().take(64).collect();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other: Vec<char> = candidate.to_lowercase().chars().take(64).collect();
        let limit = (word.len().max(other.len()) / 3).max(1);
        let distance = edits(&word, &other);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many letters must be put in, left out, changed or swapped with their neighbour to make
/// one word of the other; letters after the 64th do not count.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let letters = |word: &str| word.chars().take(64).collect::<Vec<char>>();
    edits(&letters(a), &letters(b))
}

/// Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b`
/// (optimal string alignment, after F. J. Damerau, *Communications of the ACM* 7 (1964)).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut older = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = above[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            row[j] = replaced.min(above[j] + 1).min(row[j - 1] + 1);
            let swapped = 1 < i && 1 < j && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                row[j] = row[j].min(older[j - 2] + 1);
            }
        }
        older = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn suggests_what_is_meant_and_nothing_far_off() {
        let keys = ["title", "subtitle", "creator", "date"];
        assert_eq!(nearest("tilte", keys), Some("title"), "two swapped letters");
        assert_eq!(nearest("Creator", keys), Some("creator"), "letter case does not count");
        assert_eq!(nearest("dates", keys), Some("date"), "one letter too many");
        assert_eq!(nearest("weather", keys), None, "nothing is near");
        assert_eq!(nearest("", keys), None, "an empty word means nothing");
    }
}
