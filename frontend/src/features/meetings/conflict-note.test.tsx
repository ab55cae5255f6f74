import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Conflict } from '@/api/types'
import { ConflictNote } from '@/features/meetings/conflict-note'
import { ANNA, drawPage } from '@/test-page'

const CONFLICT: Conflict = {
  who: { kind: 'staff', ...ANNA },
  meeting_id: 'm1',
  topic: 'Звонок поставщику',
  starts_at: '2026-12-01T10:00:00Z',
  ends_at: '2026-12-01T10:45:00Z',
}

test('the note says who is busy, with what and when, in the zone of the form', async () => {
  await drawPage(
    <ConflictNote conflicts={[CONFLICT]} forbidden={false} nextFree={[]} zone="Europe/Kyiv" onPick={vi.fn()} />,
  )
  expect(screen.getByRole('status')).toHaveTextContent('Анна Коваль: «Звонок поставщику», 12:00–12:45')
})

test('of a meeting that the reader may not see, it says only that the time is taken', async () => {
  const hidden = { ...CONFLICT, meeting_id: null, topic: null }
  await drawPage(<ConflictNote conflicts={[hidden]} forbidden nextFree={[]} zone="Europe/Kyiv" onPick={vi.fn()} />)
  expect(screen.getByRole('status')).toHaveTextContent('накладки запрещены')
  expect(screen.getByRole('status')).toHaveTextContent('Анна Коваль: занято, 12:00–12:45')
})

test('the next free time is chosen by a click', async () => {
  const onPick = vi.fn()
  const nextFree = [{ starts_at: '2026-12-01T10:45:00Z' }]
  await drawPage(
    <ConflictNote conflicts={[CONFLICT]} forbidden={false} nextFree={nextFree} zone="Europe/Kyiv" onPick={onPick} />,
  )
  await userEvent.click(screen.getByRole('button', { name: 'вт, 1 дек., 12:45' }))
  expect(onPick).toHaveBeenCalledWith('2026-12-01 12:45:00')
})
