import i18next from 'i18next'
import { beforeAll, expect, test } from 'vitest'
import { ApiError } from '@/api/problem'
import { fieldTexts, problemText } from '@/lib/problem-text'
import ru from '@/locales/ru.json'

beforeAll(() => i18next.init({ lng: 'ru', resources: { ru: { translation: ru } } }))

test('a code that is known has a sentence in the language of the reader', () => {
  const error = new ApiError(409, { code: 'overlap', detail: 'Anna is busy.' })
  expect(problemText(error, i18next.t)).toBe(ru.problems.overlap)
})

test('of a code that is not known, the sentence of the server is shown', () => {
  expect(problemText(new ApiError(418, { code: 'teapot', detail: 'Short and stout.' }), i18next.t)).toBe(
    'Short and stout.',
  )
})

test('what keeps a record from deletion is counted in the language of the reader', () => {
  const references = { meetings: 3, clients: 1 }
  const error = new ApiError(409, { code: 'in_use', detail: '3 meetings still refer to it.', references })
  expect(problemText(error, i18next.t)).toContain('3 встречи, 1 клиент')
  expect(problemText(new ApiError(409, { code: 'in_use' }), i18next.t)).toBe(ru.problems.in_use)
})

test('what is no answer of the server is an honest general sentence', () => {
  expect(problemText(new RangeError('x'), i18next.t)).toBe(ru.problems.unexpected)
})

test('messages stand at the fields of the form, the first one of each', () => {
  const errors = [
    { loc: ['body', 'starts_at'], message: 'The start lies in the past.', code: 'in_the_past' },
    { loc: ['body', 'starts_at'], message: 'Second.', code: 'second' },
    { loc: ['body', 'topic'], message: 'Odd.', code: 'odd' },
  ]
  expect(fieldTexts(new ApiError(422, { code: 'invalid', errors }), { starts_at: 'time' })).toEqual({
    time: ru.fieldErrors.in_the_past,
    topic: 'Odd.',
  })
})
