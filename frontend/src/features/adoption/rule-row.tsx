import { ActionIcon, Group, Switch, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash, type TablerIcon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AdoptionRule } from '@/api/types'
import { useAdjustRule, useDeleteRule } from '@/features/adoption/queries'
import classes from '@/features/adoption/rule-row.module.css'
import { conditionsOf, effectOf } from '@/features/adoption/rule-words'
import { notifyDone, notifyProblem } from '@/ui/notify'

interface RuleRowProps {
  rule: AdoptionRule
  /** How many rules there are. */
  count: number
  onEdit: () => void
}

/** What a rule looks for and does, its place, and whether it is asked. */
export function RuleRow({ rule, count, onEdit }: RuleRowProps) {
  const { t } = useTranslation()
  const adjust = useAdjustRule()
  const confirmDelete = useConfirmDelete()
  const { position, name } = rule
  const change = (values: { position?: number; is_active?: boolean }) =>
    adjust.mutate({ rule, ...values }, { onError: (error) => notifyProblem(error, t) })
  const isActive = (adjust.isPending ? adjust.variables.is_active : undefined) ?? rule.is_active
  return (
    <li className={classes.row}>
      <Group gap={2} wrap="nowrap">
        <Act
          icon={IconArrowUp}
          label={t('adoption.up', { name })}
          disabled={position === 1 || adjust.isPending}
          onClick={() => change({ position: position - 1 })}
        />
        <Act
          icon={IconArrowDown}
          label={t('adoption.down', { name })}
          disabled={position === count || adjust.isPending}
          onClick={() => change({ position: position + 1 })}
        />
      </Group>
      <div className={classes.text}>
        <Text fw={600} className={classes.name}>
          {name}
        </Text>
        <Text fz={14}>{conditionsOf(rule, t)}</Text>
        <Text c="dimmed" fz={14}>
          {effectOf(rule, t)}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap" className={classes.actions} justify="flex-end">
        <Switch
          aria-label={t('adoption.isActive', { name })}
          checked={isActive}
          disabled={adjust.isPending}
          onChange={(event) => change({ is_active: event.currentTarget.checked })}
        />
        <Act icon={IconPencil} label={t('adoption.editNamed', { name })} onClick={onEdit} />
        <Act icon={IconTrash} label={t('adoption.deleteNamed', { name })} onClick={() => confirmDelete(rule)} />
      </Group>
    </li>
  )
}

interface ActProps {
  icon: TablerIcon
  label: string
  disabled?: boolean
  onClick: () => void
}

function Act({ icon: Icon, label, ...props }: ActProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} title={label} {...props}>
      <Icon size={18} aria-hidden />
    </ActionIcon>
  )
}

function useConfirmDelete() {
  const { t } = useTranslation()
  const remove = useDeleteRule()
  return ({ id, name }: AdoptionRule) =>
    modals.openConfirmModal({
      title: t('adoption.deleteTitle', { name }),
      children: <Text c="dimmed">{t('adoption.deleteHint')}</Text>,
      labels: { confirm: t('common.delete'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () =>
        remove.mutate(id, {
          onSuccess: () => notifyDone(t('adoption.deleted', { name })),
          onError: (error) => notifyProblem(error, t),
        }),
    })
}
