import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { JoinButton } from '@/features/meetings/join-button'
import { aMeeting, drawPage, stubServer } from '@/test-page'

const NOW = '2026-12-01T11:50:00Z'

test('the host starts in a new tab that is opened before the link is known', async () => {
  const tab = { opener: window, location: { replace: vi.fn() }, close: vi.fn() }
  vi.stubGlobal(
    'open',
    vi.fn(() => tab),
  )
  const server = stubServer(200, { kind: 'start', url: 'https://zoom.example/s/1' })
  await drawPage(<JoinButton meeting={aMeeting()} now={NOW} />)

  await userEvent.click(screen.getByRole('button', { name: 'Начать: Демонстрация отчётов' }))

  await waitFor(() => expect(tab.location.replace).toHaveBeenCalledWith('https://zoom.example/s/1'))
  expect(tab.opener).toBeNull()
  expect(server.mock.calls[0]?.[0].url).toMatch(/\/api\/v1\/meetings\/0199-meeting\/join$/)
})

test('a refusal closes the tab again', async () => {
  const tab = { opener: window, location: { replace: vi.fn() }, close: vi.fn() }
  vi.stubGlobal(
    'open',
    vi.fn(() => tab),
  )
  stubServer(503, { code: 'zoom_unavailable' })
  await drawPage(<JoinButton meeting={aMeeting()} now={NOW} />)

  await userEvent.click(screen.getByRole('button', { name: /Начать/ }))

  await waitFor(() => expect(tab.close).toHaveBeenCalled())
  expect(tab.location.replace).not.toHaveBeenCalled()
})

test('whoever is not the host joins', async () => {
  await drawPage(<JoinButton meeting={aMeeting({ can: { edit: false, delete: false, start: false } })} now={NOW} />)
  expect(screen.getByRole('button', { name: /Войти/ })).toBeEnabled()
})

test('a meeting that Zoom does not know yet cannot be entered, and says why', async () => {
  await drawPage(<JoinButton meeting={aMeeting({ zoom_meeting_id: null })} now={NOW} />)
  const button = screen.getByRole('button')
  expect(button).toBeDisabled()
  expect(button).toHaveAttribute('title', 'Встреча ещё создаётся в Zoom')
})

test('a meeting that is over has no button', async () => {
  await drawPage(<JoinButton meeting={aMeeting({ status: 'ended' })} now={NOW} />)
  expect(screen.queryByRole('button')).not.toBeInTheDocument()
})
