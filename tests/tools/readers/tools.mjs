// Other people's modules, from the folder into which npm put them (PLATEMARK_READERS).

import { createRequire } from 'node:module'
import path from 'node:path'

export const MODULES = path.join(process.env.PLATEMARK_READERS ?? '', 'node_modules')
const load = createRequire(path.join(MODULES, 'here.cjs'))

export const JSZip = load('jszip')
export const puppeteer = load('puppeteer-core').default
export const { DOMParser } = load('@xmldom/xmldom')
