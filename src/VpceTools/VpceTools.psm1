# Only picks the build for this edition; everything else is compiled. No method is called: a constrained language mode would refuse it.
$edition = if ($PSVersionTable.PSEdition -eq 'Core') { 'core' } else { 'desktop' }
Import-Module -Name "$PSScriptRoot/$edition/VpceTools.dll" -ErrorAction Stop

# The type data names classes of the assembly, so it comes after it; and once a session, whatever other copy of the module brought it: the engine
# takes a member that is there already for an error.
if (-not (Get-Module -Name VpceTools.Types -All)) {
    Import-Module -Name "$PSScriptRoot/VpceTools.Types.psd1" -ErrorAction Stop
}
