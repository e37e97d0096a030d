; The installer for Windows, of a program folder that was built there (docs/packaging.md).
;   makensis -DVERSION=0.1.0 -DPROGRAM=dist\ssc-desktop packaging\windows\ssc-desktop.nsi
; For one person, without the administrator's rights. Not run by the project's own tests.

Unicode true
!include "MUI2.nsh"

!ifndef VERSION
  !error "Say which version: -DVERSION=0.1.0"
!endif
!ifndef PROGRAM
  !define PROGRAM "..\..\dist\ssc-desktop"
!endif
!define NAME "SSC Desktop"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ssc-desktop"

Name "${NAME}"
OutFile "ssc-desktop-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\ssc-desktop"
InstallDirRegKey HKCU "Software\ssc-desktop" "Folder"
RequestExecutionLevel user
SetCompressor /SOLID lzma
ManifestDPIAware true

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\ssc-desktop.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "Portuguese"
!insertmacro MUI_LANGUAGE "Arabic"

; KIND is what Windows calls a kind of file; ENDING is how its names end
!macro OpenedBy ENDING KIND TEXT
  WriteRegStr HKCU "Software\Classes\${ENDING}" "" "${KIND}"
  WriteRegStr HKCU "Software\Classes\${KIND}" "" "${TEXT}"
  WriteRegStr HKCU "Software\Classes\${KIND}\DefaultIcon" "" "$INSTDIR\ssc-desktop.exe,0"
  WriteRegStr HKCU "Software\Classes\${KIND}\shell\open\command" "" '"$INSTDIR\ssc-desktop.exe" "%1"'
!macroend

!macro NoLongerOpenedBy ENDING KIND
  DeleteRegKey HKCU "Software\Classes\${ENDING}"
  DeleteRegKey HKCU "Software\Classes\${KIND}"
!macroend

Section
  ; nothing of an older version stays among the newer files
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\ssc-desktop.exe"
  WriteRegStr HKCU "Software\ssc-desktop" "Folder" "$INSTDIR"
  ; .sscz.age belongs to no program by its last part alone: such bundles are opened from the window
  !insertmacro OpenedBy ".sscz" "SscDesktop.Bundle" "Bundle of case stories"
  !insertmacro OpenedBy ".ssclibrary" "SscDesktop.Library" "Library of case stories in one file"
  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  ; stories, preferences and the key of this computer are elsewhere and stay
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\ssc-desktop.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  !insertmacro NoLongerOpenedBy ".sscz" "SscDesktop.Bundle"
  !insertmacro NoLongerOpenedBy ".ssclibrary" "SscDesktop.Library"
  DeleteRegKey HKCU "${REMOVAL}"
  DeleteRegKey HKCU "Software\ssc-desktop"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
