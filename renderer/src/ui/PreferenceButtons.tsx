import { Button } from '@blueprintjs/core'
import { Flash, Moon } from '@blueprintjs/icons'
import { useTranslation } from 'react-i18next'

export interface PreferenceButtonsProps {
  readonly language: 'zh-CN' | 'en'
  readonly isDark: boolean
  readonly onLanguage: (language: 'zh-CN' | 'en') => void
  readonly onDark: (isDark: boolean) => void
}

/** Language and light or dark, wherever a window has a top edge. The language button speaks the other language. */
export function PreferenceButtons({ language, isDark, onLanguage, onDark }: PreferenceButtonsProps) {
  const { t } = useTranslation('frame')
  const other = language === 'en' ? 'zh-CN' : 'en'
  return (
    <>
      <Button variant="minimal" size="small" text={t('language')} lang={other} onClick={() => onLanguage(other)} />
      <Button
        variant="minimal"
        size="small"
        aria-label={t('dark')}
        title={t('dark')}
        aria-pressed={isDark}
        icon={isDark ? <Flash /> : <Moon />}
        onClick={() => onDark(!isDark)}
      />
    </>
  )
}
