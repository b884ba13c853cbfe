; The setup file: per user, no administrator, no network. Silent with /S; /D=folder must come last.
;
;   /PORTABLE        lay the program into a folder (a stick), its data beside it; no shortcuts, no registry
;   /UPDATE          started by the program: wait until it has closed, and open the new one at the end
;   /DATA=folder     where this office's data lies, if not in its usual place
;   /BACKUP=folder /PASSWORDFILE=file   make a whole verified backup by the installed program first
;   uninstaller: /PURGE  remove the data too
;
; Nothing that runs is touched until the new version lies complete beside it, is on the disk and has tested itself
; there; then its parts take the old ones' places. The data and commgov.exe stay where they are all the time: the new
; commgov.exe takes the old one's place last, in one stroke of the file system, and that is the moment of the update.
; Broken off before it, the next start of the program (launcher.c) or of this file takes the exchanged parts back;
; broken off after it, the new version is whole.
;
; Exit codes: 0 done, 2 the program is running, 3 the new version failed its self-test (the old one stays),
; 4 an installed version is newer, 5 the folder cannot be used, 6 the backup or the kept copy failed, 7 disk.

Unicode true
!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include nsDialogs.nsh
!include WinVer.nsh
!include x64.nsh
!include WordFunc.nsh

Name "${CHINESE} ${VERSION}"
Caption "${CHINESE} ${VERSION}"
OutFile "${SETUP}"
InstallDir "$LOCALAPPDATA\Programs\${SHORT}"
InstallDirRegKey HKCU "Software\${SHORT}" "InstallDir"
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
ShowInstDetails hide
BrandingText "${CHINESE} ${VERSION}"
AllowSkipFiles off
CRCCheck on

VIProductVersion "${VERSION4}"
VIAddVersionKey /LANG=2052 "ProductName" "${CHINESE}"
VIAddVersionKey /LANG=2052 "FileDescription" "${CHINESE} 安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "CompanyName" "${SHORT}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache License 2.0"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${SHORT}"
!define BACKUP_KIND "${SHORT}.backup"
!define MARKER "exchange.txt" ; beside the parts of the old version: the exchange has begun

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "安装${CHINESE} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "社区居委会的工作台：居民、网格、人民调解、任务清单、证明与通知。$\r$\n$\r$\n\
不需要管理员权限，不需要网络。已有旧版本时，数据原样保留：新版本先在旁边装好并通过自检，再替换旧版本。$\r$\n$\r$\n\
请先关闭正在运行的${CHINESE}，再点“下一步”。"
!insertmacro MUI_PAGE_WELCOME
Page custom KindPage KindChosen
!define MUI_PAGE_CUSTOMFUNCTION_PRE FolderPagePre
!define MUI_DIRECTORYPAGE_TEXT_TOP "便携使用：选择U盘上的一个空文件夹。程序和数据都放在里面，整个文件夹可以一起带走。"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "安装完成"
!define MUI_FINISHPAGE_TEXT "第一次打开时会请您填写单位名称、设置密码，并打印“恢复密钥”。请把恢复密钥装进信封封好，锁在别处。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW_EXE}"
!define MUI_FINISHPAGE_RUN_TEXT "现在打开${CHINESE}"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"

Var Portable      ; "1": program and data on a stick
Var Update        ; "1": started by the program
Var DataDir
Var OldVersion    ; what is installed now, empty when nothing is
Var Fault         ; the sentence why it stopped
Var Keep          ; "1": the exchange could not be taken back yet, nothing beside is cleared away
Var Choice
!ifdef TRIAL
Var BreakAt       ; at how many steps from here a trial ends itself
!endif

; ---- before anything ------------------------------------------------------------------------------

Function .onInit
  !ifdef TRIAL
    ReadEnvStr $BreakAt "COMMGOV_BREAK_AT"
  !endif
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "需要 64 位的 Windows 10 或 Windows 11。" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PORTABLE" $R1
  ${IfNot} ${Errors}
    StrCpy $Portable 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/UPDATE" $R1
  ${IfNot} ${Errors}
    StrCpy $Update 1
    SetSilent silent
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\portable.txt"
    StrCpy $Portable 1
  ${EndIf}
FunctionEnd

Function KindPage
  !insertmacro MUI_HEADER_TEXT "装在哪里" "多数单位选第一项"
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 12u "安装到这台电脑（推荐）"
  Pop $R2
  ${NSD_CreateLabel} 12u 24u 92% 20u "只为当前 Windows 用户安装，开始菜单和桌面上有图标，数据在本机加密保存。"
  Pop $0
  ${NSD_CreateRadioButton} 0 56u 100% 12u "放到U盘上便携使用"
  Pop $Choice
  ${NSD_CreateLabel} 12u 70u 92% 30u "程序和数据都在U盘的同一个文件夹里，插到哪台电脑都能用，不在电脑上留下任何东西。U盘丢失会连数据一起丢失：数据是加密的，但请务必另做备份。"
  Pop $0
  ${If} $Portable == 1
    ${NSD_Check} $Choice
  ${Else}
    ${NSD_Check} $R2
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function KindChosen
  ${NSD_GetState} $Choice $0
  StrCpy $Portable ""
  ${If} $0 == ${BST_CHECKED}
    StrCpy $Portable 1
  ${EndIf}
FunctionEnd

Function FolderPagePre
  ${If} $Portable != 1
    Abort
  ${EndIf}
  ${IfNot} ${FileExists} "$INSTDIR\portable.txt"
    StrCpy $INSTDIR "E:\${CHINESE}"
  ${EndIf}
FunctionEnd

; ---- helpers --------------------------------------------------------------------------------------

; Stop with $Fault and an exit code. What was laid beside is cleared away, what was installed stays as it is.
!macro Stop CODE
  SetOutPath "$TEMP"
  SetErrorLevel ${CODE}
  DetailPrint "$Fault"
  ${If} ${FileExists} "$INSTDIR\${WINDOW_EXE}"
    ClearErrors
    FileOpen $9 "$INSTDIR\setup-result.txt" w
    ${IfNot} ${Errors}
      FileWriteUTF16LE /BOM $9 "stopped ${CODE} ${VERSION}$\r$\n$Fault$\r$\n"
      FileClose $9
    ${EndIf}
  ${EndIf}
  ${If} $Keep != 1
    Call ClearBeside
  ${EndIf}
  ${If} $Update == 1
  ${AndIf} ${FileExists} "$INSTDIR\${WINDOW_EXE}"
    Exec '"$INSTDIR\${WINDOW_EXE}"'
  ${EndIf}
  MessageBox MB_OK|MB_ICONSTOP "$Fault" /SD IDOK
  Quit
!macroend
!define Stop "!insertmacro Stop"

; A program that runs holds a named mutex, and cannot be opened for writing. Sets the error flag while it runs.
!macro CanWrite FILE
  ClearErrors
  ${If} ${FileExists} "${FILE}"
    FileOpen $9 "${FILE}" a
    ${IfNot} ${Errors}
      FileClose $9
    ${EndIf}
  ${EndIf}
!macroend

!macro RefuseWhileRunning UN
Function ${UN}RefuseWhileRunning
  StrCpy $8 0
  again:
  ClearErrors
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "Local\${SHORT}") p .r7'
  ${If} $7 P<> 0
    System::Call 'kernel32::CloseHandle(p r7)'
    SetErrors
  ${Else}
    !insertmacro CanWrite "$INSTDIR\${WINDOW_EXE}"
    ${IfNot} ${Errors}
      !insertmacro CanWrite "$INSTDIR\${CONSOLE_EXE}"
    ${EndIf}
  ${EndIf}
  ${If} ${Errors}
    ${If} $Update == 1
    ${AndIf} $8 < 120
      IntOp $8 $8 + 1
      Sleep 500
      Goto again
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${CHINESE}正在运行。请先关闭它，再点“重试”。" /SD IDCANCEL IDRETRY again
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd
!macroend
!insertmacro RefuseWhileRunning ""
!insertmacro RefuseWhileRunning "un."

; Change a folder's or file's name; a virus scanner may hold it for a moment. Sets the error flag when it cannot be done.
Function Move ; $R8 from, $R9 to
  StrCpy $8 0
  again:
  ClearErrors
  Rename "$R8" "$R9"
  ${If} ${Errors}
    ${If} $8 < 20
      IntOp $8 $8 + 1
      Sleep 500
      Goto again
    ${EndIf}
    SetErrors
  ${EndIf}
FunctionEnd

; Where trials break it off (see power_cut.py); a setup file for clerks has none of it.
!macro BreakHere
  !ifdef TRIAL
    Call BreakOff
  !endif
!macroend
!define BreakHere "!insertmacro BreakHere"
!ifdef TRIAL
Function BreakOff
  IntOp $BreakAt $BreakAt - 1
  ${If} $BreakAt == 0
    System::Call 'kernel32::TerminateProcess(p -1, i 99)'
  ${EndIf}
FunctionEnd
!endif

; The parts of the old version that lie aside come back, those of the new one go aside. Sets the error flag when one
; cannot; then nothing is cleared away, and the next start tries again.
Function TakeBack
  again:
  FindFirst $R6 $R7 "$INSTDIR.old\*"
  next:
  ${If} $R7 == "."
  ${OrIf} $R7 == ".."
  ${OrIf} $R7 == "${MARKER}"
    FindNext $R6 $R7
    Goto next
  ${EndIf}
  FindClose $R6
  ClearErrors
  ${If} $R7 != ""
    ${If} ${FileExists} "$INSTDIR\$R7"
      StrCpy $R8 "$INSTDIR\$R7"
      StrCpy $R9 "$INSTDIR.new\$R7"
      Call Move
      IfErrors done
    ${EndIf}
    StrCpy $R8 "$INSTDIR.old\$R7"
    StrCpy $R9 "$INSTDIR\$R7"
    Call Move
    IfErrors done again
  ${EndIf}
  Delete "$INSTDIR.old\${MARKER}"
  ClearErrors
  done:
FunctionEnd

; An exchange that was broken off before its last stroke is taken back; what it left beside is cleared away.
Function RecoverInterrupted
  ${If} ${FileExists} "$INSTDIR.old\${MARKER}"
  ${AndIf} ${FileExists} "$INSTDIR.new\${WINDOW_EXE}"
    Call TakeBack
    ${If} ${Errors}
      StrCpy $Keep 1
      StrCpy $Fault "上次没有完成的更新退不回去：程序文件夹正被占用。请重新启动电脑后再运行一次，数据没有改动。"
      ${Stop} 7
    ${EndIf}
  ${EndIf}
  Call ClearBeside
  ${If} ${FileExists} "$INSTDIR.old"
    StrCpy $Fault "旧版本的文件夹正被占用，没有更新。请关闭其他程序后再试。"
    ${Stop} 2
  ${EndIf}
FunctionEnd

; The marker goes first: without it nothing that is left there is ever taken for a part of a broken-off exchange.
Function ClearBeside
  Delete "$INSTDIR.old\${MARKER}"
  StrCpy $8 0
  again:
  RMDir /r "$INSTDIR.new"
  RMDir /r "$INSTDIR.old"
  ${If} $8 < 6
    ${If} ${FileExists} "$INSTDIR.new"
    ${OrIf} ${FileExists} "$INSTDIR.old"
      IntOp $8 $8 + 1
      Sleep 500
      Goto again
    ${EndIf}
  ${EndIf}
FunctionEnd

; A power cut must not find files of the new version that were written only in memory.
Function SettleNewVersion
  ${Locate} "$INSTDIR.new" "/L=F" "SettleFile"
FunctionEnd

Function SettleFile
  System::Call 'kernel32::CreateFileW(w "$R9", i 0x40000000, i 7, p 0, i 3, i 0, p 0) p .r5'
  System::Call 'kernel32::FlushFileBuffers(p r5)'
  System::Call 'kernel32::CloseHandle(p r5)'
  Push ""
FunctionEnd

; Only an empty folder or one of ours is taken.
Function RefuseForeignFolder
  ${IfNot} ${FileExists} "$INSTDIR\${WINDOW_EXE}"
  ${AndIf} ${FileExists} "$INSTDIR\*.*"
    ${DirState} "$INSTDIR" $0
    ${If} $0 == 1
      StrCpy $Fault "文件夹 $INSTDIR 里已有别的文件。请选择一个空文件夹。"
      ${Stop} 5
    ${EndIf}
    RMDir "$INSTDIR"
  ${EndIf}
FunctionEnd

Function ReadOldVersion
  StrCpy $OldVersion ""
  ${If} ${FileExists} "$INSTDIR\${WINDOW_EXE}"
    ${GetFileVersion} "$INSTDIR\${WINDOW_EXE}" $OldVersion
    ${VersionCompare} "$OldVersion" "${VERSION4}" $0
    ${If} $0 == 1
      StrCpy $Fault "已安装的版本 $OldVersion 比这个安装文件 ${VERSION} 新，没有改动。"
      ${Stop} 4
    ${EndIf}
  ${EndIf}
FunctionEnd

; What an IT department asks for: a whole verified backup by the installed program, with the office's password.
Function BackUpFirst
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/BACKUP=" $R1
  ${IfNot} ${Errors}
    ${GetOptions} $R0 "/PASSWORDFILE=" $R2
    nsExec::ExecToLog '"$INSTDIR\${CONSOLE_EXE}" --data-dir "$DataDir" --password-file "$R2" backup "$R1"'
    Pop $0
    ${If} $0 != 0
      StrCpy $Fault "备份没有成功，没有更新：旧版本和数据都没有改动。"
      ${Stop} 6
    ${EndIf}
  ${EndIf}
FunctionEnd

; Without a password the encrypted data can still be copied byte for byte, read back and compared.
Function KeepData
  nsExec::ExecToLog '"$INSTDIR.new\${CONSOLE_EXE}" --data-dir "$DataDir" keep'
  Pop $0
  ${If} $0 != 0
    StrCpy $Fault "更新前的数据副本没有做成（磁盘满或不能读写），没有更新：旧版本和数据都没有改动。"
    ${Stop} 6
  ${EndIf}
FunctionEnd

Function TestNewVersion
  DetailPrint "新版本自检……"
  ; its words are in UTF-8, which nsExec cannot read: they go into a file that the program reads
  nsExec::Exec '"$SYSDIR\cmd.exe" /c ""$INSTDIR.new\${CONSOLE_EXE}" self-test > "$INSTDIR\self-test.txt" 2>&1"'
  Pop $0
  ${If} $0 != 0
    StrCpy $Fault "新版本 ${VERSION} 没有通过自检，已退回：旧版本和数据都没有改动。"
    ${Stop} 3
  ${EndIf}
FunctionEnd

; One part of the old version goes aside, the new version's takes its place.
!macro ExchangePart PART
  StrCpy $R0 "${PART}"
  Call ExchangePart
!macroend

Function Exchange
  SetOutPath "$TEMP"
  ; first this mutex, then a look at the program's; the program does it the other way round: one sees the other
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Local\${SHORT}-exchange") p .r6'
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "Local\${SHORT}") p .r7'
  ${If} $7 P<> 0
    System::Call 'kernel32::CloseHandle(p r7)'
    System::Call 'kernel32::CloseHandle(p r6)'
    StrCpy $Fault "更新时${CHINESE}又被打开了，没有更新。请关闭它再试。"
    ${Stop} 2
  ${EndIf}
  CreateDirectory "$INSTDIR.old"
  ${BreakHere}
  ClearErrors
  FileOpen $9 "$INSTDIR.old\${MARKER}" w
  FileWrite $9 "${VERSION}"
  FileClose $9
  ${If} ${Errors}
    StrCpy $Fault "旧版本旁边不能写入文件，没有更新。"
    ${Stop} 7
  ${EndIf}
  ${BreakHere}
  !insertmacro ExchangePart "runtime"
  !insertmacro ExchangePart "packages"
  !insertmacro ExchangePart "app"
  !insertmacro ExchangePart "licences"
  !insertmacro ExchangePart "files.sha256"
  !insertmacro ExchangePart "uninstall.exe"
  !insertmacro ExchangePart "${CONSOLE_EXE}"
  StrCpy $8 0
  again:
  ; 9: in the old one's place, and only come back when it is on the disk
  System::Call 'kernel32::MoveFileExW(w "$INSTDIR.new\${WINDOW_EXE}", w "$INSTDIR\${WINDOW_EXE}", i 9) i .r0'
  ${If} $0 == 0
    ${If} $8 < 20
      IntOp $8 $8 + 1
      Sleep 500
      Goto again
    ${EndIf}
    Call GiveUp
  ${EndIf}
  ${BreakHere}
  Call ClearBeside
  ${BreakHere}
  System::Call 'kernel32::CloseHandle(p r6)'
FunctionEnd

Function ExchangePart ; $R0
  ${If} ${FileExists} "$INSTDIR\$R0"
    StrCpy $R8 "$INSTDIR\$R0"
    StrCpy $R9 "$INSTDIR.old\$R0"
    Call Move
    ${If} ${Errors}
      Call GiveUp
    ${EndIf}
    ${BreakHere}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR.new\$R0"
    StrCpy $R8 "$INSTDIR.new\$R0"
    StrCpy $R9 "$INSTDIR\$R0"
    Call Move
    ${If} ${Errors}
      Call GiveUp
    ${EndIf}
    ${BreakHere}
  ${EndIf}
FunctionEnd

Function GiveUp
  Call TakeBack
  StrCpy $Fault "新版本没能放到位，已退回旧版本，数据没有改动。请关闭其他程序后再试。"
  ${If} ${Errors}
    StrCpy $Keep 1
    StrCpy $Fault "新版本没能放到位。请重新启动电脑，再打开程序：它会退回旧版本。数据没有改动。"
  ${EndIf}
  System::Call 'kernel32::CloseHandle(p r6)'
  ${Stop} 7
FunctionEnd

; ---- installing -----------------------------------------------------------------------------------

Section "Program"
  ${If} $Portable == 1
    StrCpy $DataDir "$INSTDIR\data"
  ${Else}
    StrCpy $DataDir "$LOCALAPPDATA\${SHORT}"
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/DATA=" $R1
  ${IfNot} ${Errors}
    StrCpy $DataDir $R1
  ${EndIf}
  Call RefuseWhileRunning
  Call RecoverInterrupted
  Call RefuseForeignFolder
  Call ReadOldVersion
  ${If} $OldVersion != ""
    Call BackUpFirst
  ${EndIf}
  ClearErrors
  SetOutPath "$INSTDIR.new"
  SetOverwrite on
  File /r "${BUNDLE}\*"
  ${If} ${Errors}
    StrCpy $Fault "程序文件没能写入：磁盘可能已满，或文件夹不能写。没有改动。"
    ${Stop} 7
  ${EndIf}
  SetOutPath "$TEMP" ; nothing that is started from here holds the new folder as its own
  ${BreakHere}
  ${If} $Portable == 1
    FileOpen $9 "$INSTDIR.new\portable.txt" w
    FileWriteUTF16LE /BOM $9 "便携使用：这个文件在这里，数据就放在旁边的 data 文件夹。$\r$\n"
    FileClose $9
  ${Else}
    WriteUninstaller "$INSTDIR.new\uninstall.exe"
  ${EndIf}
  ${If} $OldVersion != ""
    Call TestNewVersion
    ${BreakHere}
    Call RefuseWhileRunning
    Call KeepData
    ${BreakHere}
    Call SettleNewVersion
    ${BreakHere}
    Call Exchange
    FileOpen $9 "$INSTDIR\setup-result.txt" w
    FileWriteUTF16LE /BOM $9 "updated ${VERSION}$\r$\n"
    FileClose $9
  ${Else}
    SetOutPath "$TEMP"
    StrCpy $R8 "$INSTDIR.new"
    StrCpy $R9 "$INSTDIR"
    Call Move
    ${If} ${Errors}
      StrCpy $Fault "文件夹 $INSTDIR 不能使用。请换一个。"
      ${Stop} 5
    ${EndIf}
  ${EndIf}
  ${If} $Portable != 1
    Call Announce
  ${EndIf}
  ${If} $Update == 1
    Exec '"$INSTDIR\${WINDOW_EXE}"'
  ${EndIf}
SectionEnd

; Shortcuts, the entry under "apps and features", and backups that open with a double click.
Function Announce
  CreateShortcut "$SMPROGRAMS\${CHINESE}.lnk" "$INSTDIR\${WINDOW_EXE}"
  CreateShortcut "$DESKTOP\${CHINESE}.lnk" "$INSTDIR\${WINDOW_EXE}"
  WriteRegStr HKCU "Software\${SHORT}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${CHINESE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${WINDOW_EXE}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${SHORT}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  WriteRegStr HKCU "Software\Classes\${BACKUP_KIND}" "" "${CHINESE}备份"
  WriteRegStr HKCU "Software\Classes\${BACKUP_KIND}\DefaultIcon" "" "$INSTDIR\${WINDOW_EXE},0"
  WriteRegStr HKCU "Software\Classes\${BACKUP_KIND}\shell\open\command" "" '"$INSTDIR\${WINDOW_EXE}" --open-backup "%1"'
  WriteRegStr HKCU "Software\Classes\.age\OpenWithProgids" "${BACKUP_KIND}" ""
  ReadRegStr $0 HKCU "Software\Classes\.age" ""
  ${If} $0 == ""
    WriteRegStr HKCU "Software\Classes\.age" "" "${BACKUP_KIND}"
  ${EndIf}
  ${RefreshShellIcons}
FunctionEnd

; ---- removing -------------------------------------------------------------------------------------

Function un.onInit
  Call un.RefuseWhileRunning
FunctionEnd

Section "Uninstall"
  SetOutPath "$TEMP"
  StrCpy $DataDir "$LOCALAPPDATA\${SHORT}"
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PURGE" $R1
  ${If} ${Errors}
    StrCpy $Choice ""
    ${If} ${FileExists} "$DataDir\office.db"
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "保留本单位的数据吗？$\r$\n$\r$\n保留：以后重新安装就能接着用。数据在 $DataDir。" /SD IDYES IDYES keep
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "确定删除本单位的全部数据？没有备份就再也找不回来。" /SD IDNO IDNO keep
      StrCpy $Choice 1
      keep:
    ${EndIf}
  ${Else}
    StrCpy $Choice 1
  ${EndIf}
  RMDir /r "$INSTDIR\runtime"
  RMDir /r "$INSTDIR\packages"
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\${WINDOW_EXE}"
  Delete "$INSTDIR\${CONSOLE_EXE}"
  Delete "$INSTDIR\files.sha256"
  Delete "$INSTDIR\setup-result.txt"
  Delete "$INSTDIR\self-test.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${CHINESE}.lnk"
  Delete "$DESKTOP\${CHINESE}.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\${SHORT}"
  DeleteRegKey HKCU "Software\Classes\${BACKUP_KIND}"
  DeleteRegValue HKCU "Software\Classes\.age\OpenWithProgids" "${BACKUP_KIND}"
  ReadRegStr $0 HKCU "Software\Classes\.age" ""
  ${If} $0 == "${BACKUP_KIND}"
    DeleteRegValue HKCU "Software\Classes\.age" ""
  ${EndIf}
  ${If} $Choice == 1
    RMDir /r "$DataDir"
  ${EndIf}
  ${RefreshShellIcons}
SectionEnd
