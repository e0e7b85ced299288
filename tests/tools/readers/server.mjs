// Serves the books, the engines and the pages that hold them, to the browser alone.

import fs from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { MODULES } from './tools.mjs'

const HERE = path.dirname(fileURLToPath(import.meta.url))
const TYPES = {
  '.css': 'text/css', '.html': 'text/html', '.jpg': 'image/jpeg', '.js': 'text/javascript',
  '.mjs': 'text/javascript', '.ncx': 'application/x-dtbncx+xml', '.opf': 'application/oebps-package+xml',
  '.png': 'image/png', '.svg': 'image/svg+xml', '.ttf': 'font/ttf', '.xhtml': 'application/xhtml+xml',
  '.xml': 'application/xml', '.epub': 'application/epub+zip',
}

/** Serves `books`, by name; returns the address and a function that ends it. */
export async function serve(books) {
  const find = async url => {
    const [, first, ...rest] = decodeURIComponent(url).split('/')
    const name = rest.join('/')
    if (first === 'books') return books.get(rest[0])?.parts.get(rest.slice(1).join('/'))
    if (first === 'zips') return books.get(name.replace(/\.epub$/, ''))?.zip()
    return fs.readFileSync(path.join(first === 'modules' ? MODULES : HERE, first === 'modules' ? name : first))
  }
  const server = http.createServer(async (request, response) => {
    const url = new URL(request.url, 'http://localhost').pathname
    try {
      const body = await find(url)
      if (body === undefined) throw new Error('no such part')
      response.writeHead(200, { 'content-type': TYPES[path.extname(url)] ?? 'application/octet-stream' })
      response.end(body)
    } catch {
      response.writeHead(404)
      response.end()
    }
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  return { base: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }
}
