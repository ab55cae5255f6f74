import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { MeetingTable } from '@/features/meetings/meeting-table'
import { aMeeting, drawPage } from '@/test-page'

const NOW = '2026-12-01T10:00:00Z'

test('a row tells when, what, with whom and by whom, in the zone of the reader', async () => {
  await drawPage(<MeetingTable meetings={[aMeeting()]} zone="Europe/Kyiv" now={NOW} />)
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
  const sync = { state: 'waiting', reason: 'Zoom did not answer', retry_at: null, seen_at: null } as const
  await drawPage(<MeetingTable meetings={[aMeeting({ sync })]} zone="Europe/Kyiv" now={NOW} />)
  expect(screen.getByTitle('Zoom did not answer')).toHaveTextContent('Передаётся в Zoom…')
})

test('the menu of a row offers only what its reader may do', async () => {
  const meeting = aMeeting({ can: { edit: false, delete: false, start: false } })
  await drawPage(<MeetingTable meetings={[meeting]} zone="Europe/Kyiv" now={NOW} />)
  await userEvent.click(screen.getByRole('button', { name: 'Действия: Демонстрация отчётов' }))
  const items = await screen.findAllByRole('menuitem')
  expect(items.map((item) => item.textContent)).toEqual(['Открыть', 'Скопировать ссылку'])
})
