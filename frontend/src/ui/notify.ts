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
  notifyRefused(problemText(error, t), t)
}

/** Something did not work, for a reason that is known already. */
export function notifyRefused(message: string, t: TFunction): void {
  notifications.show({
    title: t('common.notDone'),
    message,
    color: 'red',
    autoClose: 8000,
    ...closeButton(),
  })
}
