import { createFileRoute } from '@tanstack/react-router'
import { RulesPage } from '@/features/adoption/rules-page'

export const Route = createFileRoute('/_staff/settings/adoption')({ component: RulesPage })
