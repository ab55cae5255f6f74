import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Meeting } from '@/api/types'
import type { ListView } from '@/features/meetings/list-view'
import { MeetingTable } from '@/features/meetings/meeting-table'
import { useSelection } from '@/features/meetings/use-selection'
import { aMeeting, drawPage } from '@/test-page'

const VIEW: Omit<ListView, 'meetings'> = {
  scope: {},
  zone: 'Europe/Kyiv',
  now: '2026-12-01T10:00:00Z',
  search: '',
  sort: 'starts_at',
  onSort: () => {},
}

test('a row tells when, what, with whom and by whom, in the zone of the reader', async () => {
  await drawPage(<MeetingTable meetings={[aMeeting()]} {...VIEW} />)
  const row = screen.getByRole('row', { name: /Демонстрация отчётов/ })
  expect(row).toHaveTextContent('14:00 – 14:45')
  expect(row).toHaveTextContent('ID 832 7353 3085')
  expect(row).toHaveTextContent('Студия «Лофт»')
  expect(within(row).getByRole('link', { name: 'Демонстрация отчётов' })).toHaveAttribute(
    'href',
    '/meetings/0199-meeting',
  )
})

test('a meeting on its way to Zoom says so and why', async () => {
  const sync = {
    state: 'waiting',
    reason: 'Zoom did not answer',
    reason_code: 'daily_limit',
    values: { host: 'Анна Коваль' },
    retry_at: null,
    seen_at: null,
  } as const
  await drawPage(<MeetingTable meetings={[aMeeting({ sync })]} {...VIEW} />)
  expect(screen.getByTitle(/Дневной лимит Zoom для организатора Анна Коваль исчерпан/)).toHaveTextContent(
    'Передаётся в Zoom…',
  )
})

async function menuOf(change: Partial<Meeting>) {
  const meeting = aMeeting(change)
  await drawPage(<MeetingTable meetings={[meeting]} {...VIEW} />)
  await userEvent.click(screen.getByRole('button', { name: `Действия: ${meeting.topic}` }))
  return (await screen.findAllByRole('menuitem')).map((item) => item.textContent)
}

const NOTHING = { edit: false, delete: false, start: false }

test('the menu of a row offers only what its reader may do', async () => {
  expect(await menuOf({ can: NOTHING })).toEqual(['Открыть', 'Войти', 'Скопировать ссылку'])
})

test('a meeting that is ahead can be changed, deleted and given participants', async () => {
  expect(await menuOf({ subject: null })).toEqual([
    'Открыть',
    'Начать',
    'Скопировать ссылку',
    'Изменить',
    'Добавить участника',
    'Удалить',
  ])
})

test('nobody joins or is added to a meeting that is over; what Zoom refused can be sent again', async () => {
  const sync = { state: 'refused', reason: 'No', reason_code: null, values: {}, retry_at: null, seen_at: null } as const
  expect(await menuOf({ status: 'ended', sync, can: { ...NOTHING, edit: true } })).toEqual([
    'Открыть',
    'Скопировать ссылку',
    'Изменить',
    'Передать в Zoom ещё раз',
  ])
})

test('what was searched for is marked in topic and number', async () => {
  await drawPage(<MeetingTable meetings={[aMeeting()]} {...VIEW} search="отч" />)
  expect(screen.getByText('отч').tagName).toBe('MARK')
})

test('rows are chosen by Shift from one to the other', async () => {
  const meetings = ['a', 'b', 'c', 'd'].map((topic) => aMeeting({ id: topic, topic }))
  const Chosen = () => {
    const selection = useSelection(meetings, '')
    return <MeetingTable meetings={meetings} {...VIEW} selection={selection} />
  }
  await drawPage(<Chosen />)
  const user = userEvent.setup()
  await user.click(screen.getByRole('checkbox', { name: 'Выбрать: b' }))
  await user.keyboard('{Shift>}')
  await user.click(screen.getByRole('checkbox', { name: 'Выбрать: d' }))
  await user.keyboard('{/Shift}')
  const chosen = screen.getAllByRole('checkbox', { checked: true })
  expect(chosen.map((box) => box.getAttribute('aria-label'))).toEqual(['Выбрать: b', 'Выбрать: c', 'Выбрать: d'])
})

test('a heading puts the rows in its order, and then in the opposite one', async () => {
  const onSort = vi.fn()
  await drawPage(<MeetingTable meetings={[aMeeting()]} {...VIEW} onSort={onSort} />)
  expect(screen.getByRole('columnheader', { name: 'Время' })).toHaveAttribute('aria-sort', 'ascending')
  await userEvent.click(screen.getByRole('button', { name: 'Время' }))
  expect(onSort.mock.calls).toEqual([['-starts_at']])
})

test('a series is marked, and what has no fixed time says so instead of a time', async () => {
  const room = aMeeting({ id: 'room', topic: 'Дежурство', kind: 'no_fixed_time' })
  await drawPage(<MeetingTable meetings={[aMeeting({ kind: 'series' }), room]} {...VIEW} />)
  expect(screen.getByRole('row', { name: /Демонстрация отчётов/ })).toHaveTextContent('Серия')
  const row = screen.getByRole('row', { name: /Дежурство/ })
  expect(row).toHaveTextContent('Без времени')
  expect(row).not.toHaveTextContent('14:00')
})
