import type { Language } from '../../shared/schema/settings.ts'

interface MenuLabels {
  readonly file: string
  readonly today: string
  readonly archive: string
  readonly settings: string
  readonly closeWindow: string
  readonly quit: string
  readonly edit: string
  readonly undo: string
  readonly redo: string
  readonly cut: string
  readonly copy: string
  readonly paste: string
  readonly pastePlain: string
  readonly selectAll: string
  readonly view: string
  readonly palette: string
  readonly theme: string
  readonly actualSize: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly fullScreen: string
  readonly window: string
  readonly minimize: string
  readonly front: string
  readonly help: string
  readonly keys: string
  readonly about: string
  readonly hide: string
  readonly hideOthers: string
  readonly showAll: string
}

/** Electron's own role labels are English on most systems, so every item carries its words. */
export const MENU_LABELS: Readonly<Record<Language, MenuLabels>> = {
  'zh-CN': {
    file: '文件',
    today: '今日',
    archive: '档案',
    settings: '设置…',
    closeWindow: '关闭窗口',
    quit: '退出会商',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    pastePlain: '粘贴为纯文本',
    selectAll: '全选',
    view: '显示',
    palette: '查找命令…',
    theme: '切换浅色或深色',
    actualSize: '实际大小',
    zoomIn: '放大',
    zoomOut: '缩小',
    fullScreen: '全屏',
    window: '窗口',
    minimize: '最小化',
    front: '全部置于前面',
    help: '帮助',
    keys: '键盘快捷键',
    about: '关于会商',
    hide: '隐藏会商',
    hideOthers: '隐藏其他',
    showAll: '全部显示',
  },
  en: {
    file: 'File',
    today: 'Today',
    archive: 'Archive',
    settings: 'Settings…',
    closeWindow: 'Close Window',
    quit: 'Quit Huishang',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    pastePlain: 'Paste as Plain Text',
    selectAll: 'Select All',
    view: 'View',
    palette: 'Find a Command…',
    theme: 'Switch Light or Dark',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    window: 'Window',
    minimize: 'Minimize',
    front: 'Bring All to Front',
    help: 'Help',
    keys: 'Keyboard Shortcuts',
    about: 'About Huishang',
    hide: 'Hide Huishang',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
  },
}
