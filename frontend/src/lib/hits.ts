/** Where the words of a search stand in a text, as the server finds them: at the beginning of a word, ё as е. */

export interface Piece {
  text: string
  isHit: boolean
}

const WORD = /[\p{L}\p{N}_]+/gu

function plain(text: string): string {
  return text.toLocaleLowerCase().replaceAll('ё', 'е')
}

/** Digits of a meeting's number, which people and Zoom write in groups. */
function isNumber(text: string): boolean {
  return /^[\d\s-]*\d[\d\s-]*$/.test(text)
}

function hitOf(word: string, wanted: string[]): number {
  return Math.max(0, ...wanted.filter((each) => plain(word).startsWith(each)).map((each) => each.length))
}

/** How much of a number written in groups the digits cover, or 0. */
function numberHit(text: string, digits: string): number {
  if (!digits || !text.replaceAll(' ', '').startsWith(digits)) return 0
  let left = digits.length
  let at = 0
  while (left > 0) if (text[at++] !== ' ') left -= 1
  return at
}

export function splitByHits(text: string, search: string): Piece[] {
  const wanted = [...plain(search).matchAll(WORD)].map(([word]) => word)
  if (wanted.length === 0) return [{ text, isHit: false }]
  if (isNumber(search) && isNumber(text)) {
    const length = numberHit(text, search.replaceAll(/[\s-]/g, ''))
    return pieces(text, length ? [[0, length]] : [])
  }
  const hits = [...text.matchAll(WORD)].map((word): [number, number] => [word.index, hitOf(word[0], wanted)])
  return pieces(text, hits)
}

function pieces(text: string, hits: [number, number][]): Piece[] {
  const found: Piece[] = []
  let end = 0
  for (const [start, length] of hits) {
    if (length === 0) continue
    if (start > end) found.push({ text: text.slice(end, start), isHit: false })
    end = start + length
    found.push({ text: text.slice(start, end), isHit: true })
  }
  if (end < text.length) found.push({ text: text.slice(end), isHit: false })
  return found
}
