/** The zones offered first, and how a zone is called. `Intl` knows no city names, so the dictionary has them. */
import type { TFunction } from 'i18next'
import { allZones, offsetLabel } from '@/lib/time'
import type ru from '@/locales/ru.json'

type NamedZone = keyof (typeof ru)['zones']

export const NAMED_ZONES: readonly NamedZone[] = [
  'Europe/Kyiv',
  'Europe/Warsaw',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Lisbon',
  'Europe/Madrid',
  'Europe/Paris',
  'Europe/Rome',
  'Europe/Prague',
  'Europe/Vienna',
  'Europe/Vilnius',
  'Europe/Riga',
  'Europe/Tallinn',
  'Europe/Helsinki',
  'Europe/Bucharest',
  'Europe/Chisinau',
  'Europe/Athens',
  'Europe/Istanbul',
  'Europe/Minsk',
  'Europe/Moscow',
  'Asia/Tbilisi',
  'Asia/Yerevan',
  'Asia/Baku',
  'Asia/Dubai',
  'Asia/Almaty',
  'Asia/Tashkent',
  'Asia/Jerusalem',
  'Asia/Kolkata',
  'Asia/Bangkok',
  'Asia/Singapore',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
  'America/New_York',
  'America/Toronto',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'UTC',
]

function isNamed(zone: string): zone is NamedZone {
  return (NAMED_ZONES as readonly string[]).includes(zone)
}

export function zoneCity(zone: string, t: TFunction): string {
  if (isNamed(zone)) return t(`zones.${zone}`)
  return zone.slice(zone.indexOf('/') + 1).replaceAll('_', ' ')
}

/** `Киев · GMT+2`, with the offset at that moment. */
export function zoneLabel(zone: string, instant: string, t: TFunction): string {
  return `${zoneCity(zone, t)} · ${offsetLabel(instant, zone)}`
}

/** Options of a zone picker: the named ones first, then every other zone there is. */
export function zoneOptions(instant: string, t: TFunction, current: string): { value: string; label: string }[] {
  const zones = new Set<string>([current, ...NAMED_ZONES, ...allZones()])
  return [...zones].map((zone) => ({
    value: zone,
    label: isNamed(zone) ? zoneLabel(zone, instant, t) : `${zone.replaceAll('_', ' ')} · ${offsetLabel(instant, zone)}`,
  }))
}
