/** Toasts: only for what the reader did, never for what a page failed to load. */
import { notifications } from '@mantine/notifications'
import i18next, { type TFunction } from 'i18next'
import { problemText } from '@/lib/problem-text'

function closeButton() {
  return { closeButtonProps: { 'aria-label': i18next.t('common.close') } }
}

export function notifyDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000, ...closeButton() })
}

export function notifyProblem(error: unknown, t: TFunction): void {
  notifications.show({
    title: t('common.notDone'),
    message: problemText(error, t),
    color: 'red',
    autoClose: 8000,
    ...closeButton(),
  })
}
