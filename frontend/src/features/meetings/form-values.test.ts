import { describe, expect, test } from 'vitest'
import { complaints, type MeetingFormValues, toCreate, toUpdate, valuesOf } from '@/features/meetings/form-values'
import { aMeeting } from '@/test-page'

const saved = valuesOf(aMeeting({ agenda: 'План', starts_at: '2036-12-01T12:00:00Z' }))

function changed(change: Partial<MeetingFormValues>): MeetingFormValues {
  return { ...saved, ...change }
}

test('a meeting is shown in its own zone', () => {
  const values = valuesOf(aMeeting({ starts_at: '2026-12-01T12:00:00Z', timezone: 'America/New_York' }))
  expect(values).toMatchObject({ day: '2026-12-01', time: '07:00', zone: 'America/New_York' })
})

describe('a new meeting', () => {
  test('is sent as wall clock and zone, trimmed', () => {
    expect(toCreate(changed({ topic: '  Сверка ', agenda: '  ' }))).toMatchObject({
      topic: 'Сверка',
      agenda: null,
      starts_at: '2036-12-01T14:00:00',
      timezone: 'Europe/Kyiv',
      subject: { kind: 'client', id: '0199-client' },
    })
  })

  test('that is internal has no subject, even if one was chosen before', () => {
    expect(toCreate(changed({ subjectKind: 'none' })).subject).toBeNull()
  })
})

describe('a change', () => {
  test('names only what was changed', () => {
    expect(toUpdate(changed({ topic: 'Другая' }), saved, 7)).toEqual({ topic: 'Другая', version: 7 })
  })

  test('of the zone alone tells the start too: it is another instant', () => {
    expect(toUpdate(changed({ zone: 'Europe/London' }), saved, 7)).toEqual({
      starts_at: '2036-12-01T14:00:00',
      timezone: 'Europe/London',
      version: 7,
    })
  })

  test('that empties the agenda or the subject says null', () => {
    const update = toUpdate(changed({ agenda: '', subjectKind: 'none' }), saved, 7)
    expect(update).toEqual({ agenda: null, subject: null, version: 7 })
  })

  test('never takes the passcode away', () => {
    expect(toUpdate(changed({ passcode: '' }), saved, 7)).toEqual({ version: 7 })
  })
})

describe('complaints', () => {
  const about = (values: MeetingFormValues, before: MeetingFormValues | null = null) =>
    Object.fromEntries(Object.entries(complaints(values, before)).filter(([, complaint]) => complaint))

  test.each<[string, Partial<MeetingFormValues>, object]>([
    ['none when all is well', {}, {}],
    ['an empty topic', { topic: ' ' }, { topic: 'topicNeeded' }],
    ['a topic that is too long', { topic: 'а'.repeat(201) }, { topic: 'tooLong' }],
    ['nobody to meet', { subject: null }, { subject: 'subjectNeeded' }],
    ['nobody to meet, but internal', { subject: null, subjectKind: 'none' }, {}],
    ['no time', { time: '' }, { time: 'startNeeded' }],
    ['a time that is over', { day: '2020-01-01' }, { time: 'startPast' }],
    ['a time that the clocks skip', { day: '2037-03-29', time: '03:30' }, { time: 'startSkipped' }],
    ['no length', { durationMinutes: 0 }, { durationMinutes: 'durationRange' }],
    ['more than a day', { durationMinutes: 1441 }, { durationMinutes: 'durationRange' }],
    ['a passcode with a letter that Zoom does not take', { passcode: 'пароль' }, { passcode: 'passcodeForm' }],
  ])('%s', (_name, change, expected) => {
    expect(about(changed(change))).toEqual(expected)
  })

  test('a meeting that has begun may keep its start while other things change', () => {
    const running = changed({ day: '2020-01-01' })
    expect(about({ ...running, topic: 'Другая' }, running)).toEqual({})
    expect(about({ ...running, time: '15:00' }, running)).toEqual({ time: 'startPast' })
  })
})
