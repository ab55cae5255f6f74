/** Languages: one dictionary per language, fetched when needed; keys are typed from the Russian one. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '@/api/types'
import type ru from '@/locales/ru.json'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: typeof ru }
  }
}

export const LOCALES: readonly Locale[] = ['ru', 'uk', 'en']

export const LOCALE_NAMES: Record<Locale, string> = { ru: 'Русский', uk: 'Українська', en: 'English' }

const STORAGE_KEY = 'parley-locale'

const dictionaries: Record<Locale, () => Promise<{ default: object }>> = {
  ru: () => import('@/locales/ru.json'),
  uk: () => import('@/locales/uk.json'),
  en: () => import('@/locales/en.json'),
}

function isLocale(value: string | null | undefined): value is Locale {
  return (LOCALES as readonly (string | null | undefined)[]).includes(value)
}

/** Before anybody has signed in: what was used last in this browser, else what the browser asks for. */
function guessLocale(): Locale {
  const stored = localStorage.getItem(STORAGE_KEY)
  const wished = [stored, ...navigator.languages.map((language) => language.slice(0, 2))]
  return wished.find(isLocale) ?? 'en'
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {},
    fallbackLng: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await switchLocale(guessLocale())
}

export async function switchLocale(locale: Locale): Promise<void> {
  if (!i18next.hasResourceBundle(locale, 'translation')) {
    const dictionary = await dictionaries[locale]()
    i18next.addResourceBundle(locale, 'translation', dictionary.default)
  }
  await i18next.changeLanguage(locale)
  localStorage.setItem(STORAGE_KEY, locale)
  document.documentElement.lang = locale
}
