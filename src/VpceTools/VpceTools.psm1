# Only picks the build for this edition, and for this platform where there is one; everything else is compiled.
$build = if ($PSVersionTable.PSEdition -eq 'Core') { 'core' } else { 'desktop' }
# Native code is for the runtime of PowerShell 7.6; another uses what every runtime can compile itself. A constrained language mode would refuse the methods.
if ($build -eq 'core' -and $PSVersionTable.PSVersion -ge '7.6' -and $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') {
    $native = "core/native/$([System.Runtime.InteropServices.RuntimeInformation]::RuntimeIdentifier)"
    if ([System.IO.File]::Exists("$PSScriptRoot/$native/VpceTools.dll")) { $build = $native }
}

Import-Module -Name "$PSScriptRoot/$build/VpceTools.dll" -ErrorAction Stop

# The type data names classes of the assembly, so it comes after it; and once a session, whatever other copy of the module brought it: the engine
# takes a member that is there already for an error.
if (-not (Get-Module -Name VpceTools.Types -All)) {
    Import-Module -Name "$PSScriptRoot/VpceTools.Types.psd1" -ErrorAction Stop
}
