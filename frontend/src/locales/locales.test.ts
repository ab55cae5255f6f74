import { expect, test } from 'vitest'
import en from '@/locales/en.json'
import ru from '@/locales/ru.json'
import uk from '@/locales/uk.json'

const LANGUAGES = { ru, uk, en }
const FORM = /_(zero|one|two|few|many|other)$/

function leaves(tree: object, path: string[] = []): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[[...path, key].join(' › '), value] as [string, string]]
      : leaves(value, [...path, key]),
  )
}

const texts = Object.entries(LANGUAGES).map(([language, tree]) => ({ language, entries: leaves(tree) }))
const keysWithoutForms = (entries: [string, string][]) =>
  [...new Set(entries.map(([key]) => key.replace(FORM, '')))].sort()
const placeholders = (text: string) => [...new Set(text.match(/{{\w+}}/g))].sort()

test.each(texts)('$language has every key that Russian has, and no other', ({ entries }) => {
  expect(keysWithoutForms(entries)).toEqual(keysWithoutForms(leaves(ru)))
})

test.each(texts)('$language leaves nothing empty', ({ entries }) => {
  expect(entries.filter(([, text]) => text.trim() === '')).toEqual([])
})

test.each(texts)('$language has every plural form that it needs', ({ language, entries }) => {
  const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const keys = new Set(entries.map(([key]) => key))
  const counted = [...keys].filter((key) => FORM.test(key)).map((key) => key.replace(FORM, ''))
  const missing = counted.flatMap((key) => needed.map((form) => `${key}_${form}`)).filter((key) => !keys.has(key))
  expect(counted.length).toBeGreaterThan(0)
  expect(missing).toEqual([])
})

test.each(texts)('$language puts the same values into its texts as Russian', ({ entries }) => {
  const russian = new Map(leaves(ru).map(([key, text]) => [key.replace(FORM, ''), placeholders(text)]))
  const different = entries.filter(([key, text]) => {
    return placeholders(text).join() !== russian.get(key.replace(FORM, ''))?.join()
  })
  expect(different).toEqual([])
})
