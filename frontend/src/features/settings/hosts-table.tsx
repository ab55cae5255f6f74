import { Badge, SegmentedControl, Switch, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Host, HostUpdate } from '@/api/types'
import { HostPrivacy } from '@/features/settings/host-privacy'
import { HostStaff } from '@/features/settings/host-staff'
import classes from '@/features/settings/hosts-table.module.css'
import { useChangeHost } from '@/features/settings/queries'
import { QuotaBar } from '@/features/settings/quota-bar'
import { notifyDone, notifyProblem } from '@/ui/notify'

const COLUMNS = ['name', 'staff', 'capacity', 'quota', 'inPool', 'private'] as const
const CAPACITIES = ['1', '2']

interface HostsTableProps {
  hosts: Host[]
  mayEdit: boolean
}

/** On a phone every Zoom user is a small card. */
export function HostsTable({ hosts, mayEdit }: HostsTableProps) {
  const { t } = useTranslation()
  return (
    <Table className={classes.table} verticalSpacing={12} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          {COLUMNS.map((name) => (
            <Table.Th key={name}>{t(`hosts.${name}`)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {hosts.map((host) => (
          <HostRow key={host.id} host={host} mayEdit={mayEdit} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

interface HostRowProps {
  host: Host
  mayEdit: boolean
}

function HostRow({ host, mayEdit }: HostRowProps) {
  const { t } = useTranslation()
  const change = useChangeHost()
  const save = (values: Omit<HostUpdate, 'version'>) =>
    change.mutate(
      { ...values, id: host.id, version: host.version },
      {
        onSuccess: () => notifyDone(t('hosts.saved', { name: host.name })),
        onError: (error) => notifyProblem(error, t),
      },
    )
  // What was chosen shows at once; the server's answer replaces it.
  const inPool = (change.isPending ? change.variables.in_pool : null) ?? host.in_pool
  return (
    <Table.Tr data-inactive={!host.is_active || undefined}>
      <Table.Td>
        <HostName host={host} />
      </Table.Td>
      <Table.Td className={classes.staff} data-label={t('hosts.staff')}>
        {mayEdit ? (
          <HostStaff host={host} onChoose={(staffId) => save({ staff_id: staffId })} />
        ) : (
          (host.staff?.name ?? t('hosts.nobody'))
        )}
      </Table.Td>
      <Table.Td data-label={t('hosts.capacity')}>
        {mayEdit && host.plan === 'licensed' ? (
          <SegmentedControl
            size="xs"
            aria-label={`${t('hosts.capacity')}: ${host.name}`}
            data={CAPACITIES}
            value={String(host.capacity)}
            onChange={(value) => save({ capacity: Number(value) })}
          />
        ) : (
          host.capacity
        )}
      </Table.Td>
      <Table.Td data-label={t('hosts.quota')}>
        <QuotaBar quota={host.quota} />
      </Table.Td>
      <Table.Td data-label={t('hosts.inPool')}>
        <Switch
          aria-label={`${t('hosts.inPool')}: ${host.name}`}
          checked={inPool}
          disabled={!mayEdit || change.isPending}
          onChange={(event) => save({ in_pool: event.currentTarget.checked })}
        />
      </Table.Td>
      <Table.Td data-label={t('hosts.private')}>
        <HostPrivacy host={host} mayEdit={mayEdit} />
      </Table.Td>
    </Table.Tr>
  )
}

interface HostNameProps {
  host: Host
}

function HostName({ host }: HostNameProps) {
  const { t } = useTranslation()
  return (
    <>
      <Text fw={600}>{host.name}</Text>
      <Text c="dimmed" fz={13} style={{ overflowWrap: 'anywhere' }}>
        {host.email}
      </Text>
      <Badge mt={4} color={host.plan === 'basic' ? 'orange' : 'gray'}>
        {t(`hosts.plans.${host.plan}`)}
      </Badge>{' '}
      {!host.is_active && (
        <Badge mt={4} color="red">
          {t('hosts.inactive')}
        </Badge>
      )}
    </>
  )
}
