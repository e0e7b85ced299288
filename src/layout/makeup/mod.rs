//! Galleys and plates to pages: where pages break and where plates, notes and margin matter
//! stand. Knows rows and heights, no block and no document.
