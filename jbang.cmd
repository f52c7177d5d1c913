@echo off
rem Remeasure's launcher on Windows; the file "jbang" beside it does the same elsewhere and says more.
rem Everything after the name goes to JBang as it stands; help and a name that does not exist it answers
rem itself. It finds a JDK of 25 or newer and a JBang of 0.132 or newer, and brings what is missing into
rem .jbang. What it cannot do it says in one sentence and leaves with status 3.
setlocal EnableExtensions DisableDelayedExpansion

set "jdk_wanted=25"
set "jbang_version=0.132.1"
set "jbang_sha256=f977075849cff866f45b27997f5671ab8a336a5dd3cf9e702b3479128338f3a7"
set "commands_of_jbang=run build init edit cache export jdk config trust alias template catalog app completion info version wrapper"

set "REMEASURE_HOME=%~dp0"
set "REMEASURE_HOME=%REMEASURE_HOME:~0,-1%"
set "state=%REMEASURE_HOME%\.jbang"
set "jar=%state%\jbang-%jbang_version%.jar"
set "JBANG_NO_VERSION_CHECK=true"
set "JBANG_DEFAULT_JAVA_VERSION=%jdk_wanted%"

rem What the user wants of every JVM is for the program, not for those that find, compile and start it.
set "users_tool_options=%JAVA_TOOL_OPTIONS%"
set "users_options=%_JAVA_OPTIONS%"
set "users_jdk_options=%JDK_JAVA_OPTIONS%"
set "JAVA_TOOL_OPTIONS="
set "_JAVA_OPTIONS="
set "JDK_JAVA_OPTIONS="

call :find_jdk
if defined jdk set "JAVA_HOME=%jdk%"
call :find_installed
if not defined installed if not exist "%jar%" call :bring_jbang
if not defined installed if not exist "%jar%" exit /b 3
if not defined jdk call :download_jdk
if not defined jdk (
  >&2 echo error: this project needs a JDK %jdk_wanted% or newer, and none was found or could be downloaded
  >&2 echo   do        winget install EclipseAdoptium.Temurin.%jdk_wanted%.JDK, or set JAVA_HOME to a JDK
  exit /b 3
)
set "JAVA_HOME=%jdk%"

rem An alias of this project is known wherever the caller stands. A name that is nothing is answered
rem here, and so is the question what there is.
set arguments=%*
set "alias="
set "unknown="
for %%h in ("" "help" "-h" "--help") do if "%~1"=="%%~h" goto :help
if not exist "%~1" call :look "%~1"
if defined unknown goto :help
if /i "%CD%"=="%REMEASURE_HOME%" set "alias="
if defined alias call set arguments="%alias%@%REMEASURE_HOME%"%%arguments:*%alias%=%%

if defined installed (
  call "%installed%" %arguments%
  goto :leave
)

set "JBANG_RUNTIME_SHELL=cmd"
set "JBANG_LAUNCH_CMD=%~f0"
set "JBANG_STDIN_NOTTY=true"
timeout /t 0 >nul 2>&1 && set "JBANG_STDIN_NOTTY=false"
set "quick=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xlog:disable"
mkdir "%state%" >nul 2>&1
copy /y nul "%state%\writable" >nul 2>&1 && set "quick=%quick% -XX:+AutoCreateSharedArchive"
:name_output
set "output=%TEMP%\remeasure.%RANDOM%%RANDOM%"
if exist "%output%" goto :name_output
"%jdk%\bin\java.exe" %quick% "-XX:SharedArchiveFile=%state%\front.jsa" %JBANG_JAVA_OPTIONS% -jar "%jar%" %arguments% >"%output%"
set "status=%ERRORLEVEL%"
rem What JBang prints with status 255 is the command to run; anything else is for the user.
if not "%status%"=="255" (
  type "%output%"
  del /f /q "%output%"
  exit /b %status%
)
set "command="
for /f "usebackq delims=" %%c in ("%output%") do if not defined command set command=%%c
del /f /q "%output%"
if defined users_tool_options set "JAVA_TOOL_OPTIONS=%users_tool_options%"
if defined users_options set "_JAVA_OPTIONS=%users_options%"
if defined users_jdk_options set "JDK_JAVA_OPTIONS=%users_jdk_options%"
%command%
:leave
exit /b %ERRORLEVEL%

rem --- the launcher's own words ---------------------------------------------------------------------

:help
"%jdk%\bin\java.exe" "%REMEASURE_HOME%\tools\Help.java" "%REMEASURE_HOME%" %unknown%
exit /b %ERRORLEVEL%

rem Sets alias if %1 is one, or unknown if it is nothing that can be run.
:look
echo "%~1"| findstr /c:"://" /c:"@" >nul && exit /b 0
if /i "%~x1"==".java" set unknown="%~1"
echo "%~1"| findstr /r "^.[a-z][a-z0-9-]*.$" >nul || exit /b 0
findstr /r /c:"^    \"%~1\": {" "%REMEASURE_HOME%\jbang-catalog.json" >nul 2>&1 && set "alias=%~1"
if defined alias exit /b 0
set unknown="%~1"
for %%c in (%commands_of_jbang%) do if "%~1"=="%%c" set "unknown="
exit /b 0

rem --- the JDK --------------------------------------------------------------------------------------

rem Sets jdk to the JDK to use, or to nothing: what the user chose, JBang's own, the usual folders.
:find_jdk
set "jdk="
set "older="
if defined JAVA_HOME call :offer "%JAVA_HOME%"
if defined jdk exit /b 0
for /f "delims=" %%j in ('where javac.exe 2^>nul') do call :offer "%%~dpj.."
if defined jdk exit /b 0
set "cache=%USERPROFILE%\.jbang\cache"
if defined JBANG_DIR set "cache=%JBANG_DIR%\cache"
if defined JBANG_CACHE_DIR set "cache=%JBANG_CACHE_DIR%"
for /d %%d in ("%cache%\jdks\*" "%USERPROFILE%\.jdks\*" "%ProgramFiles%\Java\*") do call :offer "%%~d"
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\*") do call :offer "%%~d"
for /d %%d in ("%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*") do call :offer "%%~d"
for /d %%d in ("%ProgramFiles%\BellSoft\*" "%ProgramFiles%\OpenJDK\*") do call :offer "%%~d"
for /d %%d in ("%USERPROFILE%\scoop\apps\*jdk*") do call :offer "%%~d\current"
exit /b 0

rem Takes the JDK in %1 if it is new enough and no other was found; else keeps it to run JBang with.
:offer
if defined jdk exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "major=0"
for /f "usebackq tokens=1,2 delims==" %%a in ("%~1\release") do (
  if "%%a"=="JAVA_VERSION" for /f "delims=.-+" %%m in ("%%~b") do set "major=%%m"
)
if %major% geq %jdk_wanted% (set "jdk=%~1") else (set "older=%~1")
exit /b 0

rem JBang has a JDK or downloads one; any Java can run it for that.
:download_jdk
>&2 echo jbang: no JDK %jdk_wanted% here; JBang brings one (once, about 200 MB)
if defined installed (
  for /f "delims=" %%h in ('call "%installed%" jdk home %jdk_wanted%') do call :offer "%%h"
  exit /b 0
)
set "java=java.exe"
if defined older set "java=%older%\bin\java.exe"
for /f "delims=" %%h in ('call "%java%" -jar "%jar%" jdk home %jdk_wanted%') do call :offer "%%h"
if defined jdk exit /b 0
if defined release for /f "delims=" %%h in ('call "%release%\bin\jbang.cmd" jdk home %jdk_wanted%') do call :offer "%%h"
exit /b 0

rem --- JBang ----------------------------------------------------------------------------------------

rem Sets installed to the command of an installed JBang that is new enough, or to nothing.
:find_installed
set "installed="
set "asked="
for /f "delims=" %%j in ('where jbang.cmd 2^>nul') do call :ask "%%j"
exit /b 0

:ask
if defined asked exit /b 0
rem This launcher, or another clone's, is no JBang.
if exist "%~dp1jbang-catalog.json" exit /b 0
for /f "tokens=1,2 delims=." %%a in ('call "%~1" version 2^>nul') do (
  if %%a gtr 0 set "installed=%~1"
  if %%b geq 132 set "installed=%~1"
)
set "asked=%installed%"
rem With its jar there is nothing left for its own launcher to do.
if defined installed if exist "%~dp1jbang.jar" (
  set "jar=%~dp1jbang.jar"
  set "installed="
)
exit /b 0

rem Brings the pinned JBang; it gets its name only when it is whole and the one we trust.
:bring_jbang
set "scratch=%state%\bring.%RANDOM%%RANDOM%"
mkdir "%scratch%" >nul 2>&1
if not exist "%scratch%" (
  >&2 echo error: %state% cannot be created
  >&2 echo   do        make the project folder writable, or install JBang
  exit /b 3
)
>&2 echo jbang: no JBang here; bringing %jbang_version% into .jbang\ (once, 10 MB)
set "candidate=%scratch%\jbang-cli-%jbang_version%-all.jar"
set "release="
where mvn.cmd >nul 2>&1 && call :from_maven
call :trusted
if not exist "%jar%" call :from_release
call :trusted
if exist "%jar%" (
  if defined jdk rmdir /s /q "%scratch%"
  exit /b 0
)
rmdir /s /q "%scratch%"
>&2 echo error: there is no JBang here, and neither Maven nor its official release brought the one this project trusts
>&2 echo   do        winget install jbangdev.jbang, or install Maven, which brings it
exit /b 3

:from_maven
if not defined jdk if defined older set "JAVA_HOME=%older%"
pushd "%scratch%"
call mvn.cmd -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy "-Dartifact=dev.jbang:jbang-cli:%jbang_version%:jar:all" -DoutputDirectory=. >nul 2>&1 <nul
popd
exit /b 0

:from_release
set "archive=%scratch%\jbang.zip"
set "address=https://github.com/jbangdev/jbang/releases/download/v%jbang_version%/jbang-%jbang_version%.zip"
powershell -NoProfile -NonInteractive -Command "$ProgressPreference='SilentlyContinue'; try { Invoke-WebRequest -UseBasicParsing $env:address -OutFile $env:archive; Expand-Archive $env:archive $env:scratch } catch { exit 1 }" >nul 2>&1
set "release=%scratch%\jbang-%jbang_version%"
if exist "%release%\bin\jbang.jar" copy /y "%release%\bin\jbang.jar" "%candidate%" >nul
exit /b 0

:trusted
if exist "%jar%" exit /b 0
if not exist "%candidate%" exit /b 0
set "got="
for /f "delims=" %%h in ('powershell -NoProfile -NonInteractive -Command "(Get-FileHash -Algorithm SHA256 -LiteralPath $env:candidate).Hash"') do set "got=%%h"
if /i "%got%"=="%jbang_sha256%" move /y "%candidate%" "%jar%" >nul
exit /b 0
