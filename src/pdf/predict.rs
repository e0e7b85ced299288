//! Prepares samples for compression: each row as what it differs by from its neighbours.
//!
//! PNG (third edition), 9: the filters, and the choice among them by the least sum of
//! absolute differences. Samples come in, rows with their filter's number before them go
//! out; PDF undoes them with predictor 15 (ISO 32000-1, 7.4.4.4).

/// Filters rows of `width` pixels of `channels` bytes and hands each on. A last row that is cut
/// short is left out.
pub(super) fn rows(samples: &[u8], width: usize, channels: usize, mut take: impl FnMut(&[u8])) {
    let length = (width * channels).max(1);
    let nothing = vec![0; length];
    let mut above: &[u8] = &nothing;
    let mut tries: [Vec<u8>; 4] = Default::default();
    for row in samples.chunks_exact(length) {
        let best = filter(row, above, channels, &mut tries);
        take(&[FILTERS[best]]);
        take(&tries[best]);
        above = row;
    }
}

/// The numbers of the filters that are tried: none, `Sub`, `Up`, `Paeth`.
const FILTERS: [u8; 4] = [0, 1, 2, 4];

/// Fills `tries` with the row under each filter and returns the index of the best.
fn filter(row: &[u8], above: &[u8], channels: usize, tries: &mut [Vec<u8>; 4]) -> usize {
    for filtered in tries.iter_mut() {
        filtered.clear();
    }
    tries[0].extend_from_slice(row);
    let (start, rest) = row.split_at(channels.min(row.len()));
    tries[1].extend_from_slice(start);
    tries[1].extend(rest.iter().zip(row).map(|(here, left)| here.wrapping_sub(*left)));
    tries[2].extend(row.iter().zip(above).map(|(here, up)| here.wrapping_sub(*up)));
    tries[3].extend(start.iter().zip(above).map(|(here, up)| here.wrapping_sub(*up)));
    let neighbours = row.iter().zip(above).zip(&above[start.len()..]);
    tries[3].extend(
        rest.iter()
            .zip(neighbours)
            .map(|(here, ((left, corner), up))| here.wrapping_sub(paeth(*left, *up, *corner))),
    );
    let cost = |filtered: &Vec<u8>| -> u64 {
        filtered.iter().map(|byte| u64::from(byte.cast_signed().unsigned_abs())).sum()
    };
    let costs = tries.each_ref().map(cost);
    (0..costs.len()).min_by_key(|&index| costs[index]).unwrap_or(0)
}

/// PNG, 9.4: of left, above and their corner, the one nearest to left + above - corner.
fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let [l, u, c] = [left, up, corner].map(i16::from);
    let guess = l + u - c;
    let [to_left, to_up, to_corner] = [l, u, c].map(|near| (guess - near).abs());
    if to_left <= to_up && to_left <= to_corner {
        left
    } else if to_up <= to_corner {
        up
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {

    fn rows(samples: &[u8], width: usize, channels: usize) -> Vec<u8> {
        let mut out = Vec::new();
        super::rows(samples, width, channels, |piece| out.extend_from_slice(piece));
        out
    }

    #[test]
    fn a_flat_field_and_a_slope_become_zeros() {
        let flat = rows(&[9, 9, 9, 9, 9, 9], 3, 1);
        assert_eq!(flat, [1, 9, 0, 0, 2, 0, 0, 0], "the second row is as the first");
        let slope = rows(&[1, 2, 3, 2, 3, 4], 3, 1);
        assert_eq!(slope[..4], [1, 1, 1, 1], "a slope is the same step again and again");
    }

    #[test]
    fn pixels_of_three_channels_differ_by_channel() {
        assert_eq!(rows(&[10, 20, 30, 10, 20, 30], 2, 3), [1, 10, 20, 30, 0, 0, 0], "by channel");
    }
}
