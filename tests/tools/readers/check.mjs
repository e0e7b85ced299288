// Reads books in Chromium as readers do, and fails if anything is wrong with them.
//
//   node check.mjs [--pictures FOLDER] BOOK.epub…
//
// Needs PLATEMARK_READERS and PUPPETEER_EXECUTABLE_PATH from install.sh. The first book is
// read in every way, the others in a few. Then broken copies of the first must be found.

import fs from 'node:fs'
import { open } from './book.mjs'
import { brokenCopies } from './broken.mjs'
import { places } from './places.mjs'
import { serve } from './server.mjs'
import { SCREENS, SIZES, sheets } from './sheets.mjs'
import { puppeteer } from './tools.mjs'

const VIEWS = [
  { width: 375, height: 667, text: 100, flow: 'paginated' },
  { width: 1400, height: 900, text: 100, flow: 'paginated' },
  { width: 320, height: 568, text: 200, flow: 'paginated' },
  { width: 820, height: 1180, text: 100, flow: 'scrolled' },
]
const EVERY = { screens: SCREENS, sizes: SIZES, views: VIEWS }
const SOME = { screens: [[320, 568], [1400, 900]], sizes: [100, 300], views: VIEWS.slice(0, 2) }

const args = process.argv.slice(2)
const pictures = args[0] === '--pictures' ? args.splice(0, 2)[1] : ''
if (pictures) fs.mkdirSync(pictures, { recursive: true })
const books = new Map()
for (const file of args) {
  const book = await open(file)
  books.set(book.name, book)
}
const { base, stop } = await serve(books)
const browser = await puppeteer.launch({
  executablePath: process.env.PUPPETEER_EXECUTABLE_PATH,
  protocolTimeout: 600_000,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
})

async function engines(page, book, views) {
  const found = []
  for (const engine of ['epubjs', 'foliate']) {
    for (const view of views) found.push(...await places(page, engine, book, { ...view, base, pictures }))
  }
  return found
}

async function readAll() {
  const page = await browser.newPage()
  // A busy machine is no fault of the book.
  page.setDefaultTimeout(180_000)
  const found = []
  for (const [index, book] of [...books.values()].entries()) {
    const ways = index === 0 ? EVERY : SOME
    const start = Date.now()
    const measured = await sheets(page, book, base, ways)
    found.push(...measured.found, ...await engines(page, book, ways.views))
    const opened = 2 * ways.views.length * (book.places.length + 4 * book.notes.length)
    console.log(`${book.name}: ${measured.cases} settings, ${opened} places, ${Math.round((Date.now() - start) / 1000)} s`)
  }
  // A check that cannot fail shows nothing.
  for (const { name, copy, by, says } of brokenCopies(books.values().next().value)) {
    books.set(copy.name, copy)
    const all = by === 'engines'
      ? await engines(page, copy, [{ ...VIEWS[0], patience: 3000 }])
      : (await sheets(page, copy, base, { screens: [[375, 667], [667, 375]], sizes: [100] })).found
    if (!all.some(line => says.test(line))) found.push(`${name} is not found: ${all.join('; ')}`)
  }
  return found
}

const found = await readAll()
await browser.close()
stop()
for (const line of found) console.log(line)
process.exitCode = found.length === 0 ? 0 : 1
