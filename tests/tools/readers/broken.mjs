// Copies of a book with one fault each, which the checks must find.
//
// A book with a note and photographs comes in; its copies go out, each with the words that
// tell of its fault. Only the documents of the first note and photograph are read in a copy.

import { read } from './book.mjs'

// What the fault is, in which parts it is made and how, who must find it, and the words.
const FAULTS = [
  ['an entry that leads nowhere', /\.xhtml$/, / id="([^"]+)" class="note"/, ' id="gone" class="note"', 'engines', /is not in the document/],
  ['a note with no way back', /\.xhtml$/, /role="doc-backlink"/, '', 'engines', /has no way back/],
  ['a note that is not known as one', /\.xhtml$/, /epub:type="footnote" role="doc-footnote"/, '', 'engines', /is not known as a footnote/],
  ['a picture wider than the column', /\.css$/, /$/, 'img { min-width: 700px }', 'sheets', /overflows by/],
  ['a picture higher than the page', /\.css$/, /$/, 'img { min-height: 1500px !important }', 'engines', /larger than the screen/],
  ['a photograph that a low screen cuts', /\.css$/, /66vh/, '99vh', 'sheets', /\d high$/],
  ['ink of the book’s own', /\.css$/, /$/, 'p { color: #222 }', 'sheets', /“.*” has .* to 1$/],
]

/** A copy of `book` for each fault. */
export function brokenCopies(book) {
  const photo = book.places.find(place => place.kind === 'loi')
  const shown = [book.notes[0], photo].map(place => place?.part)
  if (shown.includes(undefined)) throw new Error(`${book.name} lacks a note or a photograph to break`)
  return FAULTS.map(([name, where, from, to, by, says], index) => {
    const parts = new Map(book.parts)
    for (const [path, bytes] of parts) {
      if (where.test(path) && (shown.includes(path) || /css$/.test(path))) {
        parts.set(path, Buffer.from(bytes.toString('utf8').replace(from, to)))
      }
    }
    const copy = read(`broken-${index + 1}`, parts)
    copy.spine = shown
    copy.places = copy.places.filter(place => shown.includes(place.part) && place.kind !== 'page-list')
    return { name, copy, by, says }
  })
}
