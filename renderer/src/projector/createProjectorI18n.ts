import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from '../app/i18n/en/projector.json'
import zhCN from '../app/i18n/zh-CN/projector.json'

/** The big screen's own words, and none of the rest. */
export function createProjectorI18n(language: 'zh-CN' | 'en'): i18n {
  const instance = createInstance()
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'projector',
    resources: { 'zh-CN': { projector: zhCN }, en: { projector: en } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return instance
}
