import { Card, Group, SegmentedControl, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface PlotCardProps {
  title: string
  note: string
  /** The same in words and numbers; screen readers always get it. */
  table: ReactNode
  /** The picture. */
  children: ReactNode
}

/** A plot and its table twin: one is seen, the table is always read. */
export function PlotCard({ title, note, table, children }: PlotCardProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'plot' | 'table'>('plot')
  return (
    <Card p="lg" component="section" aria-label={title}>
      <Group justify="space-between" mb="md" gap="sm" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2}>{title}</Title>
          <Text c="dimmed" fz={13}>
            {note}
          </Text>
        </div>
        <SegmentedControl
          size="xs"
          aria-label={t('dashboard.showAs')}
          value={shown}
          onChange={setShown}
          data={[
            { value: 'plot', label: <Choice icon={<IconChartBar size={16} />} name={t('dashboard.plot')} /> },
            { value: 'table', label: <Choice icon={<IconTable size={16} />} name={t('dashboard.table')} /> },
          ]}
        />
      </Group>
      {shown === 'plot' && <div aria-hidden>{children}</div>}
      {shown === 'plot' ? <VisuallyHidden>{table}</VisuallyHidden> : table}
    </Card>
  )
}

function Choice({ icon, name }: { icon: ReactNode; name: string }) {
  return (
    <span title={name} style={{ display: 'flex' }}>
      <span aria-hidden style={{ display: 'flex' }}>
        {icon}
      </span>
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  )
}
