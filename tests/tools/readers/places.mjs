// Opens every place of a book in a reading engine and looks whether it is on the screen.
//
// Entries of the contents, of the page list, of the photographs and landmarks, references to
// notes and their ways back. It knows no style sheet.

import { address } from './book.mjs'

/** How long an engine may take to turn to a page, in milliseconds, where a view says nothing. */
const PATIENCE = 10_000

/** Goes to every place; returns what is wrong, as sentences. */
export async function places(page, engine, book, view) {
  const found = []
  await page.setViewport({ width: view.width, height: view.height })
  await page.goto(`${view.base}/${engine}.html`)
  await page.waitForFunction('window.ready')
  await page.evaluate(LOOK)
  const folder = engine === 'foliate' ? book.root.replace(/[^/]*$/, '') : ''
  await page.evaluate(({ folder, ...book }) => {
    engine.folder = folder
    return engine.open(book)
  }, { name: book.name, root: book.root, css: css(view), flow: view.flow, folder })
  const look = id => page.evaluate((id, patience) => settled(id, patience), id, view.patience ?? PATIENCE)
  const at = `${book.name}, ${engine} ${view.width}×${view.height} at ${view.text} %, ${view.flow}`
  for (const place of [...book.places, ...book.notes]) {
    const href = address(book, place)
    const visit = () => page.evaluate(href => engine.go(href).then(() => '', String), href)
    const wrong = await twice(async () => await visit() || look(place.id))
    if (wrong) found.push(`${at}: ${place.kind} “${place.label}” to ${href}: ${wrong}`)
    if (view.pictures) await page.screenshot({ path: `${view.pictures}/${engine}-${href.replace(/\W+/g, '-')}.png` })
  }
  for (const note of book.notes) {
    const wrong = await twice(() => follow(page, book, note, look))
    if (wrong) found.push(`${at}: note “${note.label}” in ${note.part}: ${wrong}`)
  }
  for (const wrong of await page.evaluate(() => [...outsized])) found.push(`${at}: ${wrong}`)
  return found
}

/** What is wrong each time: a book's fault stays, an engine that was overtaken has caught up. */
async function twice(look) {
  return await look() && look()
}

/** Clicks a reference, reads the note, clicks the way back. */
async function follow(page, book, note, look) {
  await page.evaluate(href => engine.go(href), address(book, { part: note.part, id: note.ref }))
  const lost = await look(note.ref)
  if (lost) return `its reference: ${lost}`
  const popup = await page.evaluate(id => popUp(id), note.ref)
  if (popup) return popup
  const click = id => page.evaluate(id => element(id).click(), id)
  await click(note.ref)
  const unseen = await look(note.id)
  if (unseen) return `after a click: ${unseen}`
  const back = await page.evaluate(id => {
    const link = element(id).querySelector('[role=doc-backlink]')
    if (link) link.click()
    return link ? link.getAttribute('href').split('#')[1] : ''
  }, note.id)
  if (back === '') return 'has no way back'
  const away = await look(back)
  return away ? `its way back: ${away}` : ''
}

/** What a reader's own settings add to the book's style. */
function css(view) {
  return `html { font-size: ${view.text}% }`
}

// Runs in the page that holds the engine.
const LOOK = () => {
  window.outsized = new Set()
  window.element = id => {
    const documents = engine.documents()
    return documents.map(doc => id === '' ? doc.body : doc.getElementById(id)).find(Boolean)
  }
  const text = node => node.nodeType === 3 && node.data.trim() !== ''
  // The box of the first word or picture at or after an element, as the eye meets it.
  const first = element => {
    const doc = element.ownerDocument
    const walker = doc.createTreeWalker(doc.body, 5)
    walker.currentNode = element
    for (let node = element; node; node = walker.nextNode()) {
      if (node.localName === 'img') return node.getBoundingClientRect()
      if (!text(node) || doc.defaultView.getComputedStyle(node.parentElement).display === 'none') continue
      const range = doc.createRange()
      const start = node.data.search(/\S/)
      range.setStart(node, start)
      range.setEnd(node, start + 1)
      const box = Array.from(range.getClientRects()).find(box => 0 < box.width)
      if (box) return box
    }
    return element.getBoundingClientRect()
  }
  // The part of the screen on which the document of an element can be seen.
  const screen = element => {
    let box = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    const frame = element.ownerDocument.defaultView.frameElement
    const at = frame.getBoundingClientRect()
    for (let node = frame.parentElement; node; node = node.parentElement ?? node.getRootNode().host) {
      if (getComputedStyle(node).overflowX === 'visible') continue
      const own = node.getBoundingClientRect()
      box = {
        left: Math.max(box.left, own.left), top: Math.max(box.top, own.top),
        right: Math.min(box.right, own.right), bottom: Math.min(box.bottom, own.bottom),
      }
    }
    return { box, at }
  }
  const wrong = id => {
    const target = element(id)
    if (!target) return 'is not in the document shown'
    const { box, at } = screen(target)
    for (const picture of target.ownerDocument.images) {
      const { width, height } = picture.getBoundingClientRect()
      if (box.right - box.left + 1 < width || box.bottom - box.top + 1 < height) {
        outsized.add(`${picture.src.split('/').pop()} is ${Math.round(width)}×${Math.round(height)}, larger than the screen`)
      }
    }
    const seen = first(target)
    const left = at.left + seen.left
    // A letter's box is taller than a line set tightly: its middle must be seen.
    const top = at.top + (seen.top + seen.bottom) / 2
    const inside = box.left - 1 <= left && left < box.right && box.top - 1 <= top && top < box.bottom
    const say = (x, y) => `${Math.round(x)}, ${Math.round(y)}`
    return inside ? '' : `is at ${say(left, top)}, off the screen (${say(box.left, box.top)} to ${say(box.right, box.bottom)})`
  }
  const pause = () => new Promise(done => setTimeout(done, 30))
  // Waits until the place is seen and stays where it is.
  window.settled = async (id, patience) => {
    const end = performance.now() + patience
    for (;;) {
      const now = wrong(id)
      await pause()
      if (now === '' && wrong(id) === '') return ''
      if (end < performance.now()) return now || 'does not stay on the screen'
    }
  }
  // A reader that shows notes in a box of its own must know the note as one.
  window.popUp = async id => {
    if (!('view' in engine)) return ''
    engine.note = undefined
    engine.popups = true
    element(id).click()
    const end = performance.now() + 5000
    while (!engine.note && performance.now() < end) await pause()
    engine.popups = false
    if (!engine.note) return 'opened no box'
    if (engine.note.type !== 'footnote') return `is not known as a footnote but as ${engine.note.type}`
    return engine.note.text.trim() === '' ? 'opened an empty box' : ''
  }
}
