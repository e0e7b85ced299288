// Sets every document of a book in many columns, sizes, faces and colours, and measures.
//
// No horizontal overflow, no text over its neighbour, no picture larger than the screen, no
// text that the reader's colours make vanish. It knows no reading engine: these are the
// settings that all of them have in common.

/** Width and height of screens: two small phones, a phone, a tablet, a desktop, a phone on its side. */
export const SCREENS = [[280, 653], [320, 568], [375, 667], [820, 1180], [1400, 900], [667, 375]]
export const SIZES = [100, 200, 300]
/** Paper and ink of readers: paper white, sepia, dark grey, black. */
export const THEMES = [['#ffffff', '#121212'], ['#f4ecd8', '#3d2b1f'], ['#222222', '#dddddd'], ['#000000', '#cccccc']]

/** Measures every document; returns how often it did, and what is wrong, as sentences. */
export async function sheets(page, book, base, { screens, sizes }) {
  const found = []
  let cases = 0
  for (const part of book.spine) {
    await page.goto(`${base}/books/${book.name}/${part}`)
    await page.evaluate(MEASURE)
    for (const [width, height] of screens) {
      await page.setViewport({ width, height })
      const wrong = await page.evaluate(sizes => measureAll(sizes), sizes)
      cases += 4 * sizes.length
      for (const line of wrong) found.push(`${book.name}, ${part}, ${width}×${height}, ${line}`)
    }
    for (const [paper, ink] of THEMES) {
      const wrong = await page.evaluate((paper, ink) => pale(paper, ink), paper, ink)
      cases += 1
      for (const line of wrong) found.push(`${book.name}, ${part}, on ${paper}: ${line}`)
    }
  }
  return { cases, found }
}

// Runs in the document itself.
const MEASURE = async () => {
  const XHTML = 'http://www.w3.org/1999/xhtml'
  const style = document.createElementNS(XHTML, 'style')
  document.head.append(style)
  await document.fonts.ready
  const rules = Array.from(document.styleSheets[0].cssRules)
  const modern = rules.filter(rule => rule instanceof CSSSupportsRule).map(rule => rule.cssText)
  // An engine that knows nothing newer than CSS 2.1 does not read @supports.
  const without = () => {
    const sheet = document.styleSheets[0]
    for (let at = sheet.cssRules.length - 1; 0 <= at; at -= 1) {
      if (sheet.cssRules[at] instanceof CSSSupportsRule) sheet.deleteRule(at)
    }
  }
  const again = () => {
    const sheet = document.styleSheets[0]
    for (const rule of modern) sheet.insertRule(rule, sheet.cssRules.length)
  }
  const name = element => {
    const id = element.id ? `#${element.id}` : ''
    return `<${element.localName}${id}> “${element.textContent.trim().slice(0, 30)}”`
  }
  const wide = () => {
    const root = document.documentElement
    const room = root.clientWidth
    const found = []
    if (room < root.scrollWidth) found.push(`overflows by ${root.scrollWidth - room} px`)
    for (const element of document.body.querySelectorAll('*')) {
      const box = element.getBoundingClientRect()
      if (box.width === 0) continue
      // White space may hang over the end of a line, and the tail of a J into the margin.
      const { display, fontSize } = getComputedStyle(element)
      const inline = display === 'inline'
      if (box.left < (inline ? -parseFloat(fontSize) / 4 : -1) || !inline && room + 1 < box.right) {
        found.push(`${name(element)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} of ${room}`)
      } else if (0 < element.clientWidth && element.clientWidth + 1 < element.scrollWidth) {
        found.push(`${name(element)} is ${element.scrollWidth} wide in ${element.clientWidth}`)
      }
      if (element.localName === 'img' && innerHeight <= 500 && 1 + Math.max(0.66 * innerHeight, 200) < box.height
        && !document.body.classList.contains('cover')) {
        found.push(`${element.getAttribute('src')} is ${Math.round(box.height)} high`)
      }
    }
    return found.slice(0, 3)
  }
  window.measureAll = sizes => {
    const found = []
    for (const modern of [true, false]) {
      if (!modern) without()
      for (const forced of ['', '* { font-family: "DejaVu Sans", Verdana, sans-serif !important }']) {
        for (const size of sizes) {
          style.textContent = `html { font-size: ${size}% } ${forced}`
          const say = `${size} %${forced ? ', own font' : ''}${modern ? '' : ', CSS 2.1'}`
          // The rule for low screens is one of the newer ones.
          found.push(...wide().filter(line => modern || !/ high$/.test(line)).map(line => `${say}: ${line}`))
        }
      }
    }
    again()
    return found
  }
  const channels = color => color.match(/[\d.]+/g).map(Number)
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const paper = element => {
    for (let node = element; node; node = node.parentElement) {
      const color = channels(getComputedStyle(node).backgroundColor)
      if (color.length < 4 || 0 < color[3]) return color
    }
    return [255, 255, 255]
  }
  // WCAG 2.2, 1.4.3: 4.5 to 1, and 3 to 1 from 24 px, or from 18.66 px in bold.
  window.pale = (background, ink) => {
    style.textContent = `html { background: ${background}; color: ${ink} }`
    const found = new Set()
    const walker = document.createTreeWalker(document.body, 4)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.data.trim() === '') continue
      const { color, fontSize, fontWeight, opacity } = getComputedStyle(node.parentElement)
      const size = parseFloat(fontSize)
      const least = 24 <= size || 18.66 <= size && 700 <= Number(fontWeight) ? 3 : 4.5
      const [x, y] = [luminance(channels(color)), luminance(paper(node.parentElement))]
      const contrast = (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
      if (contrast < least || opacity !== '1') found.add(`${name(node.parentElement)} has ${contrast.toFixed(2)} to 1`)
    }
    return [...found].slice(0, 5)
  }
}
