import { expect, test } from 'vitest'
import { splitByHits } from '@/lib/hits'

function marked(text: string, search: string): string {
  return splitByHits(text, search)
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join('')
}

test.each([
  ['Согласование договора', 'дог', 'Согласование [дог]овора'],
  ['Ёлки и палки', 'елк', '[Ёлк]и и палки'],
  ['Елки', 'ёлки', '[Елки]'],
  ['Цены и цены', 'ЦЕНЫ', '[Цены] и [цены]'],
  ['Договор', 'говор', 'Договор'],
  ['anna.koval@parley.example', 'koval parley', 'anna.[koval]@[parley].example'],
  ['832 7353 3085', '8327353', '[832 7353] 3085'],
  ['832 7353 3085', '832-73', '[832 73]53 3085'],
  ['832 7353 3085', '7353', '832 7353 3085'],
  ['a (b) [c]', '. * (', 'a (b) [c]'],
])('in "%s", "%s" is marked as %s', (text, search, expected) => {
  expect(marked(text, search)).toBe(expected)
})
