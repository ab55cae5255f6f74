/** Draws a part of the page as the application would: in Russian, with a router, a cache and a signed-in person. */
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import i18next from 'i18next'
import type { ReactNode } from 'react'
import { initReactI18next } from 'react-i18next'
import { vi } from 'vitest'
import type { Meeting, Session } from '@/api/types'
import { theme } from '@/app/theme'
import { sessionQuery } from '@/lib/session'
import ru from '@/locales/ru.json'

export const ANNA = { id: '0199-anna', name: 'Анна Коваль' }

const SESSION: Session = {
  account: {
    ...ANNA,
    kind: 'staff',
    email: 'anna.koval@parley.example',
    role: 'manager',
    locale: 'ru',
    timezone: 'Europe/Kyiv',
    page_size: 25,
  },
  permissions: ['meetings.view.own', 'meetings.create'],
}

export async function drawPage(content: ReactNode) {
  await i18next.use(initReactI18next).init({ lng: 'ru', resources: { ru: { translation: ru } } })
  const queryClient = new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Number.POSITIVE_INFINITY } },
  })
  queryClient.setQueryData(sessionQuery.queryKey, SESSION)
  const router = createRouter({
    routeTree: createRootRoute({ component: () => content }),
    history: createMemoryHistory(),
  })
  // The tests' routes are not the application's, for which the types are registered.
  await router.load()
  render(
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} env="test">
        <RouterProvider router={router as never} />
      </MantineProvider>
    </QueryClientProvider>,
  )
}

/** The far side: answers every request with one body, and remembers what was asked. */
export function stubServer(status: number, body: unknown) {
  const fetched = vi.fn(async (_request: Request) => Response.json(body, { status }))
  vi.stubGlobal('fetch', fetched)
  return fetched
}

export function aMeeting(change: Partial<Meeting> = {}): Meeting {
  return {
    id: '0199-meeting',
    zoom_meeting_id: 83273533085,
    topic: 'Демонстрация отчётов',
    agenda: null,
    subject: { kind: 'client', id: '0199-client', name: 'Студия «Лофт»' },
    staff: [ANNA],
    host: { ...ANNA, email: 'anna.koval@parley.example' },
    host_choice: null,
    responsible_manager: null,
    created_by: { kind: 'staff', ...ANNA },
    kind: 'single',
    origin: 'crm',
    created_at: '2026-11-20T10:00:00Z',
    starts_at: '2026-12-01T12:00:00Z',
    ends_at: '2026-12-01T12:45:00Z',
    duration_minutes: 45,
    timezone: 'Europe/Kyiv',
    status: 'planned',
    sync: { state: 'in_step', reason: null, reason_code: null, values: {}, retry_at: null, seen_at: null },
    join_url: 'https://zoom.example/j/83273533085',
    passcode: '482913',
    options: {
      record: 'none',
      join_before_host: false,
      host_video: true,
      participant_video: false,
      mute_upon_entry: true,
      waiting_room: true,
    },
    participants: [],
    can: { edit: true, delete: true, start: true },
    version: 3,
    ...change,
  }
}
