import { useTranslation } from 'react-i18next'
import { useJoinLink } from '@/features/meetings/queries'
import { notifyProblem } from '@/ui/notify'

/**
 * Opens the reader's own link of a meeting. It is asked for at the click and opens in a new tab; the tab is opened
 * before the answer, since a browser blocks windows that no click explains.
 */
export function useOpenLink() {
  const { t } = useTranslation()
  const joinLink = useJoinLink()
  const open = (meetingId: string) => {
    const tab = window.open('', '_blank')
    if (tab) tab.opener = null
    joinLink.mutate(meetingId, {
      onSuccess: ({ url }) => {
        if (tab) tab.location.replace(url)
        else window.location.assign(url)
      },
      onError: (error) => {
        tab?.close()
        notifyProblem(error, t)
      },
    })
  }
  return { open, isOpening: joinLink.isPending }
}
