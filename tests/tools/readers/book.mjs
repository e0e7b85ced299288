// Opens an EPUB and says what a reader can go to in it.
//
// A file comes in, its parts by name and the places that lead somewhere go out. It knows no
// browser and no reading engine.

import fs from 'node:fs'
import path from 'node:path'
import { DOMParser, JSZip } from './tools.mjs'

const EPUB = 'http://www.idpf.org/2007/ops'

/** The book in a file: its parts, and the places that its lists and links lead to. */
export async function open(file) {
  const zip = await JSZip.loadAsync(fs.readFileSync(file))
  const parts = new Map()
  for (const entry of Object.values(zip.files)) {
    if (!entry.dir) parts.set(entry.name, await entry.async('nodebuffer'))
  }
  return read(path.basename(file, '.epub'), parts)
}

/** The same for parts in memory: `[name, bytes]`. */
export function read(name, parts) {
  const xml = part => new DOMParser().parseFromString(parts.get(part).toString('utf8'), 'text/xml')
  const all = (node, element) => Array.from(node.getElementsByTagName(element))
  const root = all(xml('META-INF/container.xml'), 'rootfile')[0].getAttribute('full-path')
  const inside = (from, href) => path.posix.join(path.posix.dirname(from), decodeURI(href))
  const manifest = new Map()
  let nav = ''
  for (const item of all(xml(root), 'item')) {
    const part = inside(root, item.getAttribute('href'))
    manifest.set(item.getAttribute('id'), part)
    if (/\bnav\b/.test(item.getAttribute('properties'))) nav = part
  }
  const spine = all(xml(root), 'itemref').map(ref => manifest.get(ref.getAttribute('idref')))
  // Where a link leads, seen from the package: what both engines are asked to show.
  const target = (from, href) => {
    const [where, id] = href.split('#')
    return { part: where === '' ? from : inside(from, where), id: id ?? '' }
  }
  const places = []
  for (const list of all(xml(nav), 'nav')) {
    const kind = list.getAttributeNS(EPUB, 'type')
    for (const a of all(list, 'a')) {
      places.push({ kind, label: a.textContent, ...target(nav, a.getAttribute('href')) })
    }
  }
  const notes = []
  for (const part of spine) {
    for (const a of all(xml(part), 'a')) {
      if (a.getAttribute('role') === 'doc-noteref') {
        const note = target(part, a.getAttribute('href'))
        notes.push({ kind: 'note', label: a.textContent, part, ref: a.getAttribute('id'), id: note.id })
      }
    }
  }
  return { name, parts, root, spine, places, notes, zip: () => zipped(parts) }
}

/** The address of a place as the package document would write it. */
export function address(book, place) {
  const href = path.posix.relative(path.posix.dirname(book.root), place.part)
  return place.id === '' ? href : `${href}#${place.id}`
}

function zipped(parts) {
  const zip = new JSZip()
  for (const [name, bytes] of parts) zip.file(name, bytes)
  return zip.generateAsync({ type: 'nodebuffer' })
}
