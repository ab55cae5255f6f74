import { Switch, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useTranslation } from 'react-i18next'
import type { Host } from '@/api/types'
import { useChangeHost, useCountMadeInZoom } from '@/features/settings/queries'
import { notifyDone, notifyProblem } from '@/ui/notify'

interface HostPrivacyProps {
  host: Host
  mayEdit: boolean
}

/** Whether what this user makes in Zoom stays there. Before that is so, one is told how many meetings leave. */
export function HostPrivacy({ host, mayEdit }: HostPrivacyProps) {
  const { t } = useTranslation()
  const change = useChangeHost()
  const count = useCountMadeInZoom()
  const onError = (error: unknown) => notifyProblem(error, t)
  const save = (isPrivate: boolean) =>
    change.mutate(
      { is_private: isPrivate, id: host.id, version: host.version },
      { onSuccess: () => notifyDone(t('hosts.saved', { name: host.name })), onError },
    )
  const askFirst = () =>
    count.mutate(host.id, {
      onSuccess: ({ meetings }) =>
        modals.openConfirmModal({
          title: t('hosts.privateTitle', { name: host.name }),
          children: <Text c="dimmed">{t('hosts.privateConsequence', { count: meetings })}</Text>,
          labels: { confirm: t('hosts.privateConfirm'), cancel: t('common.cancel') },
          confirmProps: { color: 'red' },
          closeButtonProps: { 'aria-label': t('common.close') },
          onConfirm: () => save(true),
        }),
      onError,
    })
  return (
    <Switch
      aria-label={`${t('hosts.private')}: ${host.name}`}
      checked={(change.isPending ? change.variables.is_private : null) ?? host.is_private}
      disabled={!mayEdit || change.isPending || count.isPending}
      onChange={(event) => (event.currentTarget.checked ? askFirst() : save(false))}
    />
  )
}
