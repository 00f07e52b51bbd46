# Only picks the build for this edition; everything else is compiled. No method is called: a constrained language mode would refuse it.
$edition = if ($PSVersionTable.PSEdition -eq 'Core') { 'core' } else { 'desktop' }
Import-Module -Name "$PSScriptRoot/$edition/VpceTools.dll" -ErrorAction Stop
